import { describe, expect, it } from 'vitest';
import { DirectTrainer } from '../client/direct-trainer.ts';
import type { Project } from '../core/project/schema.ts';
import { keptWith, rowsIn, stepAt } from '../core/runs/kept-steps.ts';
import type { RunState } from '../core/runs/protocol.ts';
import { AppendList, Series } from '../core/runs/series.ts';
import { at, invariant } from '../core/util/assert-never.ts';
import { ok } from '../core/util/diagnostics.ts';
import { packFromDisk } from '../engine/executors/conformance/testing/packs.ts';
import { createModelFiles } from '../engine/formats/model-files.ts';
import { modelFormats } from '../engine/formats/registry.ts';
import { createTrainingHost } from '../engine/training/host.ts';
import { macrotask } from '../engine/training/testing/bench.ts';
import { chosen, FakeDevice } from '../engine/training/testing/fake-device.ts';
import { toyProject } from '../engine/training/testing/projects.ts';
import type { Table } from './persistence/database.ts';
import { readWork, undoAsKept, undoOf, type Work, writeWork } from './persistence/kept-work.ts';
import { safeStorage } from './persistence/safe-storage.ts';
import { createWorkKeeper } from './persistence/work-keeper.ts';
import { createPlayground, type Playground } from './playground.ts';

function visit(initial: Project): Playground {
  const clock = { ms: 0 };
  const trainer = new DirectTrainer((emit) =>
    createTrainingHost({
      emit,
      createExecutor: async () => ok(chosen(new FakeDevice({ stepMs: 5, clock }))),
      forecastMemory: async () => [],
      fetchPack: (url) => packFromDisk(url.replace('https://here/data/', ''), () => undefined),
      files: createModelFiles(modelFormats),
      now: () => clock.ms,
      delay: macrotask,
      defer: macrotask,
    }),
  );
  const options = { trainer, initial, choice: {}, dataUrl: 'https://here/data/', formats: modelFormats };
  return createPlayground({ ...options, whenQuiet: (work) => work() });
}

const inState = (playground: Playground, wanted: RunState): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (playground.run.getState().history.status.state !== wanted) return;
      stop();
      resolve();
    };
    const stop = playground.run.subscribe(look);
    look();
  });

async function train(playground: Playground, steps: number): Promise<void> {
  playground.actions.train(steps);
  await inState(playground, 'running');
  await inState(playground, 'paused');
  // The page has its checkpoint a moment after it heard of the pause.
  const { step } = playground.run.getState().history.status;
  while (playground.actions.resumable()?.kept.checkpoint.step !== step) await macrotask();
}

async function begun(project = toyProject()): Promise<Playground> {
  const playground = visit(project);
  playground.actions.load({ from: 'initial' });
  await inState(playground, 'idle');
  return playground;
}

/** The fake device's first parameter counts the steps that its weights have behind them. */
async function stepsOfWeights({ actions }: Playground): Promise<number> {
  const answer = await actions.request({ kind: 'checkpoint' });
  invariant(answer.ok, 'there are weights');
  return Math.abs(at(answer.value.checkpoint.parameters, 0));
}

const widened = (project: Project): Project => ({
  ...project,
  graph: {
    ...project.graph,
    nodes: project.graph.nodes.map((node) => (node.id === 'shared-2' ? { ...node, params: { ...node.params, units: 7 } } : node)),
  },
});

function inHand({ actions, project }: Playground): Work {
  const { project: document, key } = project.getState();
  return {
    document,
    ...undoAsKept(project.temporal.getState(), key),
    run: actions.resumable(),
    example: 'toy-related',
  };
}

/** Through a database, as the next page finds it. */
function kept(work: Work): Work {
  const read = readWork(structuredClone(writeWork(work)));
  invariant(read, 'what was written is read');
  return read;
}

const losses = ({ run }: Playground): readonly number[] =>
  Object.values(run.getState().history.recorded.columns.loss ?? {}).flatMap((series) => [...series.view()]);

describe('a run that goes on at the next visit', () => {
  it('has its weights, curves, name and markers, and counts on from its step', async () => {
    const first = await begun();
    await train(first, 30);
    const [id] = first.actions.allRuns().map((run) => run.id);
    first.runs.rename(id ?? '', 'a name');
    const work = kept(inHand(first));
    const next = visit(work.document);
    invariant(work.run, 'the run was kept');
    next.actions.resume(work.run);
    await inState(next, 'idle');
    expect(next.run.getState().history.status.step).toBe(30);
    expect(losses(next)).toEqual(losses(first));
    expect(await stepsOfWeights(next)).toBe(30);
    expect(next.runs.getState().shown.name).toBe('a name');
    await train(next, 12);
    expect(await stepsOfWeights(next)).toBe(42);
    expect(next.run.getState().history.recorded.count).toBe(42);
  });

  it('while an edit waits: the document that trained goes on, and the edit goes on waiting', async () => {
    const first = await begun();
    await train(first, 20);
    first.project.edit(widened);
    first.project.edit((current) => ({
      ...current,
      tasks: current.tasks.map((task, i) => (i === 0 ? { ...task, weight: 3 } : task)),
    }));
    const work = kept(inHand(first));
    const next = visit(work.document);
    invariant(work.run, 'the run was kept');
    next.actions.resume(work.run);
    await inState(next, 'idle');
    expect(next.actions.pending()).toBe('structural');
    next.project.edit((current) => ({ ...current, name: 'edited' }));
    expect(await stepsOfWeights(next)).toBe(20);
    next.actions.apply();
    await inState(next, 'idle');
    expect(next.actions.pending()).toBe('none');
    expect(next.run.getState().history.status.step).toBe(20);
  });

  it('leads back through the edits of the visit before, to the last one that can be read', async () => {
    const first = await begun();
    for (const seed of [11, 12, 13]) first.project.edit((current) => ({ ...current, seed }));
    first.project.undo();
    const work = kept(inHand(first));
    expect([work.past, work.future].map((states) => states.map(({ seed }) => seed))).toEqual([[toyProject().seed, 11], [13]]);
    const written = writeWork(inHand(first));
    const damaged = readWork({ ...written, past: [{ format: 'nonsense' }, ...written.past.slice(1)] });
    expect(damaged?.past.map(({ seed }) => seed)).toEqual([11]);
    first.actions.open({ ...toyProject(), seed: 14 }, undefined, 'another project');
    const across = kept(inHand(first));
    const own = inHand(first).keys?.past[0] ?? '';
    expect(undoOf(across, 'another project').pastStates.map(({ project, key }) => [project.seed, key])).toEqual([
      [toyProject().seed, own],
      [11, own],
      [12, own],
    ]);
    const { keys: _, ...earlier } = across;
    expect(new Set(undoOf(earlier, 'here').pastStates.map(({ key }) => key))).toEqual(new Set(['here']));
    expect(damaged && undoOf(damaged, 'here').pastStates).toMatchObject([{ project: { seed: 11 }, key: own }]);
    expect(readWork({ ...written, document: 7 })).toBeNull();
    expect(readWork({ ...written, run: { record: 1, checkpoint: 2, of: 3, epoch: 0 } })).toBeNull();
    expect(readWork('nothing')).toBeNull();
  });
});

describe('a run that gives way', () => {
  it('to a reset comes back with its weights and curves', async () => {
    const playground = await begun();
    await train(playground, 25);
    const before = losses(playground);
    playground.actions.reset();
    await inState(playground, 'idle');
    expect(playground.run.getState().history.recorded.count).toBe(0);
    expect(playground.runNews.getState()).toMatchObject({
      closed: false,
      news: { type: 'left', run: { kept: { checkpoint: { step: 25 } } } },
    });
    playground.actions.bringBack();
    await inState(playground, 'idle');
    expect(losses(playground)).toEqual(before);
    expect(await stepsOfWeights(playground)).toBe(25);
  });

  it('to another document comes back with its own, by the offer or by undo', async () => {
    for (const back of ['offer', 'undo'] as const) {
      const playground = await begun();
      await train(playground, 25);
      const document = playground.project.getState().project;
      playground.actions.open(widened(document));
      await inState(playground, 'idle');
      expect(await stepsOfWeights(playground)).toBe(0);
      if (back === 'offer') playground.actions.bringBack();
      else playground.project.undo();
      await inState(playground, 'idle');
      expect(playground.project.getState().project).toBe(document);
      expect(await stepsOfWeights(playground)).toBe(25);
      expect(playground.actions.pending()).toBe('none');
      expect(playground.runNews.getState().news).toBeNull();
    }
  });

  it('is no run before its first step', async () => {
    const playground = await begun();
    playground.actions.reset();
    expect(playground.runNews.getState().news).toBeNull();
  });
});

/** A browser whose database and local storage outlast its pages. */
function browser() {
  const rows = new Map<string, unknown>();
  const memory = () =>
    safeStorage(() => {
      throw new Error('in memory');
    });
  const local = memory();
  let names = 0;
  let writings = 0;
  let full = false;
  function tab() {
    const session = memory();
    return {
      page() {
        let timers: (() => void)[] = [];
        const table: Table = {
          all: async () => rows,
          one: async (key) => rows.get(key),
          async change() {
            throw new Error('nothing is read before it is written');
          },
          async put(key, value) {
            if (full) throw new Error('The quota has been exceeded.');
            rows.set(key, structuredClone(value));
            writings++;
          },
          async remove(keys) {
            for (const key of keys) rows.delete(key);
          },
        };
        const keeper = createWorkKeeper({
          table,
          local,
          session,
          now: () => 0,
          after(_, work) {
            timers.push(work);
            return () => {
              timers = timers.filter((one) => one !== work);
            };
          },
          newName: () => `page-${++names}`,
        });
        return {
          keeper,
          async rest(): Promise<void> {
            const due = timers;
            timers = [];
            for (const work of due) work();
            await macrotask();
          },
        };
      },
    };
  }
  return { tab, rows, writings: () => writings, fill: () => (full = true) };
}

describe('what a visit has in hand', () => {
  const work = (seed: number): Work => ({ document: { ...toyProject(), seed }, past: [], future: [], run: null, example: null });

  it('is written once after any number of changes, and not again where nothing changed', async () => {
    const { tab, writings } = browser();
    const page = tab().page();
    const one = work(1);
    for (let i = 0; i < 100; i++) page.keeper.changed(() => one, true);
    await page.rest();
    page.keeper.changed(() => one, true);
    await page.rest();
    page.keeper.flush(() => one);
    expect(writings()).toBe(1);
    page.keeper.flush(() => work(2));
    await macrotask();
    expect(writings()).toBe(2);
  });

  it('is found by the next page of the tab, and by document in another; a link begins afresh there', async () => {
    const { tab } = browser();
    const [here, there] = [tab(), tab()];
    here.page().keeper.flush(() => work(1));
    await macrotask();
    const seedOf = async (found: Promise<Work | null>) => (await found)?.document.seed ?? null;
    expect(await seedOf(here.page().keeper.find(work(1).document, true))).toBe(1);
    expect(await seedOf(here.page().keeper.find(work(2).document, false))).toBe(1);
    expect(await seedOf(here.page().keeper.find(work(2).document, true))).toBeNull();
    expect(await seedOf(there.page().keeper.find(work(1).document, false))).toBe(1);
    expect(await seedOf(there.page().keeper.find(work(2).document, false))).toBeNull();
    expect(await seedOf(there.page().keeper.find(work(1).document, true))).toBeNull();
  });

  it('stays for the last pages alone', async () => {
    const { tab, rows } = browser();
    for (let seed = 0; seed < 9; seed++) {
      tab()
        .page()
        .keeper.flush(() => work(seed));
      await macrotask();
    }
    expect([...rows.keys()]).toEqual(['page-6', 'page-7', 'page-8', 'page-9']);
  });

  it('of a long run is less while it trains, and whole when it pauses', async () => {
    const { tab, rows } = browser();
    const first = await begun();
    await train(first, 3);
    const { run } = inHand(first);
    invariant(run, 'there is a run');
    const steps = 100_000;
    const series = Series.of(Float32Array.from({ length: steps }, (_, i) => i + 1));
    const { recorded } = run.record;
    const long = { ...recorded, count: steps, kept: keptWith([], 1, steps), columns: { loss: { a: series } } };
    const large: Work = { ...work(1), run: { ...run, record: { ...run.record, recorded: long } } };
    const page = tab().page();
    const stepsIn = () => {
      const read = readWork([...rows.values()].at(-1))?.run?.record.recorded;
      invariant(read, 'a run was written');
      const { kept, columns } = read;
      // Every number is that of its step.
      columns.loss?.a?.view().forEach((value, row) => {
        expect(value).toBe(stepAt(kept, row));
      });
      return { rows: rowsIn(kept), first: stepAt(kept, 0), last: stepAt(kept, rowsIn(kept) - 1) };
    };
    page.keeper.changed(() => large, true);
    await page.rest();
    expect(stepsIn()).toMatchObject({ first: 1, last: steps });
    expect(stepsIn().rows).toBeLessThan(2 ** 15 / 5);
    page.keeper.changed(() => large, false);
    await page.rest();
    expect(stepsIn()).toEqual({ rows: steps, first: 1, last: steps });
    const before = rows.size;
    page.keeper.changed(() => large, true);
    await page.rest();
    expect([rows.size, stepsIn().rows]).toEqual([before, steps]);
  });

  it('makes no text of a validation twice', async () => {
    const first = await begun();
    await train(first, 3);
    const { run } = inHand(first);
    invariant(run, 'there is a run');
    let texts = 0;
    const point = (step: number) => ({
      step,
      epoch: step,
      tasks: {},
      toJSON() {
        texts++;
        return { step, epoch: step, tasks: {} };
      },
    });
    const validation = AppendList.of(...Array.from({ length: 1000 }, (_, i) => point(i + 1)));
    const long = (list: typeof validation): Work => ({
      ...work(1),
      run: { ...run, record: { ...run.record, recorded: { ...run.record.recorded, validation: list } } },
    });
    writeWork(long(validation));
    expect(texts).toBe(1000);
    const { run: again } = writeWork(long(validation.append(point(1001))));
    // Those of the last, unfinished text alone.
    expect(texts).toBe(1000 + (1001 % 128));
    expect(again?.validation.length).toBe(8);
  });

  it('that cannot be kept is told once', async () => {
    const { tab, fill } = browser();
    const page = tab().page();
    const heard: unknown[] = [];
    page.keeper.onFailure((reason) => heard.push(reason));
    fill();
    for (const seed of [1, 2]) {
      page.keeper.flush(() => work(seed));
      await macrotask();
    }
    expect(heard.map(String)).toEqual(['Error: The quota has been exceeded.']);
  });
});
