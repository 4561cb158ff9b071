import { describe, expect, it } from 'vitest';
import { emptyHistory, type RunHistory, reduceRun } from '../../core/runs/history.ts';
import type { TaskEvaluation } from '../../core/runs/protocol.ts';
import { type CurveRequest, curveLines, valuesAt } from './curve-lines.ts';

const runId = 'run';

function trained(steps: number, loss: (step: number) => number): RunHistory {
  const prepared = {
    tasks: ['digit'],
    parameterCount: 1,
    stepsPerEpoch: 10,
    memoryBytes: 1,
    flopsPerStep: 1,
    splitSizes: { train: 1, validation: 1, test: 1 },
    signature: { inputs: [], targets: [], count: 3 },
  };
  const started = reduceRun(emptyHistory(runId), { type: 'prepared', runId, prepared });
  return reduceRun(started, {
    type: 'metrics',
    runId,
    firstStep: 1,
    losses: Float32Array.from({ length: steps }, (_, i) => loss(i + 1)),
    weights: new Float32Array(steps).fill(1),
  });
}

const evaluation = (loss: number, accuracy: number): TaskEvaluation => ({
  loss,
  metrics: { accuracy },
  confusion: null,
  labelled: 10,
});

function request(history: RunHistory, change: Partial<CurveRequest> = {}): CurveRequest {
  return {
    history,
    tasks: ['digit'],
    quantity: 'loss',
    headline: { digit: 'accuracy' },
    showRaw: true,
    showValidation: true,
    normalised: false,
    smoothed: {},
    range: [1, history.count],
    width: 300,
    ...change,
  };
}

describe('the curves', () => {
  it('never draw more points than there are pixels, and keep a peak of one step', () => {
    const history = trained(100_000, (step) => (step === 54_321 ? 99 : 1 / step));
    const [line] = curveLines(request(history));
    expect(line?.points.length).toBeLessThanOrEqual(300);
    expect(Math.max(...(line?.points.map(({ y }) => y) ?? []))).toBe(99);
  });

  it('begin at 1 in the relative view', () => {
    const history = trained(50, (step) => 8 / step);
    const [line] = curveLines(request(history, { normalised: true }));
    expect(line?.points[0]?.y).toBeCloseTo(1, 6);
    expect(line?.points[3]?.y).toBeCloseTo(0.25, 6);
  });

  it('show validation at the steps where it was measured, as loss or as metric', () => {
    const history = [10, 20].reduce(
      (before, step) =>
        reduceRun(before, {
          type: 'validation',
          runId,
          step,
          epoch: step / 10,
          tasks: { digit: evaluation(1 / step, step / 100) },
        }),
      trained(20, () => 1),
    );
    const losses = curveLines(request(history)).find(({ role }) => role === 'validation');
    expect(losses?.points).toEqual([
      { x: 10, y: 0.1 },
      { x: 20, y: 0.05 },
    ]);
    const metrics = curveLines(request(history, { quantity: 'metric', showValidation: false }));
    expect(metrics).toHaveLength(1);
    expect(metrics[0]?.points.map(({ y }) => y)).toEqual([0.1, 0.2]);
    expect(valuesAt(history, 'digit', 15, undefined)).toMatchObject({ raw: 1, weight: 1, validation: evaluation(0.1, 0.1) });
  });

  it('leave out what lies outside the visible range', () => {
    const [line] = curveLines(
      request(
        trained(1000, (step) => step),
        { range: [200, 240] },
      ),
    );
    expect(line?.points[0]?.x).toBe(200);
    expect(line?.points.at(-1)?.x).toBe(240);
  });
});
