import { expect, it } from 'vitest';
import type { Project } from '../../core/project/schema.ts';
import { appendSteps, nothingRecorded } from '../../core/runs/recorded.ts';
import { toyProject, toyStepsPerEpoch } from '../../engine/training/testing/projects.ts';
import { summaryOf } from './summary-of.ts';

const keys = toyProject().tasks.map(({ id }) => id);
const recorded = appendSteps(nothingRecorded, {
  from: 1,
  count: 2,
  columns: [{ id: 'loss', keys, values: Float32Array.of(4, 2, 1, 1) }],
});

const summary = (document: Project) =>
  summaryOf(
    { id: 'a', number: 1, name: '', started: null, document, executor: null, recorded },
    { seconds: 1, stepsPerEpoch: 1, splits: {} },
  );
const family = (change: (document: Project) => Project): string => summary(change(toyProject())).family;

it('runs on the same network, data and seed are one family, whichever tasks are on and however they are weighed; others are not', () => {
  const own = family((document) => document);
  const same: ((document: Project) => Project)[] = [
    (document) => ({ ...document, name: 'another name' }),
    (document) => ({ ...document, tasks: document.tasks.map((task, i) => ({ ...task, enabled: i === 0 })) }),
    (document) => ({ ...document, tasks: document.tasks.map((task) => ({ ...task, weight: 3 })) }),
    (document) => ({ ...document, training: { ...document.training, balancing: { method: 'pcgrad', parameters: {} } } }),
  ];
  expect(same.map(family)).toEqual(same.map(() => own));
  const others: ((document: Project) => Project)[] = [
    (document) => ({ ...document, seed: document.seed + 1 }),
    (document) => ({ ...document, data: { ...document.data, dataset: 'moons' } }),
    (document) => ({
      ...document,
      graph: {
        ...document.graph,
        nodes: document.graph.nodes.map((node) =>
          node.params.units === 8 ? { ...node, params: { ...node.params, units: 9 } } : node,
        ),
      },
    }),
  ];
  for (const change of others) expect(family(change)).not.toBe(own);
  expect(summary(toyProject()).sparkline).toEqual([1, 0.375]);
});

it('a run at which nobody looked has as many steps in an epoch as its document says: curves by epoch have a place for it', () => {
  const of = (stepsPerEpoch: number | null) =>
    summaryOf(
      { id: 'a', number: 1, name: '', started: null, document: toyProject(), executor: null, recorded },
      { seconds: 1, stepsPerEpoch, splits: {} },
    ).stepsPerEpoch;
  expect(of(null)).toBe(toyStepsPerEpoch);
  expect(of(7)).toBe(7);
});
