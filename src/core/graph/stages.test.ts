import { expect, it } from 'vitest';
import { removeNodes } from './edits.ts';
import { withFurtherStage, withoutStage, withStage, withStages } from './stages.ts';
import { removeTask } from './tasks.ts';
import { documentOf } from './testing/documents.ts';

const project = documentOf({ a: ['dense', { units: 3 }], d: ['dense', { units: 10 }] }, 'in a d digit-head');

it('the first division trains all tasks but the last, then that one; the goal is the sum of all epochs', () => {
  const divided = withFurtherStage({ ...project, training: { ...project.training, epochs: 7 } });
  expect(divided.training.stages).toEqual([
    { epochs: 4, rate: 1, frozen: [], tasks: ['digit'] },
    { epochs: 3, rate: 1, frozen: [], tasks: ['group'] },
  ]);
  const third = withStage(withFurtherStage(divided), 2, { epochs: 10, rate: 0.1 });
  expect(third.training).toMatchObject({ epochs: 17, stages: [{}, {}, { tasks: ['group'], rate: 0.1 }] });
  expect(withoutStage(third, 0).training.epochs).toBe(13);
  expect('stages' in withStages(third, []).training).toBe(false);
});

it('a stage freezes only nodes that are there, and trains only tasks that are there', () => {
  const frozen = withStages(project, [{ epochs: 1, rate: 1, frozen: ['a', 'd'], tasks: ['digit', 'group'] }]);
  expect(removeNodes(frozen, ['a']).training.stages?.[0]?.frozen).toEqual(['d']);
  expect(removeTask(frozen, 'group').training.stages?.[0]?.tasks).toEqual(['digit']);
});
