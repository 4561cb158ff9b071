import { describe, expect, it } from 'vitest';
import { splitPerTask } from '../graph/split.ts';
import { withTask } from '../presets/claims/variants.ts';
import { toyConflicting } from '../presets/toys.ts';
import { invariant } from '../util/assert-never.ts';
import { type Goal, reached, type Seen, since } from './goals.ts';

const judged = (accuracy: number, loss: number) => ({
  loss,
  metrics: { accuracy, auc: null },
  confusion: null,
  labelled: 10,
});

/** Nothing done yet. */
const seen: Seen = {
  document: toyConflicting(),
  run: { id: 'r', step: 0, epoch: 0, validation: null },
  since: { run: 'r', step: 0, epoch: 0, anew: true },
  view: { tab: 'predictions', selected: [] },
  looks: 0,
  walked: [],
  reported: null,
};
const judgedAfter = (epoch: number, accuracy = 0.5, loss = 0.7): Seen => ({
  ...seen,
  run: {
    id: 'r',
    step: epoch * 20,
    epoch,
    validation: { step: epoch * 20, epoch, tasks: { planeA: judged(accuracy, loss) } },
  },
});
const split = (id: string): Seen => {
  const done = splitPerTask(seen.document, id);
  invariant(done.ok, id);
  return { ...seen, document: done.value };
};
const weighing = (weight: number): Seen => ({ ...seen, document: withTask('planeA', { weight })(seen.document) });

/** Every goal with a page that has not reached it and one that has. */
const cases: readonly (readonly [Goal, Seen, Seen])[] = [
  [{ is: 'trained', epochs: 3 }, judgedAfter(2), judgedAfter(3)],
  [{ is: 'metric', task: 'planeA', metric: 'accuracy', above: 0.9 }, judgedAfter(3, 0.9), judgedAfter(3, 0.91)],
  [{ is: 'metric', task: 'planeA', metric: 'loss', below: 0.1 }, judgedAfter(3, 1, 0.1), judgedAfter(3, 1, 0.09)],
  [{ is: 'metric', task: 'planeA', metric: 'accuracy', above: 0 }, seen, judgedAfter(1)],
  [{ is: 'weight', task: 'planeA', atLeast: 3 }, weighing(2.9), weighing(3)],
  [{ is: 'weight', task: 'planeA', atMost: 0 }, weighing(0.1), weighing(0)],
  [
    { is: 'option', option: 'angle', atMost: 20 },
    seen,
    { ...seen, document: { ...seen.document, data: { ...seen.document.data, options: { angle: 20 } } } },
  ],
  [{ is: 'selected', node: 'answer' }, seen, { ...seen, view: { tab: null, selected: ['shared-1', 'answer'] } }],
  [{ is: 'tab', tab: 'conflict' }, seen, { ...seen, view: { tab: 'conflict', selected: [] } }],
  [
    { is: 'conflictSeen', looks: 5 },
    { ...seen, looks: 5 },
    { ...seen, looks: 5, view: { tab: 'conflict', selected: [] } },
  ],
  [
    { is: 'conflictSeen', looks: 5 },
    { ...seen, looks: 4, view: { tab: 'conflict', selected: [] } },
    { ...seen, looks: 6, view: { tab: 'conflict', selected: [] } },
  ],
  [{ is: 'split', node: 'answer' }, seen, split('answer')],
  [
    { is: 'method', method: 'uw' },
    seen,
    {
      ...seen,
      document: {
        ...seen.document,
        training: { ...seen.document.training, balancing: { method: 'uw', parameters: {} } },
      },
    },
  ],
  [
    { is: 'walked', methods: ['equal', 'mgda'] },
    { ...seen, walked: ['equal'] },
    { ...seen, walked: ['mgda', 'equal'] },
  ],
  [{ is: 'reported' }, { ...seen, reported: ['digit', 'group'] }, { ...seen, reported: ['planeA', 'planeB'] }],
  [
    {
      is: 'all',
      of: [
        { is: 'trained', epochs: 1 },
        { is: 'weight', task: 'planeA', atMost: 1 },
      ],
    },
    seen,
    judgedAfter(1),
  ],
];

describe('goals', () => {
  it.each(cases.map(([goal, before, then]) => [JSON.stringify(goal), goal, before, then] as const))(
    '%s is reached when it is, and not before',
    (_, goal, before, then) => {
      expect(reached(goal, before)).toBe(false);
      expect(reached(goal, then)).toBe(true);
    },
  );

  it('do not depend on what tasks are called', () => {
    const renamed = judgedAfter(3, 0.95);
    const document = { ...renamed.document, tasks: renamed.document.tasks.map((task) => ({ ...task, name: '半平面' })) };
    expect(reached({ is: 'metric', task: 'planeA', metric: 'accuracy', above: 0.9 }, { ...renamed, document })).toBe(true);
  });

  it('find nothing of a task, a node or an option that is not there', () => {
    expect(reached({ is: 'weight', task: 'constructor', atLeast: 0 }, seen)).toBe(false);
    expect(reached({ is: 'metric', task: 'constructor', metric: 'loss', above: 0 }, judgedAfter(3))).toBe(false);
    expect(reached({ is: 'metric', task: 'planeA', metric: 'constructor', above: 0 }, judgedAfter(3))).toBe(false);
    expect(reached({ is: 'option', option: 'constructor', atLeast: 0 }, seen)).toBe(false);
  });
});

describe('what counts since a step began', () => {
  const run = (id: string, step: number, epoch: number) => ({ id, step, epoch, validation: null });

  it('counts on from where the run was', () => {
    const begun = since(null, run('r', 200, 10));
    expect(begun).toEqual({ run: 'r', step: 200, epoch: 10, anew: false });
    expect(since(begun, run('r', 240, 12))).toBe(begun);
    const goal: Goal = { is: 'trained', epochs: 3 };
    expect(reached(goal, { ...judgedAfter(12), since: begun })).toBe(false);
    expect(reached(goal, { ...judgedAfter(13), since: begun })).toBe(true);
    expect(reached({ ...goal, anew: true }, { ...judgedAfter(13), since: begun })).toBe(false);
  });

  it('begins anew with a reset and with another run', () => {
    const begun = since(null, run('r', 200, 10));
    for (const now of [run('r', 0, 0), run('other', 300, 15)]) {
      const anew = since(begun, now);
      expect(anew).toEqual({ run: now.id, step: 0, epoch: 0, anew: true });
      expect(reached({ is: 'trained', epochs: 3, anew: true }, { ...judgedAfter(3), since: anew })).toBe(true);
    }
  });
});
