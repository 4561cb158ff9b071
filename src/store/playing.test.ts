import { describe, expect, it } from 'vitest';
import type { Project } from '../core/project/schema.ts';
import { historyRows } from '../core/runs/rows.ts';
import { at, invariant } from '../core/util/assert-never.ts';
import { macrotask } from '../engine/training/testing/bench.ts';
import { toyProject, toyStepsPerEpoch } from '../engine/training/testing/projects.ts';
import type { Playground } from './playground.ts';
import { directPlayground, untilState } from './testing/direct-playground.ts';
import { onDevice } from './testing/fake-workers.ts';

/** Another width of the second hidden layer: the first one keeps its parameters. */
const widened = (project: Project): Project => ({
  ...project,
  graph: {
    ...project.graph,
    nodes: project.graph.nodes.map((node) => (node.id === 'shared-2' ? { ...node, params: { ...node.params, units: 7 } } : node)),
  },
});

const status = ({ run }: Playground) => run.getState().history.status;

async function opened(project: Project): Promise<Playground> {
  const { playground } = onDevice(project, { stepMs: 5 });
  playground.actions.load({ from: 'initial' });
  await untilState(playground, 'idle');
  return playground;
}

/** A run of 30 steps that is paused, with an edit that waits. */
async function edited(): Promise<Playground> {
  const playground = await opened(toyProject({ epochs: 1000 }));
  playground.actions.train(30);
  await untilState(playground, 'paused');
  playground.project.edit(widened);
  expect(playground.actions.pending()).toBe('structural');
  return playground;
}

async function untilStep(playground: Playground, step: number): Promise<void> {
  while (status(playground).step < step) await macrotask();
}

/** The fake device's first parameter counts the steps that its weights have behind them. */
async function stepsOfWeights({ actions }: Playground): Promise<number> {
  const answer = await actions.request({ kind: 'checkpoint' });
  invariant(answer.ok, 'there are weights');
  return at(answer.value.checkpoint.parameters, 0);
}

describe('what is seen is what trains', () => {
  it('«Train» takes over the edit that waits, with the weights that fit', async () => {
    const playground = await edited();
    playground.actions.playOrPause();
    await untilState(playground, 'running');
    expect(playground.actions.pending()).toBe('none');
    await untilStep(playground, 60);
    playground.actions.playOrPause();
    await untilState(playground, 'paused');
    expect(await stepsOfWeights(playground)).toBe(status(playground).step);
    const { recorded } = playground.run.getState().history;
    expect(recorded.count).toBe(status(playground).step);
    expect(recorded.markers.toArray()).toContainEqual({ kind: 'applied', step: 30 });
  });

  it('one step does, and so does what a script asks for', async () => {
    for (const act of [({ actions }: Playground) => actions.step(), ({ actions }: Playground) => actions.train(1)]) {
      const playground = await edited();
      expect(act(playground)).toEqual([]);
      await untilStep(playground, 31);
      expect(playground.actions.pending()).toBe('none');
    }
  });

  it('trains nothing where the edit cannot, and says why', async () => {
    const playground = await edited();
    playground.project.edit((project) => ({ ...project, graph: { ...project.graph, edges: [] } }));
    expect(playground.actions.play().map(({ severity }) => severity)).toContain('error');
    playground.actions.playOrPause();
    await macrotask();
    expect(status(playground)).toMatchObject({ state: 'paused', step: 30 });
  });

  it('goes on behind an edit while it is under way: that waits for «apply»', async () => {
    const playground = await opened(toyProject({ epochs: 1000 }));
    playground.actions.play();
    await untilState(playground, 'running');
    playground.project.edit(widened);
    playground.actions.play();
    await untilStep(playground, 20);
    expect(playground.actions.pending()).toBe('structural');
    playground.actions.apply();
    await untilState(playground, 'running');
    expect(playground.actions.pending()).toBe('none');
  });
});

describe('a run that somebody plays', () => {
  const goal = 2 * toyStepsPerEpoch;

  it('passes its goal and goes on until it is paused', async () => {
    const playground = await opened(toyProject({ epochs: 2 }));
    playground.actions.play();
    await untilStep(playground, 5 * goal);
    expect(status(playground).state).toBe('running');
    playground.actions.pause();
    await untilState(playground, 'paused');
    playground.actions.play();
    await untilStep(playground, 7 * goal);
    expect(status(playground).state).toBe('running');
  });

  it('ends at its goal where the document says so, at once where it has passed it', async () => {
    const playground = await opened(toyProject({ epochs: 2, stopAtGoal: true }));
    playground.actions.play();
    await untilState(playground, 'finished');
    expect(status(playground).step).toBe(goal);
    const free = await opened(toyProject({ epochs: 2 }));
    free.actions.play();
    await untilStep(free, 3 * goal);
    const stopping = (stopAtGoal: boolean) =>
      free.project.edit((current) => ({ ...current, training: { ...current.training, stopAtGoal } }));
    stopping(true);
    await untilState(free, 'finished');
    const { step } = status(free);
    // Played again it has as far to go once more; taken back, no end.
    free.actions.play();
    await untilState(free, 'running');
    await untilState(free, 'finished');
    expect(status(free).step).toBe(step + goal);
    free.project.undo();
    free.actions.play();
    await untilStep(free, step + 4 * goal);
    expect(status(free).state).toBe('running');
  });

  it('does what a script does that trains to the end of the epochs, to the bit, as far as that goes', async () => {
    const project = toyProject({ epochs: 2, schedule: { kind: 'cosine', warmupSteps: 5, floor: 0.1 } });
    const losses = async (train: (playground: Playground) => unknown): Promise<number[]> => {
      const playground = directPlayground(project);
      playground.actions.load({ from: 'initial' });
      await untilState(playground, 'idle');
      train(playground);
      await untilStep(playground, goal);
      playground.actions.pause();
      const rows = historyRows(playground.run.getState().history.recorded);
      return rows.slice(0, goal).map(({ loss }) => loss.planeA ?? Number.NaN);
    };
    const scripted = await losses(({ actions }) => actions.train(null));
    expect(scripted).toHaveLength(goal);
    expect(await losses(({ actions }) => actions.play())).toEqual(scripted);
  });
});
