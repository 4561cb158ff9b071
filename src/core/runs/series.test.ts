import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppendList, Series } from './series.ts';

const appendAll = (series: Series, values: readonly number[]): Series => series.append(values.length, (i) => values[i] ?? 0);

describe('Series', () => {
  it('agrees with plain arrays through any sequence of appends, cuts and branches, in every version', () => {
    const edit = fc.record({
      version: fc.nat(20),
      cut: fc.option(fc.nat(200), { nil: null }),
      values: fc.array(fc.integer({ min: -999, max: 999 }), { maxLength: 90 }),
    });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 25 }), (edits) => {
        const versions: { series: Series; plain: number[] }[] = [{ series: Series.empty, plain: [] }];
        for (const { version, cut, values } of edits) {
          const from = versions[version % versions.length];
          if (from === undefined) continue;
          const base = cut === null ? from : { series: from.series.truncate(cut), plain: from.plain.slice(0, cut) };
          versions.push({ series: appendAll(base.series, values), plain: [...base.plain, ...values] });
        }
        for (const { series, plain } of versions) expect([...series.view()]).toEqual(plain);
        for (const a of versions) {
          for (const b of versions) {
            if (b.series.continues(a.series)) expect(b.plain.slice(0, a.plain.length)).toEqual(a.plain);
          }
        }
      }),
    );
  });

  it('knows that a column which only grew continues its earlier version, even across a larger buffer', () => {
    const early = appendAll(Series.empty, [1, 2, 3]);
    const late = appendAll(
      early,
      Array.from({ length: 500 }, (_, i) => i),
    );
    expect(late.continues(early)).toBe(true);
    expect(appendAll(early.truncate(1), [9, 9, 9]).continues(early)).toBe(false);
  });

  it('copies a column only when its buffer doubles', () => {
    let series = Series.empty;
    const buffers = new Set<unknown>();
    for (let i = 0; i < 4096; i++) {
      series = series.append(1, () => i);
      buffers.add(series.view().buffer);
    }
    expect(buffers.size).toBe(7);
  });
});

describe('AppendList', () => {
  it('leaves older versions alone when a cut version is appended to', () => {
    const three = AppendList.of(1).append(2).append(3);
    const branch = three.keepWhile((n) => n < 2).append(7);
    expect(three.toArray()).toEqual([1, 2, 3]);
    expect(branch.toArray()).toEqual([1, 7]);
    expect(three.last()).toBe(3);
  });
});
