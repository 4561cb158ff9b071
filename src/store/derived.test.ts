import { expect, it } from 'vitest';
import { moveNodes } from '../core/graph/edits.ts';
import { updateTask } from '../core/graph/tasks.ts';
import { presets } from '../core/presets/registry.ts';
import { at } from '../core/util/assert-never.ts';
import { derive } from './derived.ts';

it('a weight, a rate or a place that changes is no reason to analyse the network again, whatever the data', () => {
  for (const { id, project: make } of presets) {
    const project = make();
    const { analysis } = derive(project);
    expect(analysis, id).not.toBeNull();
    const weighted = updateTask(project, at(project.tasks, 0).id, { weight: 2 });
    expect(derive(weighted).analysis, id).toBe(analysis);
    expect(derive({ ...weighted, training: { ...project.training, learningRate: 0.5 } }).analysis, id).toBe(analysis);
    const moved = moveNodes(weighted, { [at(project.graph.nodes, 0).id]: { x: 8, y: 16 } });
    expect(derive(moved).analysis, id).toBe(analysis);
  }
});

it('another option of the data is looked at anew', () => {
  const preset = presets.find(({ id }) => id === 'toy-related');
  const project = preset?.project();
  if (!project) throw new Error('the preset is gone');
  const fewer = { ...project, data: { ...project.data, options: { ...project.data.options, samples: 120 } } };
  expect(derive(fewer).signature?.count).toBe(120);
  expect(derive(project).signature?.count).not.toBe(120);
});
