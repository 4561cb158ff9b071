import { describe, expect, it } from 'vitest';
import { DirectTrainer } from '../../client/direct-trainer.ts';
import type { RunState } from '../../core/runs/protocol.ts';
import { nothingRecorded, seriesOf } from '../../core/runs/recorded.ts';
import { ok } from '../../core/util/diagnostics.ts';
import { createTrainingHost } from '../../engine/training/host.ts';
import { macrotask } from '../../engine/training/testing/bench.ts';
import { chosen, FakeDevice } from '../../engine/training/testing/fake-device.ts';
import { toyProject } from '../../engine/training/testing/projects.ts';
import { createPlayground } from '../playground.ts';
import { createRunCollection, mostPinned } from './run-collection.ts';

/** The whole page without its interface: stores, trainer and host on a device that does nothing, at once. */
async function page() {
  const clock = { ms: 0 };
  const absent = (): Promise<never> => Promise.reject(new Error('not part of this test'));
  const trainer = new DirectTrainer((emit) =>
    createTrainingHost({
      emit,
      createExecutor: async () => ok(chosen(new FakeDevice({ stepMs: 1, clock }))),
      fetchPack: absent,
      files: { write: absent, read: absent },
      now: () => clock.ms,
      delay: macrotask,
      defer: macrotask,
      forecastMemory: async () => [],
    }),
  );
  const playground = createPlayground({
    trainer,
    initial: toyProject(),
    choice: {},
    dataUrl: 'https://here/data/',
    whenQuiet: (work) => work(),
  });
  const { actions, run, runs } = playground;
  const until = async (state: RunState): Promise<void> => {
    for (let turn = 0; run.getState().history.status.state !== state; turn++) {
      if (turn > 10_000) throw new Error(`never ${state}: ${JSON.stringify(run.getState().history.status)}`);
      await macrotask();
    }
  };
  const train = async (steps: number): Promise<void> => {
    actions.train(steps);
    await until('running');
    await until('paused');
  };
  const reset = async (): Promise<void> => {
    actions.reset();
    await until('idle');
  };
  actions.load({ from: 'initial' });
  await until('idle');
  return { ...playground, until, train, reset, kept: () => runs.getState().kept, shown: () => runs.getState().shown };
}

it('a run that gives way takes with it how long ago it began', () => {
  const clock = { ms: 1_700_000_000_000 };
  const runs = createRunCollection({ now: () => new Date(clock.ms) });
  runs.started();
  clock.ms += 2500;
  runs.replaced({ document: toyProject(), executor: null, recorded: nothingRecorded });
  expect(runs.getState().left.map(({ record, seconds }) => [record.id, seconds])).toEqual([['run-1', 2.5]]);
});

describe('runs', () => {
  it('lie beside the present one where they were pinned: pin, reset, train', async () => {
    const { actions, run, kept, shown, train, reset } = await page();
    expect(actions.allRuns()).toEqual([]);
    await train(7);
    actions.pinRun();
    await train(3);
    await reset();
    expect(run.getState().history.recorded.count).toBe(0);
    await train(4);
    expect(kept().map(({ id, recorded }) => [id, recorded.count])).toEqual([['run-1', 10]]);
    expect(actions.allRuns().map(({ id, recorded }) => [id, recorded.count])).toEqual([
      ['run-1', 10],
      ['run-2', 4],
    ]);
    const [first] = kept();
    expect(first?.document.tasks.map(({ id }) => id)).toEqual(['planeA', 'planeB']);
    expect([...(first ? (seriesOf(first.recorded, 'loss', 'planeA')?.view() ?? []) : [])]).toHaveLength(10);
    expect(first?.executor).toMatchObject({ id: expect.any(String), reason: expect.any(String) });
    expect(first?.started).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(shown()).toMatchObject({ number: 2, name: '' });
  });

  it('that nobody pinned are gone with a reset, and one without a step takes no number', async () => {
    const { actions, runs, kept, shown, train, reset } = await page();
    await reset();
    expect(shown()).toMatchObject({ id: 'run-1', started: null });
    await train(2);
    await reset();
    expect(kept()).toEqual([]);
    await train(2);
    expect(shown().id).toBe('run-2');
    actions.pinRun();
    actions.pinRun();
    expect(runs.getState().pinned).toBe(false);
    await reset();
    expect(kept()).toEqual([]);
  });

  it('are kept with what they were trained with: what is changed after their last step is of the next one', async () => {
    const { actions, project, kept, train, reset } = await page();
    await train(3);
    const before = project.getState().project;
    actions.setBalancing({ ...before.training.balancing, method: 'pcgrad' });
    project.edit((current) => ({ ...current, tasks: current.tasks.map((task) => ({ ...task, weight: 4 })) }));
    expect(actions.allRuns()[0]?.document).toEqual(before);
    actions.pinRun();
    await reset();
    await train(2);
    expect(kept()[0]?.document).toEqual(before);
    expect(actions.allRuns()[1]?.document).toEqual(project.getState().project);
  });

  it('are kept with the document that they trained, when another one is opened or weights were moved meanwhile', async () => {
    const { actions, project, kept, train, until } = await page();
    await train(2);
    project.edit((current) => ({ ...current, tasks: current.tasks.map((task) => ({ ...task, weight: 0.25 })) }));
    await train(2);
    actions.pinRun();
    const trained = project.getState().project;
    actions.open({ ...toyProject(), name: 'another' });
    await until('idle');
    expect(kept()).toHaveLength(1);
    expect(kept()[0]?.document).toEqual(trained);
    expect(
      kept()[0]
        ?.recorded.markers.toArray()
        .map(({ kind }) => kind),
    ).toContain('taskWeight');
  });

  it('stay one run through «apply», and through a restart', async () => {
    const { actions, project, run, kept, shown, train, until } = await page();
    await train(5);
    actions.pinRun();
    project.edit((current) => ({ ...current, training: { ...current.training, batchSize: 16 } }));
    actions.apply();
    await until('preparing');
    await until('idle');
    await train(5);
    actions.restart();
    await until('preparing');
    await until('idle');
    await train(5);
    expect(kept()).toEqual([]);
    expect(shown().id).toBe('run-1');
    expect(run.getState().history.recorded.count).toBe(15);
  });

  it('can be named, left out of the plot and removed; the present one keeps its name when it is kept', async () => {
    const { actions, runs, kept, train, reset } = await page();
    await train(1);
    runs.rename('run-1', '  first  ');
    actions.pinRun();
    await reset();
    expect(kept()[0]?.name).toBe('first');
    runs.rename('run-1', 'plain');
    runs.toggle('run-1');
    expect(kept()[0]?.name).toBe('plain');
    expect(runs.getState().hidden).toEqual(['run-1']);
    runs.toggle('run-1');
    expect(runs.getState().hidden).toEqual([]);
    runs.toggle('run-1');
    runs.remove('run-1');
    expect(runs.getState()).toMatchObject({ kept: [], hidden: [] });
  });

  it('share nothing with one that goes on, and are not more than a plot takes', async () => {
    const { actions, run, runs, kept, train, reset } = await page();
    for (let i = 0; i < 3; i++) {
      await train(2);
      actions.pinRun();
      await reset();
    }
    const [one] = kept();
    if (!one) throw new Error('it is pinned');
    for (let i = 3; i < mostPinned; i++) runs.lay({ ...one, id: `laid-${i}` });
    expect(kept()).toHaveLength(mostPinned);
    const before = kept().map(({ recorded }) => [...(seriesOf(recorded, 'loss', 'planeA')?.view() ?? [])]);
    await train(9);
    expect(kept().map(({ recorded }) => [...(seriesOf(recorded, 'loss', 'planeA')?.view() ?? [])])).toEqual(before);
    actions.pinRun();
    expect(runs.getState().pinned).toBe(false);
    expect(run.getState().notices.map(({ code }) => code)).toContain('runs.tooMany');
    runs.remove('run-2');
    actions.pinRun();
    expect(runs.getState().pinned).toBe(true);
  });
});
