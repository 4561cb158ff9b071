import { describe, expect, it } from 'vitest';
import { blank, crop, inkBox, pasteMaximum, resized } from './canvas-image.ts';
import { clutterDigits } from './cluttered-digits-images.ts';
import type { ImagePack } from './image-pack.ts';
import { overlayDigits } from './two-digits-images.ts';

/** Digit `n` as a filled square of side 4 + n around the middle, four times each. */
const count = 40;
const pack: ImagePack = {
  manifest: {
    format: 'image-pack',
    version: 1,
    id: 'mnist',
    title: '',
    count,
    shape: [28, 28, 1],
    classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    classCounts: new Array<number>(10).fill(4),
    file: { name: '', bytes: 1, crc32: 0, pixels: { offset: 0, bytes: 0 }, labels: { offset: 0, bytes: 0 } },
    licence: '',
    source: '',
  },
  pixels: Uint8Array.from({ length: count * 784 }, (_, i) => {
    const [digit, y, x] = [Math.floor(i / 784) % 10, Math.floor((i % 784) / 28), i % 28];
    const half = (4 + digit) / 2;
    return Math.abs(y + 0.5 - 14) < half && Math.abs(x + 0.5 - 14) < half ? 255 : 0;
  }),
  labels: Uint8Array.from({ length: count }, (_, i) => i % 10),
};

describe('images on a canvas', () => {
  it('keep the brighter value where they overlap, and lose what lies outside', () => {
    const canvas = blank(2, 2);
    pasteMaximum(canvas, { height: 2, width: 2, values: Float32Array.of(0.1, 0.2, 0.3, 0.4) }, -1, -1);
    pasteMaximum(canvas, { height: 2, width: 2, values: Float32Array.of(0.3, 0.6, 0.5, 0.7) }, 0, 0);
    expect([...canvas.values].map((value) => Number(value.toFixed(3)))).toEqual([0.4, 0.6, 0.5, 0.7]);
  });

  it('are resized so that a ramp stays a ramp', () => {
    const ramp = { height: 1, width: 4, values: Float32Array.of(0, 1, 2, 3) };
    expect([...resized(ramp, 1, 2).values]).toEqual([0.5, 2.5]);
    expect([...resized(ramp, 1, 4).values]).toEqual([0, 1, 2, 3]);
  });

  it('are cut, and boxed by their ink', () => {
    const image = { height: 3, width: 3, values: Float32Array.of(0, 0, 0, 0, 0.9, 0.2, 0, 0.8, 0) };
    expect(inkBox(image, 0.3)).toEqual({ top: 1, bottom: 3, left: 1, right: 2 });
    expect(inkBox(blank(2, 2), 0.3)).toBeNull();
    expect([...crop(image, 1, 1, 2, 2).values]).toEqual([0.9, 0.2, 0.8, 0].map(Math.fround));
  });
});

describe('two overlaid digits', () => {
  const data = overlayDigits(pack, { samples: 20 }, 3);

  it('use every digit once', () => {
    const used = [...(data.targets.left ?? []), ...(data.targets.right ?? [])].toSorted((a, b) => a - b);
    expect(used).toEqual(Array.from({ length: 40 }, (_, i) => Math.floor(i / 4)));
  });

  it('say of each digit whether it is there, in either place', () => {
    const { left = [], right = [], both = [] } = data.targets;
    for (let i = 0; i < 20; i++) {
      const there = Array.from(both.slice(10 * i, 10 * i + 10)).flatMap((value, digit) => (value === 1 ? [digit] : []));
      expect(there).toEqual([...new Set([left[i], right[i]])].toSorted());
    }
  });

  it('show the first one further up and left than the second', () => {
    const image = data.inputs.image?.subarray(0, 784) ?? [];
    const lit = Array.from(image).flatMap((value, i) => (value > 0.5 ? [i] : []));
    // On the canvas the middles are at 14 and at 20 of 36: 10.9 and 15.6 of 28.
    const left = 10.9 - (4 + (data.targets.left?.[0] ?? 0)) * 0.389;
    const right = 15.6 + (4 + (data.targets.right?.[0] ?? 0)) * 0.389;
    expect(Math.abs(Math.min(...lit.map((i) => i % 28)) - left)).toBeLessThan(1.5);
    expect(Math.abs(Math.max(...lit.map((i) => i % 28)) + 1 - right)).toBeLessThan(1.5);
  });

  it('are the same for the same seed, and others for another', () => {
    expect(overlayDigits(pack, { samples: 20 }, 3)).toEqual(data);
    expect(overlayDigits(pack, { samples: 20 }, 4).targets).not.toEqual(data.targets);
  });
});

describe('digits on clutter', () => {
  const options = { samples: 40, clutter: 0, absent: 0.25 };
  const data = clutterDigits(pack, options, 3);
  const box = (row: number): number[] => [...(data.targets.box?.subarray(5 * row, 5 * row + 5) ?? [])];

  it('are absent in the share asked for; what is absent has no class and no box', () => {
    const present = [...(data.targets.present ?? [])];
    expect(present.filter((value) => value === 0)).toHaveLength(10);
    present.forEach((value, row) => {
      if (value === 1) expect(data.targets.digit?.[row]).toBeGreaterThanOrEqual(0);
      else expect([data.targets.digit?.[row], ...box(row)]).toEqual([-1, 0, 0, 0, 0, 0]);
    });
  });

  it('have boxes that hold exactly their ink', () => {
    const row = [...(data.targets.present ?? [])].indexOf(1);
    const image = {
      height: 44,
      width: 44,
      values: Float32Array.from(data.inputs.image?.subarray(row * 1936, (row + 1) * 1936) ?? []),
    };
    const ink = inkBox(image, 0.3);
    const [, x = 0, y = 0, width = 0, height = 0] = box(row).map((value) => value * 44);
    expect([y - height / 2, y + height / 2, x - width / 2, x + width / 2].map(Math.round)).toEqual([
      ink?.top,
      ink?.bottom,
      ink?.left,
      ink?.right,
    ]);
  });

  it('lie among scraps where clutter is asked for, which moves nothing else', () => {
    const cluttered = clutterDigits(pack, { ...options, clutter: 6 }, 3);
    expect(cluttered.targets).toEqual(data.targets);
    const ink = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0);
    expect(ink(cluttered.inputs.image ?? [])).toBeGreaterThan(ink(data.inputs.image ?? []) * 1.2);
  });
});
