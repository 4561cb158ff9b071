import { describe, expect, it } from 'vitest';
import { birdstrikesTable } from '../core/presets/tables.ts';
import type { Project } from '../core/project/schema.ts';
import type { RunState, RunStatus } from '../core/runs/protocol.ts';
import { at, invariant } from '../core/util/assert-never.ts';
import { macrotask } from '../engine/training/testing/bench.ts';
import { toyProject } from '../engine/training/testing/projects.ts';
import type { Playground } from './playground.ts';
import { onDevice, onWorkers } from './testing/fake-workers.ts';

async function until(playground: Playground, ...states: RunState[]): Promise<number> {
  const { state, step, error } = await new Promise<RunStatus>((resolve) => {
    const look = (): void => {
      const { status } = playground.run.getState().history;
      if (!states.includes(status.state) && status.state !== 'failed') return;
      stop();
      resolve(status);
    };
    const stop = playground.run.subscribe(look);
    look();
  });
  invariant(states.includes(state), `the run is ${state}: ${error?.message}`);
  return step;
}

async function trained(playground: Playground, steps: number): Promise<number> {
  playground.actions.load({ from: 'initial' });
  await until(playground, 'idle');
  playground.actions.train(steps);
  await until(playground, 'running');
  return until(playground, 'paused');
}

/** Another width of the second hidden layer: the first one keeps its parameters. */
const widened = (project: Project): Project => {
  const nodes = project.graph.nodes.map((node) =>
    node.id === 'shared-2' ? { ...node, params: { ...node.params, units: 7 } } : node,
  );
  return { ...project, graph: { ...project.graph, nodes } };
};

const steps = async ({ actions }: Playground): Promise<number> => {
  const answer = await actions.request({ kind: 'checkpoint' });
  invariant(answer.ok, 'there are weights');
  // The fake device's first parameter counts the steps that its weights have behind them.
  return Math.abs(at(answer.value.checkpoint.parameters, 0));
};

describe('answers belong to the program that is shown', () => {
  it('when a task becomes one of another kind while something looks at its predictions', async () => {
    const { playground } = onDevice(birdstrikesTable());
    await trained(playground, 30);
    const { run, project, actions } = playground;
    const first = run.getState().shown;
    expect(first?.project.tasks.find(({ id }) => id === 'size')?.kind).toBe('ordinal');
    const look = () => actions.request({ kind: 'samples', split: 'test', start: 0, count: 4 });
    const before = await look();
    invariant(before.ok, 'there are predictions');
    expect(before.value.generation).toBe(first?.generation);
    project.edit((current) => ({
      ...current,
      tasks: current.tasks.map((task) =>
        task.id === 'size' ? { ...task, kind: 'classification' as const, loss: 'crossEntropy' } : task,
      ),
      graph: {
        ...current.graph,
        nodes: current.graph.nodes.map((node) =>
          node.id === 'size-out' ? { ...node, params: { ...node.params, units: 3 } } : node,
        ),
      },
    }));
    const underWay = look();
    actions.apply();
    // Until the new program is there, what is shown is the old one with its own document; never one with the answers of the other.
    expect(run.getState().loaded).toBe(project.getState().project);
    expect(run.getState().shown).toBe(first);
    const seen: string[] = [];
    run.subscribe(({ shown, history }) => {
      const kind = shown?.project.tasks.find(({ id }) => id === 'size')?.kind;
      seen.push(`${shown?.generation} ${kind} ${history.prepared?.parameterCount}`);
    });
    const asked = look();
    await until(playground, 'idle');
    expect(new Set(seen).size).toBe(2);
    const old = await underWay;
    expect(!old.ok || old.value.generation === first?.generation).toBe(true);
    const shown = run.getState().shown;
    const next = await asked;
    invariant(next.ok, 'what was asked while it was prepared is answered');
    expect(next.value.generation).toBe(shown?.generation);
    expect(shown?.generation).not.toBe(first?.generation);
    expect(shown?.project.tasks.find(({ id }) => id === 'size')?.kind).toBe('classification');
  });

  it('and nobody waits for what was given up', async () => {
    const { playground } = onDevice(toyProject());
    await trained(playground, 3);
    const gone = new AbortController();
    const asked = playground.actions.request({ kind: 'evaluate', split: 'test' }, gone.signal);
    gone.abort();
    expect(await asked).toMatchObject({ ok: false, diagnostics: [{ code: 'training.requestCancelled' }] });
    const late = playground.actions.request({ kind: 'evaluate', split: 'test' }, gone.signal);
    expect(await late).toMatchObject({ ok: false, diagnostics: [{ code: 'training.requestCancelled' }] });
  });
});

describe('a worker that dies while a structural edit waits', () => {
  async function died() {
    const stage = onWorkers(toyProject({ epochs: 1000 }));
    await trained(stage.playground, 210);
    stage.playground.project.edit(widened);
    expect(stage.playground.actions.pending()).toBe('structural');
    // The page has its checkpoint a moment after it heard of the pause.
    while (stage.trainer.lastCheckpoint(stage.playground.run.getState().history.runId)?.checkpoint.step !== 210)
      await macrotask();
    at(stage.crashes, 0)();
    await until(stage.playground, 'failed');
    return stage;
  }

  it('loses no weights when training goes on, with the edit', async () => {
    const { playground, crashes } = await died();
    playground.actions.train(5);
    await until(playground, 'running');
    expect(await until(playground, 'paused')).toBe(215);
    expect(crashes.length).toBe(2);
    expect(await steps(playground)).toBe(215);
    expect(playground.actions.pending()).toBe('none');
    expect(playground.run.getState().history.recorded.count).toBe(215);
  });

  it('loses no weights when the worker is started again; the edit goes on waiting', async () => {
    const { playground } = await died();
    playground.actions.restart();
    expect(await until(playground, 'idle')).toBe(210);
    expect(playground.actions.pending()).toBe('structural');
    playground.actions.apply();
    expect(await until(playground, 'idle')).toBe(210);
    expect(playground.actions.pending()).toBe('none');
    expect(await steps(playground)).toBe(210);
  });

  it('loses no weights when the edit is applied', async () => {
    const { playground } = await died();
    playground.actions.apply();
    expect(await until(playground, 'idle')).toBe(210);
    expect(await steps(playground)).toBe(210);
    expect(playground.run.getState().history.recorded.count).toBe(210);
    expect(playground.run.getState().history.recorded.markers.toArray()).toContainEqual({ kind: 'applied', step: 210 });
  });

  it('and once more, before the new program has left a checkpoint', async () => {
    const { playground, crashes } = await died();
    playground.actions.apply();
    await until(playground, 'idle');
    at(crashes, 1)();
    await until(playground, 'failed');
    playground.actions.train(5);
    await until(playground, 'running');
    expect(await until(playground, 'paused')).toBe(215);
  });

  it('is reset all the same', async () => {
    const { playground } = await died();
    playground.actions.reset();
    expect(await until(playground, 'idle')).toBe(0);
    expect(await steps(playground)).toBe(0);
  });
});

describe('a worker that dies right after an edit was applied', () => {
  const wide = (project: Project): Project => ({ ...widened(project), training: { ...project.training, batchSize: 16 } });

  it.each([0, 1, 2, 20])(
    '%i turns later loses no weights that the page had, and the page says how many steps they have',
    async (turns) => {
      const { playground, crashes } = onWorkers(toyProject({ epochs: 1000 }));
      const kept = () => playground.trainer.lastCheckpoint(playground.run.getState().history.runId)?.checkpoint.step;
      const die = async (): Promise<void> => {
        for (let turn = 0; turn < turns; turn++) await macrotask();
        at(crashes, crashes.length - 1)();
        await until(playground, 'failed');
        expect(playground.run.getState().history.status.step).toBe(210);
      };
      await trained(playground, 210);
      while (kept() !== 210) await macrotask();
      playground.project.edit(widened);
      playground.actions.apply();
      await die();
      // The next worker has not yet left a checkpoint when it dies as well.
      playground.actions.restart();
      await until(playground, 'idle');
      playground.project.edit(wide);
      playground.actions.apply();
      await die();
      // An edit is none of a document that nothing was trained of.
      playground.project.edit((current) => ({ ...current, training: { ...current.training, batchSize: 8 } }));
      expect(playground.run.getState().history.status.state).toBe('failed');
      playground.actions.train(5);
      await until(playground, 'running');
      expect(await until(playground, 'paused')).toBe(215);
      expect(await steps(playground)).toBe(215);
    },
  );

  it('has sent the weights with which the new program begins', async () => {
    const { playground } = onWorkers(toyProject({ epochs: 1000 }));
    await trained(playground, 30);
    playground.project.edit(widened);
    playground.actions.apply();
    await until(playground, 'idle');
    const kept = playground.trainer.lastCheckpoint(playground.run.getState().history.runId);
    expect(kept).toMatchObject({ checkpoint: { step: 30 }, project: playground.project.getState().project });
  });
});

describe('the button that says «Train»', () => {
  it('trains while the page prepares, and so does the key that stands for it', async () => {
    const { playground } = onDevice(toyProject({ epochs: 1000 }));
    playground.actions.load({ from: 'initial' });
    await until(playground, 'preparing');
    playground.actions.playOrPause();
    playground.actions.playOrPause();
    await until(playground, 'running');
    playground.actions.playOrPause();
    await until(playground, 'paused');
  });
});

describe('an edit while another is applied', () => {
  it('does not start from initial weights', async () => {
    const { playground } = onDevice(toyProject({ epochs: 1000 }));
    await trained(playground, 40);
    playground.project.edit(widened);
    playground.actions.apply();
    await until(playground, 'preparing');
    playground.project.edit((current) => ({ ...current, training: { ...current.training, batchSize: 16 } }));
    await until(playground, 'idle');
    playground.actions.apply();
    expect(await until(playground, 'idle')).toBe(40);
    expect(await steps(playground)).toBe(40);
  });
});

describe('the document', () => {
  it('is taken home though its model is broken or its run has failed, under the name that its model files have but for the step', async () => {
    const { playground } = onDevice(toyProject());
    await trained(playground, 3);
    const model = await playground.actions.exportModel('safetensors', 'current');
    playground.project.edit((current) => ({ ...current, graph: { ...current.graph, edges: [] } }));
    playground.actions.load({ from: 'initial' });
    await until(playground, 'failed');
    const document = await playground.actions.exportModel('project', 'current');
    invariant(document.ok && model.ok, 'both are written');
    expect(document.value.fileName).toBe(model.value.fileName.replace('-step-3.safetensors', '.json'));
    expect(JSON.parse(new TextDecoder().decode(document.value.bytes))).toMatchObject({ graph: { edges: [] } });
  });
});
