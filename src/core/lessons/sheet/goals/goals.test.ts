import { expect, it } from 'vitest';
import { toyConflicting } from '../../../presets/toys.ts';
import type { Project } from '../../../project/schema.ts';
import { reached, type Seen } from '../../goals.ts';
import { looked, nothingDone } from '../progress.ts';
import { emptySheet, type Sheet } from '../sheet.ts';
import { goalKinds, kindOfGoal } from './registry.ts';
import { madeUpGoal } from './testing/made-up-goal.ts';

const document = toyConflicting();
const task = document.tasks[0]?.id ?? '';
const [layer] = document.graph.nodes.filter(({ kind }) => kind === 'dense').map(({ id }) => id);

const seen = (change: Partial<Seen> = {}): Seen => ({
  document,
  run: { id: 'a', step: 0, epoch: 0, validation: null },
  since: { run: 'a', step: 0, epoch: 0, anew: true },
  view: { tab: 'predictions', selected: [] },
  looks: 0,
  walked: [],
  reported: null,
  ...change,
});
const edited = (change: (project: Project) => Partial<Project>): Partial<Seen> => ({
  document: { ...document, ...change(document) },
});
const validation = (loss: number): Partial<Seen> => ({
  run: {
    id: 'a',
    step: 9,
    epoch: 1,
    validation: { step: 9, epoch: 1, tasks: { [task]: { loss, metrics: {}, confusion: null, labelled: 1 } } },
  },
});

/** What reaches a goal as it begins in the editor, by its kind. */
const reaching: Readonly<Record<string, Partial<Seen>>> = {
  trained: { run: { id: 'a', step: 900, epoch: document.training.epochs, validation: null } },
  metric: validation(0.29),
  weight: edited(({ tasks }) => ({ tasks: tasks.map((one) => (one.id === task ? { ...one, weight: 3 } : one)) })),
  method: edited(({ training }) => ({ training: { ...training, balancing: { method: 'pcgrad', parameters: {} } } })),
  split: edited(({ graph }) => ({ graph: { ...graph, edges: [] } })),
  tab: { view: { tab: 'metrics', selected: [] } },
  conflictSeen: { view: { tab: 'conflict', selected: [] }, looks: 10 },
  selected: { view: { tab: null, selected: [layer ?? ''] } },
  [madeUpGoal.is]: { view: { tab: 'conflict', selected: [] }, looks: 1 },
  reported: { reported: document.tasks.map(({ id }) => id) },
};

it.each([...goalKinds, madeUpGoal].map((kind) => [kind.is, kind] as const))(
  '%s is reached by what it asks for, and by nothing else',
  (is, kind) => {
    const read = kind.read(kind.begin(document));
    expect(read && reached(read.goal, seen())).toBe(false);
    expect(read && reached(read.goal, seen(reaching[is]))).toBe(true);
    for (const field of kind.fields) {
      for (const bad of [undefined, {}, '"] *', Number.POSITIVE_INFINITY])
        expect(kind.read({ ...kind.begin(document), [field.name]: bad })).toBeNull();
    }
  },
);

it('kinds are known by their ids alone, which no name of an object is', () => {
  expect(new Set(goalKinds.map(({ is }) => is)).size).toBe(goalKinds.length);
  for (const is of ['constructor', '__proto__', '', 3, null]) expect(kindOfGoal({ goal: { is } })).toBeUndefined();
});

it('a step is looked for in its turn; one whose goal is not known here is passed over by hand', () => {
  const sheet: Sheet = {
    ...emptySheet,
    steps: [
      { text: '', goal: { is: 'tab', tab: 'metrics' } },
      { text: 'by hand', goal: { is: 'fromTheFuture' } },
      { text: '', goal: { is: 'tab', tab: 'conflict' } },
    ],
  };
  const conflict = seen({ view: { tab: 'conflict', selected: [] } });
  expect(looked(sheet, nothingDone, conflict)).toBe(nothingDone);
  const first = looked(sheet, nothingDone, seen({ view: { tab: 'metrics', selected: [] } }));
  expect(first.steps).toEqual(['done']);
  expect(looked(sheet, first, conflict)).toBe(first);
});
