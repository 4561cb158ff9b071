import { describe, expect, it } from 'vitest';
import { reduced } from './picture-values.ts';

const brief = { full: false, tokens: null };
const count = (length: number, value: (i: number) => number = (i) => i) => Float32Array.from({ length }, (_, i) => value(i));

describe('filters', () => {
  it('come out of a kernel one after the other, all of them where they are few', () => {
    // [1, 2, 1, 3]: two cells, three filters
    const picture = reduced({ kind: 'filters', shape: [1, 2, 1, 3] }, Float32Array.of(1, 2, 3, 4, 5, 6), brief);
    expect(picture).toEqual({ kind: 'filters', shape: [3, 1, 2, 1], values: Float32Array.of(1, 4, 2, 5, 3, 6), total: 3 });
  });

  it('are chosen evenly where there are many, and are more in full', () => {
    const kernel = count(40);
    const picture = reduced({ kind: 'filters', shape: [1, 1, 1, 40] }, kernel, brief);
    expect(picture).toMatchObject({ shape: [16, 1, 1, 1], total: 40 });
    expect([...picture.values]).toEqual([0, 2, 5, 7, 10, 12, 15, 17, 20, 22, 25, 27, 30, 32, 35, 37]);
    expect(reduced({ kind: 'filters', shape: [1, 1, 1, 40] }, kernel, { ...brief, full: true }).values).toEqual(kernel);
  });

  it('are thinned out to the means of blocks where they are large, those at the border of what there is', () => {
    // 33 × 33 in blocks of 2 × 2: the value of a pixel is its row.
    const picture = reduced(
      { kind: 'filters', shape: [33, 33, 1, 1] },
      count(33 * 33, (i) => Math.floor(i / 33)),
      brief,
    );
    expect(picture.shape).toEqual([1, 17, 17, 1]);
    expect([...picture.values.subarray(0, 17)]).toEqual(new Array(17).fill(0.5));
    expect([...picture.values.subarray(16 * 17)]).toEqual(new Array(17).fill(32));
  });
});

describe('gates', () => {
  it('are the mean over samples, and over whatever else there is', () => {
    const picture = reduced({ kind: 'gates', shape: [2] }, Float32Array.of(1, 0, 0.5, 0.5, 0, 1, 0.5, 0.5), brief);
    expect(picture).toEqual({ kind: 'gates', shape: [2], values: Float32Array.of(0.5, 0.5), total: 2 });
    const deep = reduced({ kind: 'gates', shape: [2, 2] }, Float32Array.of(1, 0, 0.5, 0.5), brief);
    expect(deep).toMatchObject({ shape: [2], values: Float32Array.of(0.75, 0.25) });
  });
});

describe('coefficients', () => {
  it('are the numbers themselves, in an array of their own', () => {
    const given = Float32Array.of(0.9, 0.1);
    const picture = reduced({ kind: 'coefficients', shape: [1, 2] }, given, brief);
    expect(picture).toEqual({ kind: 'coefficients', shape: [1, 2], values: given, total: 1 });
    expect(picture.values.buffer).not.toBe(given.buffer);
  });
});

describe('attention', () => {
  it('is that of the first sample, without the padding at its end, with the tokens that stand there', () => {
    // 2 samples, 1 head, 3 × 3: the last position of the first sample is padding.
    const first = [0.25, 0.75, 0, 0.5, 0.5, 0, 0, 1, 0];
    const picture = reduced({ kind: 'attention', shape: [1, 3, 3] }, Float32Array.of(...first, ...count(9)), {
      full: false,
      tokens: Int32Array.of(7, 8, 0),
    });
    expect(picture).toEqual({
      kind: 'attention',
      shape: [1, 2, 2],
      values: Float32Array.of(0.25, 0.75, 0.5, 0.5),
      total: 1,
      tokens: Int32Array.of(7, 8),
    });
  });

  it('keeps all questions to another sequence, and shows four heads in brief', () => {
    const maps = count(5 * 3 * 2, () => 0.5);
    expect(reduced({ kind: 'attention', shape: [5, 3, 2] }, maps, brief)).toMatchObject({ shape: [4, 3, 2], total: 5 });
    expect(reduced({ kind: 'attention', shape: [5, 3, 2] }, maps, { ...brief, full: true })).toMatchObject({ shape: [5, 3, 2] });
  });

  it('of an empty sequence is one cell of nothing', () => {
    expect(reduced({ kind: 'attention', shape: [1, 4, 4] }, new Float32Array(16), brief)).toMatchObject({
      shape: [1, 1, 1],
      values: Float32Array.of(0),
    });
  });
});

describe('positions and masks', () => {
  it('are those of the first sample', () => {
    const shares = Float32Array.of(0.5, 0.5, 0, 0, 0, 1);
    expect(reduced({ kind: 'positions', shape: [3] }, shares, brief)).toMatchObject({
      shape: [2],
      values: Float32Array.of(0.5, 0.5),
    });
    const picture = reduced({ kind: 'mask', shape: [1, 2] }, Float32Array.of(0.25, 1, 9, 9), brief);
    expect(picture).toEqual({ kind: 'mask', shape: [1, 2], values: Float32Array.of(0.25, 1), total: 1 });
  });

  it('are no more in brief than can be drawn', () => {
    const long = count(300, () => 1);
    expect(reduced({ kind: 'positions', shape: [300] }, long, brief).shape).toEqual([64]);
    expect(reduced({ kind: 'positions', shape: [300] }, long, { ...brief, full: true }).shape).toEqual([256]);
  });
});
