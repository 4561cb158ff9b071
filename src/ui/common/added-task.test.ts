import { expect, it } from 'vitest';
import { removeNodes } from '../../core/graph/edits.ts';
import { historyRows } from '../../core/runs/rows.ts';
import { toyProject } from '../../engine/training/testing/projects.ts';
import { directPlayground, untilState } from '../../store/testing/direct-playground.ts';
import { addTaskWithHead, attachHeadOf } from './added-task.ts';

async function trained(steps: number) {
  const playground = directPlayground(toyProject());
  const train = async (count: number): Promise<void> => {
    playground.actions.train(count);
    await untilState(playground, 'running');
    await untilState(playground, 'paused');
  };
  playground.actions.load({ from: 'initial' });
  await untilState(playground, 'idle');
  await train(steps);
  return { playground, train };
}

it('a task that is added is connected where the tasks part, trains at once in the run that goes on, and is one step to undo', async () => {
  const { playground, train } = await trained(4);
  const before = playground.project.getState().project;
  addTaskWithHead(playground, before.tasks[0]?.target ?? '', 'Once more');
  const added = playground.project.getState().project.tasks.at(-1);
  expect(added?.name).toBe('Once more');
  expect(playground.actions.pending()).toBe('none');
  await untilState(playground, 'idle');
  await train(2);
  const rows = historyRows(playground.run.getState().history.recorded);
  expect(rows.map(({ step, loss }) => [step, Number.isFinite(loss[added?.id ?? ''])])).toEqual([
    [1, false],
    [2, false],
    [3, false],
    [4, false],
    [5, true],
    [6, true],
  ]);
  playground.project.undo();
  expect(playground.project.getState().project).toBe(before);
});

it('an output that lost its wires is connected again in one step; where other edits wait it waits with them', async () => {
  const { playground } = await trained(2);
  const { project, actions } = playground;
  const [task] = project.getState().project.tasks;
  const { edges } = project.getState().project.graph;
  const logits = edges.find(({ target }) => target === `${task?.id}-head`)?.source ?? '';
  project.edit((current) => removeNodes(current, [logits]));
  const cut = project.getState().project;
  expect(actions.pending()).toBe('structural');
  expect(attachHeadOf(playground, task?.id ?? '')).toEqual([]);
  expect(project.getState().project.graph.edges.some(({ target }) => target === `${task?.id}-head`)).toBe(true);
  expect(actions.pending()).toBe('structural');
  project.undo();
  expect(project.getState().project).toBe(cut);
});
