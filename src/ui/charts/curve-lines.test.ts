import { describe, expect, it } from 'vitest';
import type { TaskEvaluation } from '../../core/runs/protocol.ts';
import { appendSteps, appendValidation, nothingRecorded, type Recorded, rewind } from '../../core/runs/recorded.ts';
import { CurveColumns } from './curve-columns.ts';
import { type CurveRequest, curveLines, madeWorse, valuesAt } from './curve-lines.ts';

/** Losses of one task from a step on. */
const losses = (from: number, values: Float32Array) => ({
  from,
  count: values.length,
  columns: [
    { id: 'loss', keys: ['digit'], values },
    { id: 'weight', keys: ['digit'], values: new Float32Array(values.length).fill(1) },
  ],
});

const trained = (steps: number, loss: (step: number) => number): Recorded =>
  appendSteps(
    nothingRecorded,
    losses(
      1,
      Float32Array.from({ length: steps }, (_, i) => loss(i + 1)),
    ),
  );

const evaluation = (loss: number, accuracy: number): TaskEvaluation => ({
  loss,
  metrics: { accuracy },
  confusion: null,
  labelled: 10,
});

function request(recorded: Recorded, change: Partial<CurveRequest> = {}): CurveRequest {
  return {
    recorded,
    subjects: ['digit'],
    quantity: 'loss',
    metrics: new Map([['digit', { info: { id: 'accuracy' }, scale: 1 }]]),
    showRaw: true,
    showValidation: true,
    normalised: false,
    smoothing: 0,
    range: [1, recorded.count],
    width: 300,
    ...change,
  };
}

const drawn = (what: CurveRequest, columns = new CurveColumns()) => curveLines(what, columns);

describe('the curves', () => {
  it('never draw more points than there are pixels, and keep a peak of one step', () => {
    const history = trained(100_000, (step) => (step === 54_321 ? 99 : 1 / step));
    const [line] = drawn(request(history));
    expect(line?.points.length).toBeLessThanOrEqual(300);
    expect(Math.max(...(line?.points.map(({ y }) => y) ?? []))).toBe(99);
  });

  it('begin at 1 in the relative view', () => {
    const history = trained(50, (step) => 8 / step);
    const [line] = drawn(request(history, { normalised: true }));
    expect(line?.points[0]?.y).toBeCloseTo(1, 6);
    expect(line?.points[3]?.y).toBeCloseTo(0.25, 6);
  });

  it('show validation at the steps where it was measured, as loss or as metric', () => {
    const history = [10, 20].reduce(
      (before, step) => appendValidation(before, { step, epoch: step / 10, tasks: { digit: evaluation(1 / step, step / 100) } }),
      trained(20, () => 1),
    );
    const validation = drawn(request(history)).find(({ role }) => role === 'validation');
    expect(validation?.points).toEqual([
      { x: 10, y: Math.fround(0.1) },
      { x: 20, y: Math.fround(0.05) },
    ]);
    const metrics = drawn(request(history, { quantity: 'metric', showValidation: false }));
    expect(metrics).toHaveLength(1);
    expect(metrics[0]?.points.map(({ y }) => y)).toEqual([Math.fround(0.1), Math.fround(0.2)]);
    expect(valuesAt(history, 'loss', 'digit', 15, undefined)).toMatchObject({ raw: 1, validation: evaluation(0.1, 0.1) });
  });

  it('show all of a long validation curve, and keep its peak', () => {
    let history = trained(20_000, () => 1);
    for (let step = 1; step <= 20_000; step += 4) {
      const tasks = { digit: evaluation(step === 4001 ? 50 : 1 / step, 0.5) };
      history = appendValidation(history, { step, epoch: step, tasks });
    }
    const line = drawn(request(history)).find(({ role }) => role === 'validation');
    expect(line?.points.length).toBeLessThanOrEqual(300);
    expect(line?.points[0]?.x).toBe(1);
    expect(line?.points.at(-1)?.x).toBe(19_997);
    expect(line?.points).toContainEqual({ x: 4001, y: 50 });
  });

  it('are the same whether drawn once or again and again as they grow, are cut and grow once more', () => {
    const columns = new CurveColumns();
    let history = trained(1, () => 1);
    for (const [steps, cut] of [
      [700, 0],
      [40, 0],
      [5000, 300],
      [9, 0],
      [2500, 0],
    ] as const) {
      if (cut > 0) history = rewind(history, cut);
      const firstStep = history.firstStep + history.count;
      const values = Float32Array.from({ length: steps }, (_, i) => Math.sin((firstStep + i) * (cut + 1)) + 2);
      history = appendSteps(history, losses(firstStep, values));
      history = appendValidation(history, { step: firstStep, epoch: 1, tasks: { digit: evaluation(cut + 1, 1) } });
      const change = { smoothing: 0.9, range: [1, history.count] as const };
      expect(drawn(request(history, change), columns)).toEqual(drawn(request(history, change)));
    }
  });

  it('leave out what lies outside the visible range', () => {
    const [line] = drawn(
      request(
        trained(1000, (step) => step),
        { range: [200, 240] },
      ),
    );
    expect(line?.points[0]?.x).toBe(200);
    expect(line?.points.at(-1)?.x).toBe(240);
  });

  it('show the weights that acted beside those that were given, and the steps that made a task worse', () => {
    const steps = Float32Array.from({ length: 50 }, (_, i) => 0.5 + i / 100);
    const history = appendSteps(nothingRecorded, {
      from: 1,
      count: 50,
      columns: [
        ...losses(1, steps).columns,
        { id: 'effective', keys: ['digit'], values: steps },
        {
          id: 'stepCosine',
          keys: ['digit'],
          values: Float32Array.from(steps, (_, i) => (i % 10 === 4 ? (i < 20 ? -0.3 : 0.4) : Number.NaN)),
        },
      ],
    });
    const lines = drawn(request(history, { quantity: 'effective' }));
    expect(lines.map(({ role }) => role)).toEqual(['raw', 'nominal', 'worse']);
    expect(lines.at(1)?.points.every(({ y }) => y === 1)).toBe(true);
    expect(lines.at(2)?.points).toEqual([
      { x: 5, y: steps[4] },
      { x: 15, y: steps[14] },
    ]);
    expect([4, 5, 15, 24, 25].map((step) => madeWorse(history, 'digit', step))).toEqual([false, true, true, true, false]);
    // A run without a method of balancing has the given weights alone.
    expect(drawn(request(history, { quantity: 'weight' })).map(({ role }) => role)).toEqual(['raw', 'worse']);
    expect(drawn(request(history)).map(({ role }) => role)).toEqual(['raw']);
  });
});
