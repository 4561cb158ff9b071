import { expect, test } from 'vitest';
import { renameNode } from '../../../core/graph/edits.ts';
import { updateTask } from '../../../core/graph/tasks.ts';
import { toyRelated } from '../../../core/presets/toys.ts';
import { at } from '../../../core/util/assert-never.ts';
import { onCanvas } from './on-canvas.ts';

test('the canvas hears of names, tasks and wires, and not of weights, rates or what is trained on', () => {
  const project = toyRelated();
  const { id } = at(project.tasks, 0);
  const select = onCanvas();
  expect(select(project)).toBe(project);
  const unseen = [
    updateTask(project, id, { weight: 3, labelNoise: 0.1 }),
    { ...project, training: { ...project.training, learningRate: 0.5 } },
    { ...project, seed: 7, name: 'Other' },
  ];
  for (const one of unseen) expect(select(one)).toBe(project);
  const seen = [
    updateTask(project, id, { name: 'Renamed' }),
    updateTask(project, id, { enabled: false }),
    updateTask(project, id, { weight: 0 }),
    { ...project, tasks: project.tasks.slice(1) },
    { ...project, tasks: project.tasks.toReversed() },
    { ...project, ties: [] },
    renameNode(project, at(project.graph.nodes, 1).id, 'Trunk'),
  ];
  for (const one of seen) expect(select(one)).toBe(one);
});
