import { describe, expect, it } from 'vitest';
import { partsOf } from '../../core/experiments/experiment.ts';
import { countRuns, openRuns } from '../../core/experiments/plan.ts';
import { reportOf } from '../../core/experiments/report.ts';
import { parametersOf } from '../../core/graph/narrow.ts';
import { sharingDepth } from '../../core/graph/serving.ts';
import { digitsShared } from '../../core/presets/digits.ts';
import { invariant } from '../../core/util/assert-never.ts';
import { kernelBytes } from '../../engine/executors/wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from '../../engine/executors/wasm/wasm-executor.ts';
import { toyProject } from '../../engine/training/testing/projects.ts';
import { derive } from '../derived.ts';
import { directPlayground, directTrainer } from '../testing/direct-playground.ts';
import {
  architecturesOf,
  equalCostSingles,
  experimentOn,
  judgedTasks,
  seedsFrom,
  singlesOf,
  sweepContenders,
  usualContenders,
} from './experiment-of.ts';
import { createExperiments, parseExperimentFile } from './experiments.ts';
import { experimentGiven } from './given-experiment.ts';

const executor = await createWasmExecutor(kernelBytes());

const trainer = () => directTrainer(undefined, executor);

const two = { size: 2, cappedFrom: null as number | null };

function page(rows: Map<string, unknown>, { full = false, means = two, now = () => performance.now() } = {}) {
  return createExperiments({
    createTrainer: trainer,
    means: () => ({ choice: {}, ...means }),
    dataUrl: '',
    now,
    table: {
      one: async (key) => rows.get(key),
      async change(key, decide) {
        if (full) throw new Error('The quota has been exceeded.');
        const { key: place, value } = decide(rows.get(key));
        rows.set(place, structuredClone(value));
      },
    },
  });
}

const document = toyProject();
const experiment = experimentOn(document, { contenders: usualContenders, seeds: seedsFrom(document, 2), epochs: 1, settings: 1 });
invariant(experiment, 'the toy can be trained');

describe("the page's experiment", () => {
  it('is trained to its end; what finished is kept, and the next page goes on where it was running', async () => {
    const rows = new Map<string, unknown>();
    const first = page(rows);
    first.subscribe(({ outcomes }) => {
      // As a page that is closed: it hears of nothing any more, and what it kept says that it was running.
      if (outcomes.size === 3 && kept === null) kept = structuredClone(rows.get('experiment'));
    });
    let kept: unknown = null;
    await first.start(experiment);
    expect(first.getState()).toMatchObject({ state: 'done', secondsLeft: null, unkept: null });
    expect(first.getState().outcomes.size).toBe(countRuns(experiment));
    // The network that is shared looked how its tasks agree, and the report says so.
    const { agreement } = reportOf(experiment, first.getState().outcomes);
    expect(agreement).toMatchObject({ tasks: ['planeA', 'planeB'], runs: 2, looks: 2 });
    expect(agreement?.cosine[1]).toBeTypeOf('number');
    expect(agreement?.nodes.map(({ looks, verdict }) => [looks, verdict])).toEqual(Array(3).fill([2, 'unclear']));

    const next = page(new Map([['experiment', kept]]));
    const done = new Promise<void>((resolve) => next.subscribe(({ state }) => state === 'done' && resolve()));
    await next.restore();
    expect(next.getState().state).toBe('running');
    await done;
    const figures = (outcomes: ReadonlyMap<string, { readonly figures: unknown }>) =>
      Object.fromEntries([...outcomes].map(([run, outcome]) => [run, outcome.figures]).sort());
    expect(figures(next.getState().outcomes)).toEqual(figures(first.getState().outcomes));
  });

  it('can be paused and goes on, leaves as a file and comes back from it', async () => {
    const one = page(new Map());
    const paused = one.start(experiment);
    await new Promise<void>((resolve) => one.subscribe(({ outcomes }) => outcomes.size >= 2 && resolve()));
    one.pause();
    await paused;
    expect(one.getState().state).toBe('paused');
    const before = one.getState().outcomes.size;
    const file = JSON.parse(JSON.stringify(one.file()));
    const other = page(new Map());
    const read = parseExperimentFile(file);
    invariant(read, 'the file is one');
    other.show(read);
    expect(other.getState()).toMatchObject({ state: 'paused' });
    expect(other.getState().outcomes.size).toBe(before);
    await other.goOn();
    expect(other.getState().state).toBe('done');
    other.clear();
    expect(other.getState()).toMatchObject({ state: 'none', experiment: null });
    expect(parseExperimentFile({ ...file, experiment: 7 })).toBeNull();
    expect(parseExperimentFile('text')).toBeNull();
  });

  it('can be cancelled, which keeps what finished, also at the next visit; and comes back after another took its place', async () => {
    const rows = new Map<string, unknown>();
    const one = page(rows);
    const ended = one.start(experiment);
    await new Promise<void>((resolve) => one.subscribe(({ outcomes }) => outcomes.size >= 2 && resolve()));
    one.cancel();
    await ended;
    const found = one.getState().outcomes;
    expect(found.size).toBeGreaterThanOrEqual(2);
    const next = page(new Map([['experiment', structuredClone(rows.get('experiment'))]]));
    await next.restore();
    expect(next.getState()).toMatchObject({ state: 'cancelled', experiment });
    expect(next.getState().outcomes).toEqual(found);

    next.clear();
    expect(next.getState()).toMatchObject({ state: 'none', former: { state: 'cancelled' } });
    next.bringBack();
    expect(next.getState()).toMatchObject({ state: 'cancelled', experiment, former: null });
    await next.goOn();
    expect(next.getState().state).toBe('done');
    expect(next.getState().outcomes.size).toBe(countRuns(experiment));
  });

  it('says how many runs are trained at a time, why not more, and how long the rest will take by what the finished ones took', async () => {
    let ms = 0;
    // A clock that is looked at when a run begins and when it ends: three seconds for each.
    const now = (): number => {
      ms += 3000;
      return ms;
    };
    const one = page(new Map(), { now, means: { size: 1, cappedFrom: 64 } });
    const told: unknown[] = [];
    one.subscribe(({ outcomes, secondsLeft, pool }) => told.push([outcomes.size, secondsLeft, pool?.size, pool?.cappedFrom]));
    await one.start({ ...experiment, contenders: experiment.contenders.slice(0, 2), seeds: [1] });
    // Each task alone, and both together.
    expect(told.filter((state, i) => JSON.stringify(state) !== JSON.stringify(told[i - 1]))).toEqual([
      [0, null, undefined, undefined],
      [0, null, 1, 64],
      [1, 6, 1, 64],
      [2, 3, 1, 64],
      [3, 0, 1, 64],
      [3, null, undefined, undefined],
    ]);
  });

  it('says why it cannot be kept, and trains all the same', async () => {
    const full = page(new Map(), { full: true });
    await full.start(experiment);
    expect(full.getState()).toMatchObject({ state: 'done', unkept: 'Error: The quota has been exceeded.' });
  });
});

describe('an experiment on the document', () => {
  it('judges every enabled task by the headline metric of its kind', () => {
    expect(judgedTasks(document).map(({ metric, better, range }) => [metric, better, range])).toEqual(
      document.tasks.map(() => ['accuracy', 'higher', [0, 1]]),
    );
    const one = { ...document, tasks: document.tasks.map((task, i) => ({ ...task, enabled: i === 0 })) };
    expect(judgedTasks(one).length).toBe(1);
    expect(judgedTasks({ ...document, data: { ...document.data, dataset: 'gone' } })).toEqual([]);
  });

  it('offers the architectures that the network can become, each with its document, none twice', () => {
    const offered = architecturesOf(document);
    expect(offered.map(({ id }) => id)).toEqual(['nothingShared', 'shallow', 'half', 'deep', 'mmoe', 'crossStitch']);
    const built = offered.flatMap(({ contender }) => (contender?.document ? [contender.document] : []));
    expect(built.slice(0, 4).map((one) => sharingDepth(one).shared)).toEqual([0, 1, 2, 3]);
    const kinds = built.map(({ graph }) => graph.nodes.filter(({ kind }) => ['mixture', 'learnedSum'].includes(kind)).length);
    // A mixture for each task; a learned sum behind each layer of each task.
    expect(kinds).toEqual([0, 0, 0, 0, 2, 6]);
    // Of one layer half is all of it.
    expect(architecturesOf(digitsShared()).flatMap(({ id, contender }) => (contender ? [] : [id]))).toEqual(['half', 'deep']);
    for (const one of built) expect(derive(one).trainable).toBe(true);
  });

  it('at equal total cost gives the tasks together no more parameters than they would share, and few less', () => {
    const single = equalCostSingles(document);
    const { signature } = derive(document);
    invariant(single?.document && signature, 'it can be narrowed');
    const whole = parametersOf(document, signature);
    const parts = partsOf({ document }, single).map(({ project }) => parametersOf(project, signature));
    expect(parts).toHaveLength(2);
    const together = parts.reduce((sum, count) => sum + count, 0);
    expect(together).toBeLessThanOrEqual(whole);
    expect(together).toBeGreaterThan(0.6 * whole);
  });

  it('has each task alone on the same network, at equal total cost, or both beside each other', () => {
    const narrow = equalCostSingles(document);
    const [plain] = usualContenders;
    expect(singlesOf(['trunk'], narrow)).toEqual([plain]);
    expect(singlesOf(['total'], narrow)).toEqual([narrow]);
    expect(singlesOf(['total', 'trunk'], narrow)).toEqual([plain, narrow]);
    // A network that cannot be narrowed has only the one.
    expect(singlesOf(['total'], null)).toEqual([plain]);
    const both = experimentOn(document, {
      contenders: singlesOf(['trunk', 'total'], narrow),
      seeds: [1],
      epochs: 1,
      settings: 1,
    });
    invariant(both, 'both can be trained');
    expect(openRuns(both, new Map()).map(({ id }) => id)).toEqual([
      'single/planeA/0/1',
      'single/planeB/0/1',
      'single:equalCost/planeA/0/1',
      'single:equalCost/planeB/0/1',
    ]);
  });

  it('sweeps λ between two tasks in steps of equal distance, with the same sum', () => {
    const sweep = sweepContenders(document, 'planeA', 'planeB', 4);
    expect(sweep.map(({ value }) => value)).toEqual(['0.25 : 1.75', '0.75 : 1.25', '1.25 : 0.75', '1.75 : 0.25']);
    expect(sweep[0]?.document?.tasks.map(({ weight }) => weight)).toEqual([0.25, 1.75]);
  });

  it('is what a script describes, or refused in words', () => {
    const playground = directPlayground(document);
    const given = experimentGiven(playground, {
      contenders: [
        'single',
        'equalCost',
        { method: 'mgda' },
        { architecture: 'mmoe' },
        { name: 'mine', project: { ...document, seed: 9 } },
      ],
      seeds: 3,
    });
    invariant(given.ok, 'it is one');
    expect(given.value.contenders.map(({ kind, value }) => [kind, value])).toEqual([
      ['single', ''],
      ['single', 'equalCost'],
      ['method', 'mgda'],
      ['architecture', 'mmoe'],
      ['asItIs', 'mine'],
    ]);
    expect(given.value.seeds).toEqual(seedsFrom(document, 3));
    expect(given.value.epochs).toBe(document.training.epochs);
    // 700 samples in batches of 32: 21 steps to an epoch.
    const budget = experimentGiven(playground, { contenders: ['equal'], seeds: 1, steps: 43 });
    expect(budget.ok && budget.value.epochs).toBe(3);
    for (const bad of [
      null,
      {},
      { contenders: ['nobody'], seeds: 3 },
      { contenders: [{ architecture: 'nobody' }], seeds: 3 },
      { contenders: [{ method: 'nobody' }], seeds: 3 },
      { contenders: ['equal'], seeds: 3, epoch: 5 },
      { contenders: ['single'], seeds: 0 },
      { contenders: [], seeds: 3 },
    ])
      expect(experimentGiven(playground, bad)).toMatchObject({ ok: false, diagnostics: [{ code: 'page.badArgument' }] });
  });
});
