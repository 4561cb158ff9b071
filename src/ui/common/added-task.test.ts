import { describe, expect, it } from 'vitest';
import { removeNodes } from '../../core/graph/edits.ts';
import { type LearnedChoice, learnedChoices } from '../../core/graph/learned-layers.ts';
import { headKind, inputKind } from '../../core/project/schema.ts';
import { historyRows } from '../../core/runs/rows.ts';
import type { Executor } from '../../engine/executors/executor.ts';
import { given } from '../../engine/executors/tfjs/testing.ts';
import { kernelBytes } from '../../engine/executors/wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from '../../engine/executors/wasm/wasm-executor.ts';
import { modelFormats } from '../../engine/formats/registry.ts';
import { toyProject } from '../../engine/training/testing/projects.ts';
import { directPlayground, untilState } from '../../store/testing/direct-playground.ts';
import { addTaskWithHead, attachHeadOf } from './added-task.ts';

async function trained(steps: number, executor?: Executor) {
  const playground = directPlayground(toyProject(), modelFormats, executor);
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

describe('what was learned before a task joined', () => {
  const inputs = { point: Float32Array.from({ length: 40 }, (_, i) => Math.sin(i)) };

  /** What the first task predicts before and after a task joined and was trained. */
  async function joined(choice: LearnedChoice) {
    const { playground, train } = await trained(30, await createWasmExecutor(kernelBytes()));
    const { actions, project } = playground;
    const [first] = project.getState().project.tasks;
    const predicted = async () => {
      const { outputs } = given(await actions.request({ kind: 'predict', inputs, count: 20 }));
      return [...(outputs[first?.id ?? ''] ?? [])];
    };
    const before = await predicted();
    addTaskWithHead(playground, first?.target ?? '', 'New', { choice });
    await untilState(playground, 'idle');
    await train(30);
    const losses = historyRows(playground.run.getState().history.recorded).map(({ loss }) => loss);
    return { before, after: await predicted(), nodes: project.getState().project.graph.nodes, losses };
  }

  it.each(learnedChoices)('%s: stays bit for bit where it is frozen, and changes otherwise', async (choice) => {
    const { before, after, nodes, losses } = await joined(choice);
    const layers = nodes.filter(({ kind }) => kind !== inputKind && kind !== headKind);
    expect(before.every(Number.isFinite)).toBe(true);
    expect(before.length).toBeGreaterThan(0);
    // Bit for bit, where what was learned stays; the new task learns all the same.
    if (choice === 'frozen') expect(after).toEqual(before);
    else expect(after).not.toEqual(before);
    expect(layers.filter(({ frozen }) => frozen).length > 0).toBe(choice === 'frozen');
    expect(layers.filter(({ rate }) => rate === 0.1).length > 0).toBe(choice === 'slower');
    expect(losses.at(-1)).not.toEqual(losses.at(-20));
  });
});
