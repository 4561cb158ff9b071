import { describe, expect, it } from 'vitest';
import { historyCsv } from './csv.ts';
import { continueHistory, currentLoss, emptyHistory, type RunHistory, reduceRun } from './history.ts';
import type { Prepared, TrainEvent } from './protocol.ts';
import { lastStep, seriesOf } from './recorded.ts';
import { historyRows } from './rows.ts';

const prepared = (...tasks: readonly string[]): Prepared => ({
  tasks,
  parameterCount: 1,
  stepsPerEpoch: 4,
  flopsPerStep: 1,
  splitSizes: { train: 1, validation: 1, test: 1 },
  signature: { inputs: [], targets: [], count: 3 },
});

/** Of tasks a and b, unless others are named. */
const metrics = (
  from: number,
  losses: readonly number[],
  weights: readonly number[],
  keys: readonly string[] = ['a', 'b'],
): TrainEvent => ({
  type: 'metrics',
  runId: 'r',
  from,
  count: losses.length / keys.length,
  columns: [
    { id: 'loss', keys, values: Float32Array.from(losses) },
    { id: 'weight', keys, values: Float32Array.from(weights) },
  ],
});

/** A column's numbers at every recorded step. */
const column = ({ recorded }: RunHistory, id: string, key: string): number[] =>
  Array.from({ length: recorded.count }, (_, i) => seriesOf(recorded, id, key)?.at(i) ?? Number.NaN);

const validation = (step: number, loss: number): TrainEvent => ({
  type: 'validation',
  runId: 'r',
  step,
  epoch: 1,
  tasks: { a: { loss, metrics: { accuracy: 0.5, macroF1: null }, confusion: null, labelled: 3 } },
});

const play = (start: RunHistory, ...events: readonly TrainEvent[]): RunHistory => events.reduce(reduceRun, start);

const started = play(emptyHistory('r'), { type: 'prepared', runId: 'r', generation: 1, prepared: prepared('a', 'b') });

describe('reduceRun', () => {
  it('records losses and weights per task and step', () => {
    const history = play(started, metrics(1, [1, 10, 2, 20], [1, 1, 1, 0.5]), metrics(3, [3, 30], [0, 0.5]));
    expect(lastStep(history.recorded)).toBe(3);
    expect(column(history, 'loss', 'a')).toEqual([1, 2, 3]);
    expect(column(history, 'loss', 'b')).toEqual([10, 20, 30]);
    expect(column(history, 'weight', 'b')).toEqual([1, 0.5, 0.5]);
  });

  it('ignores events of another run', () => {
    expect(reduceRun(started, { ...metrics(1, [1, 1], [1, 1]), runId: 'other' })).toBe(started);
  });

  it('voids curves, validation and markers after the step it is rewound to, and keeps older snapshots as they were', () => {
    const before = play(started, metrics(1, [1, 1, 2, 2, 3, 3], [1, 1, 1, 1, 1, 1]), validation(2, 0.25), validation(3, 0.5), {
      type: 'marker',
      runId: 'r',
      marker: { kind: 'best', step: 3 },
    });
    const after = play(before, { type: 'rewound', runId: 'r', step: 2 }, metrics(3, [7, 7], [1, 1]));
    expect(column(after, 'loss', 'a')).toEqual([1, 2, 7]);
    expect(column(before, 'loss', 'a')).toEqual([1, 2, 3]);
    expect(after.recorded.validation.toArray().map((point) => point.step)).toEqual([2]);
    expect(after.recorded.markers.length).toBe(0);
    expect(before.recorded.markers.length).toBe(1);
  });

  it('takes steps that are recorded again as a rewind', () => {
    const history = play(started, metrics(1, [1, 1, 2, 2, 3, 3], [1, 1, 1, 1, 1, 1]), metrics(2, [8, 8], [1, 1]));
    expect(column(history, 'loss', 'a')).toEqual([1, 8]);
  });

  it('starts its columns at the step where a resumed run starts', () => {
    const history = play(started, metrics(1001, [1, 1, 2, 2], [1, 1, 1, 1]));
    expect(history.recorded.firstStep).toBe(1001);
    expect(lastStep(history.recorded)).toBe(1002);
    expect(history.recorded.count).toBe(2);
  });

  it('leaves the steps blank at which a task was not part of the run', () => {
    const edited = play(
      continueHistory(play(started, metrics(1, [1, 10, 2, 20], [1, 1, 1, 1])), 'r2'),
      { type: 'prepared', runId: 'r2', generation: 2, prepared: prepared('b', 'c') },
      { ...metrics(3, [30, 300], [1, 1], ['b', 'c']), runId: 'r2' },
    );
    const loss = (id: string): number[] => column(edited, 'loss', id);
    expect(loss('a')).toEqual([1, 2, Number.NaN]);
    expect(loss('b')).toEqual([10, 20, 30]);
    expect(loss('c')).toEqual([Number.NaN, Number.NaN, 300]);
  });

  it('goes back to nothing on a reset', () => {
    const history = play(started, metrics(1, [1, 1, 2, 2], [1, 1, 1, 1]), { type: 'rewound', runId: 'r', step: 0 });
    expect(history.recorded.count).toBe(0);
    expect(lastStep(history.recorded)).toBe(0);
    expect(historyRows(history.recorded)).toEqual([]);
  });
});

describe('currentLoss', () => {
  const applied = (step: number): TrainEvent => ({ type: 'marker', runId: 'r', marker: { kind: 'applied', step } });
  const trained = play(started, metrics(1, [1, 10, 2, Number.NaN], [1, 1, 1, 1]));

  it('is the loss at the last step, where the task took part in it', () => {
    expect(currentLoss(started, 'a')).toBeNull();
    expect([currentLoss(trained, 'a'), currentLoss(trained, 'b'), currentLoss(trained, 'c')]).toEqual([2, null, null]);
  });

  it('is unknown from the moment on that another network is applied, until that has made a step', () => {
    const edited = play(trained, applied(2));
    expect(currentLoss(edited, 'a')).toBeNull();
    expect(currentLoss(play(edited, metrics(3, [5, 50], [1, 1])), 'a')).toBe(5);
    const best: TrainEvent = { type: 'marker', runId: 'r', marker: { kind: 'best', step: 1 } };
    expect(currentLoss(play(edited, best), 'a')).toBeNull();
    expect(currentLoss(play(trained, best), 'a')).toBe(2);
  });

  it('is unknown after a reset', () => {
    expect(currentLoss(play(trained, { type: 'rewound', runId: 'r', step: 0 }), 'a')).toBeNull();
  });
});

describe('historyRows', () => {
  it('gives each step its losses, weights and what was measured after it', () => {
    const history = play(started, metrics(1, [1, 10, 2, 20], [1, 1, 0.5, 1]), validation(2, 0.25));
    expect(historyRows(history.recorded)).toEqual([
      { step: 1, loss: { a: 1, b: 10 }, weight: { a: 1, b: 1 } },
      { step: 2, loss: { a: 2, b: 20 }, weight: { a: 0.5, b: 1 }, validation: { a: { loss: 0.25, accuracy: 0.5 } } },
    ]);
  });
});

describe('historyCsv', () => {
  it('writes a header and one line per step, with blank cells where nothing was measured', () => {
    const history = play(started, metrics(1, [1, 10, 2, 20], [1, 1, 0.5, 1]), validation(2, 0.25));
    expect(historyCsv(history.recorded).split('\r\n')).toEqual([
      'step,a loss,a weight,b loss,b weight,a validation loss,a validation accuracy',
      '1,1,1,10,1,,',
      '2,2,0.5,20,1,0.25,0.5',
      '',
    ]);
  });
});
