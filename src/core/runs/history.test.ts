import { describe, expect, it } from 'vitest';
import { digitsShared } from '../presets/digits.ts';
import type { Project } from '../project/schema.ts';
import { historyCsv } from './csv.ts';
import { continueHistory, currentLoss, emptyHistory, type RunHistory, reduceRun } from './history.ts';
import type { Marker } from './marker.ts';
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

  it('has one best step, the newest, however often a run goes on past its end', () => {
    const best = (step: number): TrainEvent => ({ type: 'marker', runId: 'r', marker: { kind: 'best', step } });
    const applied: TrainEvent = { type: 'marker', runId: 'r', marker: { kind: 'applied', step: 2 } };
    const { recorded } = [best(3), applied, best(3), best(8)].reduce(reduceRun, emptyHistory('r'));
    expect(recorded.markers.toArray()).toEqual([
      { kind: 'applied', step: 2 },
      { kind: 'best', step: 8 },
    ]);
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
  const document = {
    ...digitsShared(),
    seed: 7,
    tasks: digitsShared().tasks.map((task, i) => ({
      ...task,
      id: i === 0 ? 'a' : 'b',
      name: i === 0 ? 'Digit, written' : 'Group',
    })),
  };
  const run = (name: string, number: number, { recorded }: RunHistory, change: Partial<Project> = {}) => ({
    name,
    number,
    document: { ...document, ...change },
    recorded,
  });

  it('writes a header with the names of tasks and one line per step, with the seed, the epoch, and blank cells where nothing was measured', () => {
    const history = play(started, metrics(1, [1, 10, 2, 20], [1, 1, 0.5, 1]), validation(2, 0.25));
    expect(historyCsv([run('', 1, history)]).split('\r\n')).toEqual([
      'run,seed,step,epoch,"Digit, written loss","Digit, written weight",Group loss,Group weight,"Digit, written validation loss","Digit, written validation accuracy",markers',
      '1,7,1,0,1,1,10,1,,,',
      '1,7,2,1,2,0.5,20,1,0.25,0.5,',
      '',
    ]);
  });

  it('says what was changed before a step, and after the last one beside that', () => {
    const marked = (marker: Marker): TrainEvent => ({ type: 'marker', runId: 'r', marker });
    const history = play(
      started,
      metrics(1, [1, 10, 2, 20, 3, 30], [1, 1, 1, 1, 1, 1]),
      marked({ kind: 'taskWeight', step: 2, task: 'b', weight: 0.5, from: 1 }),
      marked({ kind: 'learningRate', step: 2, learningRate: 0.01 }),
      marked({ kind: 'balancing', step: 4, method: 'famo', changed: { rate: 0.1 } }),
      marked({ kind: 'best', step: 1 }),
    );
    const lines = historyCsv([run('', 1, history)])
      .trimEnd()
      .split('\r\n');
    expect(lines.map((line) => line.split(',').at(-1))).toEqual([
      'markers',
      'best validation',
      'weight of Group 1 → 0.5; learning rate 0.01',
      'balancing famo rate 0.1',
    ]);
  });

  it('keeps one flag for steps of single tasks, which goes where they are taken back or the run begins anew', () => {
    const alone = (step: number, ...tasks: string[]): TrainEvent => ({
      type: 'marker',
      runId: 'r',
      marker: { kind: 'alone', step, tasks },
      instead: step,
    });
    const flags = ({ recorded }: RunHistory) => recorded.markers.toArray();
    const trained = play(started, metrics(1, [1, 10, 2, 20], [1, 1, 1, 1]), alone(2, 'a'), alone(2, 'a', 'b'));
    expect(flags(trained)).toEqual([{ kind: 'alone', step: 2, tasks: ['a', 'b'] }]);
    expect(historyCsv([run('', 1, trained)])).toContain('steps of single tasks: ');
    expect(flags(play(trained, alone(2)))).toEqual([]);
    const fresh = play(started, alone(0, 'a'));
    expect(flags(play(fresh, { type: 'rewound', runId: 'r', step: 0 }))).toEqual([]);
  });

  it('holds several runs under one another, each with its name, its seed and the weights that acted', () => {
    const plain = play(started, metrics(1, [1, 10], [1, 1]));
    const balanced = play(started, {
      type: 'metrics',
      runId: 'r',
      from: 1,
      count: 1,
      columns: [
        { id: 'loss', keys: ['a'], values: Float32Array.of(3) },
        { id: 'weight', keys: ['a'], values: Float32Array.of(1) },
        { id: 'effective', keys: ['a'], values: Float32Array.of(0.75) },
      ],
    });
    const named = { tasks: document.tasks.map((task) => ({ ...task, name: task.id === 'a' ? 'Digit' : 'Group' })) };
    expect(historyCsv([run('', 1, plain, named), run('with FAMO', 2, balanced, { ...named, seed: 8 })]).split('\r\n')).toEqual([
      'run,seed,step,epoch,Digit loss,Digit weight,Group loss,Group weight,Digit effective,markers',
      '1,7,1,0,1,1,10,1,,',
      'with FAMO,8,1,0,3,1,,,0.75,',
      '',
    ]);
  });

  it('tells tasks of one name apart by their ids', () => {
    const alike = { tasks: document.tasks.map((task) => ({ ...task, name: 'Digit' })) };
    const history = play(started, metrics(1, [1, 10], [1, 1]));
    expect(historyCsv([run('', 1, history, alike)])).toContain(',Digit loss,Digit weight,Digit (b) loss,Digit (b) weight,');
  });
});
