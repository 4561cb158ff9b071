import { expect, it } from 'vitest';
import { macrotask } from '../engine/training/testing/bench.ts';
import { toyProject } from '../engine/training/testing/projects.ts';
import type { Playground } from './playground.ts';
import { directPlayground, untilState } from './testing/direct-playground.ts';

const stepOf = ({ run }: Playground): number => run.getState().history.status.step;

async function train(playground: Playground, steps: number): Promise<void> {
  const before = stepOf(playground);
  playground.actions.train(steps);
  while (stepOf(playground) < before + steps) await macrotask();
  await untilState(playground, 'paused');
  // The page has its checkpoint a moment after it heard of the pause.
  while (playground.actions.resumable()?.kept.checkpoint.step !== before + steps) await macrotask();
}

it.each([0, 3])(
  'what an opened document replaced comes back, with a run of %i steps, when opening is undone while the new one trains; redone, that one goes on',
  async (steps) => {
    const playground = directPlayground(toyProject());
    const { actions, project, run } = playground;
    actions.load({ from: 'initial' });
    await untilState(playground, 'idle');
    const first = project.getState();
    if (steps > 0) await train(playground, steps);
    actions.open({ ...toyProject(), name: 'second', seed: 7 });
    await untilState(playground, 'idle');
    const second = project.getState();
    await train(playground, 5);
    actions.play();
    await untilState(playground, 'running');

    project.undo();
    expect(project.getState()).toEqual(first);
    await untilState(playground, 'idle');
    expect(run.getState().loaded).toBe(first.project);
    expect(stepOf(playground)).toBe(steps);
    expect(actions.pending()).toBe('none');

    project.redo();
    expect(project.getState()).toEqual(second);
    await untilState(playground, 'idle');
    expect(run.getState().loaded?.name).toBe('second');
    expect(stepOf(playground)).toBeGreaterThanOrEqual(5);

    project.undo();
    await untilState(playground, 'idle');
    expect(stepOf(playground)).toBe(steps);
  },
);
