import { afterEach, describe, expect, it, vi } from 'vitest';
import { digitsShared } from '../presets/digits.ts';
import { historyCsv } from './csv.ts';
import { currentLoss, emptyHistory } from './history.ts';
import { keptUntil, keptWith, mostRows, mostSteps, rowFrom, rowsIn, stepAt, thinnedPart } from './kept-steps.ts';
import {
  appendMarker,
  appendSteps,
  appendValidation,
  lastStep,
  mostValidations,
  nothingRecorded,
  type Recorded,
  rewind,
  seriesOf,
} from './recorded.ts';
import { historyRows } from './rows.ts';
import { frozen, numbersIn } from './run-record.ts';
import { AppendList, Series } from './series.ts';
import { extendSmoothed, type Smoothed } from './smooth.ts';

afterEach(() => vi.restoreAllMocks());

/** Steps whose loss is the step itself, and whose weight is twice that. */
const steps = (recorded: Recorded, count: number): Recorded => {
  const from = lastStep(recorded) + 1;
  const loss = Float32Array.from({ length: count }, (_, i) => from + i);
  return appendSteps(recorded, {
    from,
    count,
    columns: [
      { id: 'loss', keys: ['a'], values: loss },
      { id: 'weight', keys: ['a'], values: loss.map((value) => 2 * value) },
    ],
  });
};

const csvOf = (recorded: Recorded): string =>
  historyCsv([{ number: 1, name: '', document: { ...digitsShared(), seed: 1 }, recorded }]);

const evaluation = { loss: 1, metrics: {}, confusion: null, labelled: 1 };
const validated = (recorded: Recorded, step: number): Recorded =>
  appendValidation(recorded, { step, epoch: 1, tasks: { a: evaluation } });

/** Every row holds the numbers of the step that it is said to be of, and the ends have every step. */
function expectWhole(recorded: Recorded): void {
  const { kept } = recorded;
  const [loss, weight] = [seriesOf(recorded, 'loss', 'a'), seriesOf(recorded, 'weight', 'a')];
  const rows = rowsIn(kept);
  expect(loss?.length).toBe(rows);
  let wrong = 0;
  for (let row = 0; row < rows; row++) {
    const step = stepAt(kept, row);
    if (loss?.at(row) !== step || weight?.at(row) !== 2 * step || rowFrom(kept, step) !== row) wrong++;
  }
  expect(wrong).toBe(0);
  expect(kept[0]).toMatchObject({ from: 1, every: 1 });
  expect(kept[0]?.count).toBeGreaterThanOrEqual(15_000);
  expect(kept.at(-1)?.every).toBe(1);
  expect(kept.at(-1)?.count).toBeGreaterThanOrEqual(60_000);
  expect(stepAt(kept, rows - 1)).toBe(lastStep(recorded));
}

describe('rows and their steps', () => {
  const kept = [
    { from: 1, every: 1, count: 3 },
    { from: 7, every: 4, count: 2 },
    { from: 12, every: 1, count: 2 },
  ];
  const all = [1, 2, 3, 7, 11, 12, 13];

  it('find each other', () => {
    expect(Array.from({ length: rowsIn(kept) }, (_, row) => stepAt(kept, row))).toEqual(all);
    expect([stepAt(kept, -1), stepAt(kept, 7)]).toEqual([Number.NaN, Number.NaN]);
    for (let step = 0; step < 16; step++) {
      const found = all.findIndex((one) => one >= step);
      expect(rowFrom(kept, step), String(step)).toBe(found < 0 ? all.length : found);
    }
  });

  it('are cut and go on', () => {
    expect(keptUntil(kept, 4)).toEqual([kept[0], { from: 7, every: 4, count: 1 }]);
    expect(keptWith(kept, 14, 5)).toEqual([kept[0], kept[1], { from: 12, every: 1, count: 7 }]);
    expect(keptWith(keptUntil(kept, 4), 10, 2)).toEqual([
      kept[0],
      { from: 7, every: 4, count: 1 },
      { from: 10, every: 1, count: 2 },
    ]);
  });
});

describe('a run of more than a million steps', () => {
  it('keeps no more than a million, all of them at its ends, and an appended step costs the same however long it is', () => {
    const pick = vi.spyOn(Series.prototype, 'pick');
    let recorded = nothingRecorded;
    const total = 3_000_000;
    while (recorded.count < total) {
      recorded = steps(recorded, 100_000);
      expect(rowsIn(recorded.kept)).toBeLessThanOrEqual(mostSteps);
    }
    expect(recorded.count).toBe(total);
    expectWhole(recorded);
    expect(recorded.kept.length).toBeLessThan(6);
    const copied = pick.mock.calls.reduce((sum, [rows]) => sum + rows.length, 0);
    expect(copied).toBeLessThan(total);
    expect(pick.mock.calls.length).toBeGreaterThan(2);
    expect(numbersIn(frozen(recorded))).toBe(2 * rowsIn(recorded.kept));
  });

  it('holds every step up to the million', () => {
    const recorded = steps(steps(nothingRecorded, 600_000), mostSteps - 600_000);
    expect(recorded.kept).toEqual([{ from: 1, every: 1, count: mostSteps }]);
    expect(rowsIn(steps(recorded, 1).kept)).toBeLessThan(mostSteps / 5);
    expect([mostRows(6), mostRows(128), mostRows(1e9)]).toEqual([mostSteps, 2 ** 19, 2 ** 14]);
  });

  it('says in its file and to scripts which steps were left out', () => {
    const recorded = steps(validated(steps(nothingRecorded, 600_001), 600_001), 500_000);
    const middle = recorded.kept.find(({ every }) => every > 1);
    expect(middle?.every).toBe(32);
    expect(thinnedPart(recorded.kept)).toEqual([middle?.from, expect.any(Number), 32]);
    expect(thinnedPart(steps(nothingRecorded, 5).kept)).toBeNull();
    const lines = csvOf(recorded).split('\r\n');
    expect(lines.slice(0, 2)).toEqual([
      'run,seed,step,epoch,a loss,a weight,a validation loss,markers,one step of',
      '1,1,1,0,1,2,,,1',
    ]);
    expect(lines.at(-2)).toBe('1,1,1100001,1,1100001,2200002,,,1');
    const from = middle?.from ?? 0;
    expect(lines).toContain(`1,1,${from + 32},0,${from + 32},${2 * from + 64},,,32`);
    // What was measured stays, though its step did not.
    expect(lines).toContain('1,1,600001,1,,,1,,32');
    expect(csvOf(steps(nothingRecorded, 1))).toBe('run,seed,step,epoch,a loss,a weight,markers\r\n1,1,1,0,1,2,\r\n');

    const rows = historyRows(recorded);
    expect(rows.at(0)).toEqual({ step: 1, loss: { a: 1 }, weight: { a: 2 } });
    expect(rows.find(({ step }) => step === from + 32)).toMatchObject({ loss: { a: from + 32 }, oneOf: 32 });
    expect(rows.find(({ step }) => step === 600_001)).toMatchObject({ loss: {}, validation: { a: { loss: 1 } } });
  });

  it('can be rewound to where steps were left out, and goes on from there', () => {
    const long = steps(nothingRecorded, 1_200_000);
    const back = rewind(long, 500_003);
    expect(lastStep(back)).toBe(500_003);
    expect(currentLoss({ ...emptyHistory('r'), recorded: back }, 'a')).toBeNull();
    const on = steps(back, 10);
    expect(lastStep(on)).toBe(500_013);
    expect(currentLoss({ ...emptyHistory('r'), recorded: on }, 'a')).toBe(500_013);
    expect(seriesOf(on, 'loss', 'a')?.at(rowFrom(on.kept, 500_004))).toBe(500_004);
    expectWhole(steps(on, 1_500_000));
    expect(rewind(long, 0)).toMatchObject({ count: 0, kept: [], columns: {} });
    expect(lastStep(rewind(long, 1000))).toBe(1000);
    expect(rowsIn(rewind(long, 1000).kept)).toBe(1000);
  });

  it('is smoothed as if nothing had been left out', () => {
    let recorded = nothingRecorded;
    let smoothed: Smoothed | null = null;
    const weight = 0.99;
    for (let i = 0; i < 4; i++) {
      recorded = steps(recorded, 300_007);
      const series = seriesOf(recorded, 'loss', 'a') ?? Series.empty;
      // Nobody looked while the third part came.
      if (i !== 2) smoothed = extendSmoothed(smoothed, series, weight);
    }
    const whole = extendSmoothed(null, Series.of(Float32Array.from({ length: recorded.count }, (_, i) => i + 1)), weight);
    // The second look saw less than what was thinned, and all that it had not seen has its row.
    const rows = rowsIn(recorded.kept);
    expect(smoothed?.values.length).toBe(rows);
    expect(recorded.kept.some(({ every }) => every > 1)).toBe(true);
    const last = smoothed?.values.at(rows - 1) ?? Number.NaN;
    expect(Math.abs(last - whole.values.at(recorded.count - 1))).toBeLessThan(1);
  });
});

describe('what is kept beside the columns', () => {
  it('is at most ten thousand validations, the first and the last among them', () => {
    let recorded = nothingRecorded;
    for (let step = 1; step <= 3 * mostValidations; step++) recorded = validated(recorded, step);
    const kept = recorded.validation.toArray().map(({ step }) => step);
    expect(kept.length).toBeLessThanOrEqual(mostValidations);
    expect(kept.slice(0, 2000)).toEqual(Array.from({ length: 2000 }, (_, i) => i + 1));
    expect(kept.slice(-2000)).toEqual(Array.from({ length: 2000 }, (_, i) => 3 * mostValidations - 1999 + i));
  });

  it('knows when the network was applied without going through the markers', () => {
    let recorded = steps(nothingRecorded, 10);
    for (let i = 0; i < 50; i++) recorded = appendMarker(recorded, { kind: 'learningRate', step: 5, learningRate: 1 });
    recorded = appendMarker(recorded, { kind: 'applied', step: 10 });
    const read = vi.spyOn(AppendList.prototype, 'toArray');
    const history = { ...emptyHistory('r'), recorded };
    expect(currentLoss(history, 'a')).toBeNull();
    expect(currentLoss({ ...history, recorded: steps(recorded, 1) }, 'a')).toBe(11);
    expect(read).not.toHaveBeenCalled();
    expect(rewind(recorded, 9).appliedAt).toBe(-1);
  });
});
