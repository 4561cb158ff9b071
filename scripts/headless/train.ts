import { join } from 'node:path';
import type { Trainer } from '../../src/client/trainer.ts';
import { splitNames } from '../../src/core/data/types.ts';
import type { JudgedTask } from '../../src/core/experiments/experiment.ts';
import type { Project } from '../../src/core/project/schema.ts';
import { currentLoss, type RunHistory } from '../../src/core/runs/history.ts';
import type { TrainEvent } from '../../src/core/runs/protocol.ts';
import { type FiguresByTask, noRemarks } from '../../src/core/runs/run-summary.ts';
import { type RunsFileEntry, runsCsv, runsJson } from '../../src/core/runs/runs-file.ts';
import { formatNumber } from '../../src/core/util/number-text.ts';
import { judgedTasks } from '../../src/store/experiments/experiment-of.ts';
import {
  type Command,
  choiceOf,
  countOf,
  filesOf,
  type Given,
  Interrupted,
  Misused,
  shared,
  textOf,
  type World,
} from './command.ts';
import { figureLines, figuresOf, summarised, summaryLines } from './figures.ts';
import { modelIn, write } from './files.ts';
import { type Progress, progressBar } from './progress.ts';
import { HeadlessRun } from './run.ts';

const mostSeeds = 1000;

/** `6`: six seeds from the document's own on; `3,5,8`: these. */
function seedsOf(given: Given, project: Project): readonly number[] {
  const text = textOf(given, 'seeds');
  if (text === undefined) return [project.seed];
  const listed = text.includes(',');
  const numbers = text.split(',').map(Number);
  const [count = 0] = numbers;
  const fits = (seed: number): boolean => Number.isInteger(seed) && seed >= 0 && seed <= 0xffffffff;
  if (!numbers.every(fits) || (!listed && (count < 1 || count > mostSeeds)))
    throw new Misused(`--seeds takes a number of seeds, or seeds with commas between them, not ${text}`);
  return listed ? numbers : Array.from({ length: count }, (_, i) => (project.seed + i) % 2 ** 32);
}

interface Plan {
  readonly project: Project;
  readonly steps: number | null;
  readonly weights: 'current' | 'best';
  readonly out: string | undefined;
  readonly json: boolean;
}

/** Tells how a run stands while it trains. */
function reporter(world: World, { project, steps, json }: Plan, seed: number, progress: Progress) {
  return (event: TrainEvent, { status, prepared }: RunHistory, loss: (task: string) => number | null): void => {
    if (json && event.type === 'validation') {
      const { step, epoch, tasks } = event;
      world.out(JSON.stringify({ event: 'validation', seed, step, epoch, tasks: figuresOf(tasks) }));
    }
    if (event.type !== 'status' || status.state !== 'running') return;
    const { step, epoch, stepsPerSecond } = status;
    const losses = (prepared?.tasks ?? []).map((task) => [task, loss(task)] as const);
    if (json) {
      world.out(JSON.stringify({ event: 'progress', seed, step, epoch, stepsPerSecond, loss: Object.fromEntries(losses) }));
      return;
    }
    const goal = steps ?? project.training.epochs * (prepared?.stepsPerEpoch ?? 1);
    const words = losses.map(([task, value]) => `${task} ${value === null ? '–' : formatNumber(value)}`).join('  ');
    progress.show(step / Math.max(1, goal), `seed ${seed}  step ${step} of ${goal}  ${words}`);
  };
}

/** Trains from one seed; what came of it, and whether it came to its end. The model is written where there is a folder. */
async function trainSeed(world: World, trainer: Trainer, plan: Plan, seed: number, progress: Progress): Promise<SeedRun> {
  const project = { ...plan.project, seed };
  const tell = reporter(world, plan, seed, progress);
  const started = new Date().toISOString();
  const begun = performance.now();
  const run = await HeadlessRun.load(trainer, project, { from: 'initial' }, (event, history) =>
    tell(event, history, (task) => currentLoss(history, task)),
  );
  await run.train(plan.steps, world.interrupted);
  const seconds = (performance.now() - begun) / 1000;
  const splits: Record<string, FiguresByTask> = {};
  for (const split of splitNames) splits[split] = figuresOf((await run.ask({ kind: 'evaluate', split })).tasks);
  const file = plan.out === undefined ? null : join(plan.out, `seed-${seed}.safetensors`);
  if (file !== null) {
    const model = await run.ask({ kind: 'export', format: 'safetensors', weights: plan.weights, project });
    write(file, model.bytes);
  }
  run.end();
  const { recorded, status, prepared } = run.history;
  const record = {
    id: `headless-${seed}`,
    number: 1,
    name: `seed ${seed}`,
    started,
    document: project,
    executor: status.executor,
    recorded,
  };
  const entry = { record, seconds, stepsPerEpoch: prepared?.stepsPerEpoch ?? null, splits, remarks: noRemarks };
  return { entry, seed, step: status.step, finished: !world.interrupted.aborted, file };
}

interface SeedRun {
  readonly entry: RunsFileEntry;
  readonly seed: number;
  readonly step: number;
  readonly finished: boolean;
  readonly file: string | null;
}

function tellResult(world: World, { json }: Plan, { entry, seed, step, finished, file }: SeedRun): void {
  const { executor } = entry.record;
  if (json) {
    const { splits, seconds } = entry;
    world.out(JSON.stringify({ event: 'trained', seed, step, finished, seconds, splits, executor, ...(file ? { file } : {}) }));
    return;
  }
  const end = finished ? '' : ', interrupted';
  world.out(
    `seed ${seed}: ${step} steps in ${entry.seconds.toFixed(1)} s on ${executor?.device ?? 'nothing'}${end}; test split:`,
  );
  for (const line of figureLines(entry.splits.test ?? {})) world.out(`  ${line}`);
}

/** Everything that the runs gave, beside the models: what the page's Runs take, a table, and means over seeds. */
function writeRuns(out: string, runs: readonly SeedRun[]): void {
  const entries = runs.map(({ entry }) => entry);
  write(join(out, 'runs.json'), `${JSON.stringify(runsJson(entries))}\n`);
  write(
    join(out, 'runs.csv'),
    runsCsv(entries, ({ document }) => judgedTasks(document).map(withoutRange)),
  );
  const finished = runs.filter((run) => run.finished);
  const seeds = finished.map(({ seed }) => seed);
  const test = summarised(finished.map(({ entry }) => entry.splits.test ?? {}));
  write(join(out, 'summary.json'), `${JSON.stringify({ seeds, test }, null, 2)}\n`);
}

const withoutRange = ({ range: [least, most], ...task }: JudgedTask) => ({
  ...task,
  range: [least, most] as [number | null, number | null],
});

function planOf(given: Given, project: Project): Plan {
  const epochs = countOf(given, 'epochs');
  const { training } = project;
  return {
    project: epochs === undefined ? project : { ...project, training: { ...training, epochs } },
    steps: countOf(given, 'steps') ?? null,
    weights: choiceOf(given, 'weights', ['current', 'best'], 'current'),
    out: textOf(given, 'out'),
    json: given.json === true,
  };
}

export const train: Command = {
  name: 'train',
  usage: 'DOCUMENT',
  summary: 'trains a document, from one seed or several, and writes models, curves and metrics',
  options: {
    epochs: { type: 'string', help: 'epochs in place of those of the document' },
    steps: { type: 'string', help: 'so many steps instead' },
    seeds: { type: 'string', help: 'how many seeds, from that of the document on; or seeds, with commas between them' },
    out: {
      type: 'string',
      help: 'the folder that takes a model per seed, runs.json and runs.csv (Runs of the page), summary.json',
    },
    weights: { type: 'string', help: 'which weights are written: current (default), or best by validation' },
    jobs: { type: 'string', help: 'seeds that are trained at a time, each on one thread (default: 1, on several)' },
    ...shared,
  },
  async run(world, files, given) {
    const [path = ''] = filesOf(files, 'a document');
    const { project } = await modelIn(path);
    const plan = planOf(given, project);
    const waiting = [...seedsOf(given, project)];
    const jobs = Math.min(countOf(given, 'jobs') ?? 1, waiting.length);
    const threads = jobs > 1 ? 1 : countOf(given, 'threads');
    const runs: SeedRun[] = [];
    const progress = progressBar(plan.json ? { ...world, terminal: false } : world);
    const work = async (): Promise<void> => {
      const trainer = world.createTrainer({ threads, apart: jobs > 1 });
      try {
        for (let seed = waiting.shift(); seed !== undefined && !world.interrupted.aborted; seed = waiting.shift()) {
          const run = await trainSeed(world, trainer, plan, seed, progress);
          runs.push(run);
          progress.clear();
          tellResult(world, plan, run);
          if (plan.out !== undefined) writeRuns(plan.out, runs);
        }
      } finally {
        trainer.terminate();
      }
    };
    await Promise.all(Array.from({ length: jobs }, work));
    progress.clear();
    if (world.interrupted.aborted) throw new Interrupted();
    const summary = summarised(runs.map(({ entry }) => entry.splits.test ?? {}));
    if (plan.json) world.out(JSON.stringify({ event: 'done', runs: runs.length, test: summary }));
    else if (runs.length > 1) for (const line of summaryLines(summary)) world.out(line);
  },
};
