import { describe, expect, it } from 'vitest';
import { ProgramBuilder } from '../../program/builder.ts';
import { interpret } from '../../program/reference/interpret.ts';
import { at } from '../../util/assert-never.ts';
import { lowerInto } from '../testing/lower-alone.ts';
import { refusal, runAlone } from '../testing/run-alone.ts';

const samples = 200;
const [height, width, channels] = [4, 5, 2];
const size = height * width * channels;
/** No pixel is 0, so that what is blanked or came in from outside shows; every sample is the same image. */
const image = Array.from({ length: size }, (_, i) => i + 1);

/** What a layer makes of each sample while training, as [row, column, channel] readers. */
function trained(kind: string, params: object, depth = channels): ((row: number, column: number, channel: number) => number)[] {
  const own = Array.from({ length: height * width * depth }, (_, i) => i + 1);
  const { values } = runAlone(kind, {
    shapes: [[samples, height, width, depth]],
    inputs: [Array.from({ length: samples }, () => own).flat()],
    params,
    training: true,
  });
  return Array.from({ length: samples }, (_, n) => (row, column, channel) => {
    if (row < 0 || row >= height || column < 0 || column >= width) return 0;
    return at(values, ((n * height + row) * width + column) * depth + channel);
  });
}

const pixel = (row: number, column: number, channel: number, depth = channels): number =>
  row < 0 || row >= height || column < 0 || column >= width ? 0 : (row * width + column) * depth + channel + 1;

const everyPlace = Array.from({ length: height * width }, (_, i) => [Math.floor(i / width), i % width] as const);
const everyPixel = everyPlace.flatMap(([row, column]) => [0, 1].map((channel) => [row, column, channel] as const));

describe.each(['randomShift', 'randomFlip', 'cutout', 'gaussianNoise'])('%s', (kind) => {
  it('does nothing to predictions', () => {
    expect(runAlone(kind, { shapes: [[1, height, width, channels]], inputs: [image] }).values).toEqual(image);
  });
});

describe('random shift', () => {
  it.each([1, 2])('moves every sample by whole pixels with zeros coming in, %d channels', (depth) => {
    const found = new Map<string, number>();
    for (const read of trained('randomShift', { pixels: 1 }, depth)) {
      const shifts = [-1, 0, 1].flatMap((down) => [-1, 0, 1].map((right) => [down, right] as const));
      const fitting = shifts.filter(([down, right]) =>
        everyPlace.every(([row, column]) => read(row, column, depth - 1) === pixel(row - down, column - right, depth - 1, depth)),
      );
      expect(fitting).toHaveLength(1);
      const key = String(fitting[0]);
      found.set(key, (found.get(key) ?? 0) + 1);
    }
    // All nine moves occur, none far more often than another: 200/9 ≈ 22, deviation 4.4.
    expect(found.size).toBe(9);
    expect(Math.max(...found.values())).toBeLessThan(45);
  });
});

describe('random flip', () => {
  it.each([
    ['horizontal', [0, 1]],
    ['vertical', [0, 2]],
    ['both', [0, 1, 2, 3]],
  ] as const)('mirrors about half of the samples, %s', (direction, ways) => {
    const found = new Map<number, number>();
    for (const read of trained('randomFlip', { direction })) {
      const way = [0, 1, 2, 3].findIndex((bits) =>
        everyPixel.every(
          ([row, column, channel]) =>
            read(row, column, channel) ===
            pixel(bits & 2 ? height - 1 - row : row, bits & 1 ? width - 1 - column : column, channel),
        ),
      );
      found.set(way, (found.get(way) ?? 0) + 1);
    }
    expect([...found.keys()].sort()).toEqual([...ways]);
    for (const count of found.values()) expect(Math.abs(count / samples - 1 / ways.length)).toBeLessThan(0.12);
  });
});

describe('cut-out', () => {
  it('blanks a square around a pixel, cut off at the edge, in all channels', () => {
    const middles = new Set<string>();
    for (const read of trained('cutout', { size: 3 })) {
      const fitting = everyPlace.filter(([y, x]) =>
        everyPixel.every(
          ([row, column, channel]) =>
            read(row, column, channel) ===
            (Math.abs(row - y) <= 1 && Math.abs(column - x) <= 1 ? 0 : pixel(row, column, channel)),
        ),
      );
      expect(fitting).toHaveLength(1);
      middles.add(String(fitting[0]));
    }
    expect(middles.size).toBe(height * width);
  });

  it('has the side that is asked for, even or odd', () => {
    const blanks = (side: number): number =>
      Math.max(...trained('cutout', { size: side }).map((read) => everyPlace.filter(([r, c]) => read(r, c, 0) === 0).length));
    expect([blanks(1), blanks(2), blanks(3)]).toEqual([1, 4, 9]);
  });
});

describe('Gaussian noise', () => {
  it('has mean 0, the deviation that is set, and the share of a normal distribution beyond twice that', () => {
    const count = 20_000;
    const { values } = runAlone('gaussianNoise', {
      shapes: [[count]],
      inputs: [new Array<number>(count).fill(5)],
      params: { deviation: 0.5 },
      training: true,
    });
    const noise = values.map((value) => value - 5);
    const mean = noise.reduce((sum, x) => sum + x, 0) / count;
    const deviation = Math.sqrt(noise.reduce((sum, x) => sum + (x - mean) ** 2, 0) / count);
    expect(mean).toBeCloseTo(0, 1);
    expect(deviation).toBeCloseTo(0.5, 2);
    // 4.55% of a normal distribution lies beyond 2σ.
    expect(noise.filter((x) => Math.abs(x) > 1).length / count).toBeCloseTo(0.0455, 2);
  });
});

describe('token dropout', () => {
  /** The ids that come out of [rows, 10] ids. */
  function tokens(ids: readonly number[], params: object, training: boolean): number[] {
    const b = new ProgramBuilder();
    const x = b.source({ kind: 'feed', name: 'x' }, [ids.length / 10, 10], 'i32');
    const { output } = lowerInto(b, 'tokenDropout', params, [x], training, () => x);
    expect(output.dtype).toBe('i32');
    if (output.id === x.id) return [...ids];
    return [...(interpret(b.build(), { feeds: { x: ids } }).get(output.id) ?? [])];
  }
  const ids = Array.from({ length: 2000 }, (_, i) => (i % 10 < 7 ? 2 + (i % 7) : 0));

  it('replaces the share that is set, and never the padding', () => {
    const out = tokens(ids, { rate: 0.3, replacement: 1 }, true);
    const replaced = out.filter((id, i) => id !== ids[i]);
    expect(new Set(replaced)).toEqual(new Set([1]));
    expect(replaced.length / 1400).toBeCloseTo(0.3, 1);
    expect(out.every((id, i) => ids[i] !== 0 || id === 0)).toBe(true);
  });

  it('does nothing to predictions, nor at rate 0', () => {
    expect(tokens(ids, { rate: 0.9 }, false)).toEqual(ids);
    expect(tokens(ids, { rate: 0 }, true)).toEqual(ids);
  });

  it('refuses anything but tokens', () => {
    expect(refusal('tokenDropout', {}, [1, 4])).toMatchObject({ code: 'layer.tokens' });
  });
});

describe('upsampling', () => {
  const of = (params: object): { shape: readonly number[]; values: number[] } =>
    runAlone('upsample2d', { shapes: [[1, 2, 2, 1]], inputs: [[1, 2, 3, 4]], params });

  it('copies pixels, or blends neighbours', () => {
    expect(of({ size: [2, 1] })).toMatchObject({ shape: [1, 4, 2, 1], values: [1, 2, 1, 2, 3, 4, 3, 4] });
    expect(of({ size: [1, 2], mode: 'bilinear' }).values).toEqual([1, 1.5, 2, 2, 3, 3.5, 4, 4]);
  });
});

describe('transposed convolution', () => {
  it('puts a patch of weights on the image for every value, overlaps added', () => {
    const { shape, values } = runAlone('transposedConv2d', {
      shapes: [[1, 1, 2, 1]],
      inputs: [[1, 10]],
      params: { filters: 1, kernel: [1, 3], stride: [1, 2], padding: 'valid' },
      parameters: { kernel: [1, 2, 3], bias: [0] },
    });
    expect(shape).toEqual([1, 1, 5, 1]);
    expect(values).toEqual([1, 2, 13, 20, 30]);
  });
});

describe('L2 normalisation', () => {
  it('makes length 1, and keeps a row of zeros', () => {
    const { values } = runAlone('l2Normalize', { shapes: [[2, 2]], inputs: [[3, 4, 0, 0]] });
    [0.6, 0.8, 0, 0].forEach((value, i) => {
      expect(values[i]).toBeCloseTo(value, 12);
    });
  });
});
