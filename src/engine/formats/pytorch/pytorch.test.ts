import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, expect, it } from 'vitest';
import { balancingMethods } from '../../../core/balancing/registry.ts';
import { layers } from '../../../core/layers/registry.ts';
import type { Project } from '../../../core/project/schema.ts';
import { taskKinds } from '../../../core/tasks/registry.ts';
import { at } from '../../../core/util/assert-never.ts';
import { type ExpectedCase, expectedOf, layOut, smallCase, sourceOf } from '../code/testing/cases.ts';
import { type Judge, type JudgedCase, verdictsOf } from '../code/testing/known-verdicts.ts';
import { documentOf } from '../code/testing/plain-cases.ts';
import { namedWeights } from '../named-weights.ts';
import { budgetOf, given, trainedModel } from '../testing.ts';
import { methodTwins } from './balancing/registry.ts';
import { pytorchProject } from './format.ts';
import { layerTwins } from './layers/registry.ts';
import { lossTwins } from './losses/registry.ts';
import { projectFiles, writeProjectZip } from './project-zip.ts';
import { readProjectZip } from './read-project-zip.ts';
import { python, ran, testingFile, torchVersion } from './testing/run-python.ts';
import { lossesApart, loweredToo, measuredToo, tables, torchCases, trainedWith } from './testing/torch-cases.ts';

const root = mkdtempSync(join(tmpdir(), 'pytorch-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** As Debian's PyTorch 1.13 has it under Python 3.11, which needs to be told where output goes; by itself it looks every five seconds whether processes have ended. */
const torchrun = [
  '-m',
  'torch.distributed.run',
  '--standalone',
  '--nproc_per_node',
  '2',
  '--redirects',
  '2',
  '--tee',
  '1',
].concat(['--monitor_interval', '0.1']);

interface Judged {
  readonly predictions: number;
  readonly losses: number;
  readonly figures: readonly string[];
  /** How many figures of the page's were found again, and how far they are apart. */
  readonly compared: number;
  readonly figuresApart: number;
  readonly error?: string;
}

/** What PyTorch makes of projects, in one process. */
const pytorch: Judge<ExpectedCase> = {
  framework: 'PyTorch',
  judging: [readFileSync(testingFile('judge.py'), 'utf8'), torchVersion()],
  async judge(cases) {
    const folder = mkdtempSync(join(root, 'cases-'));
    for (const [name, { files }] of Object.entries(cases)) layOut(join(folder, name), files);
    const expected = Object.entries(cases).map(([name, one]) => [name, one.expected] as const);
    writeFileSync(join(folder, 'cases.json'), JSON.stringify(Object.fromEntries(expected)));
    const judged: Record<string, Judged> = JSON.parse(ran([testingFile('judge.py'), folder]));
    return Object.fromEntries(
      Object.entries(judged).map(([name, { error, figures, ...apart }]) => [
        name,
        error ?? { ...apart, figures: figures.length },
      ]),
    );
  },
};

it('projects of every preset, method and optimiser predict as the page, and their losses over 20 steps are the page’s', async () => {
  const cases: Record<string, JudgedCase<ExpectedCase>> = {};
  for (const [name, project] of torchCases) {
    const run = await smallCase(project);
    const source = sourceOf(run);
    // Their random numbers are others.
    const steps = name === 'experts' || name === 'balancing graddrop' ? 0 : 20;
    const expected = await expectedOf(run, source, steps, measuredToo(name));
    cases[name] = { files: projectFiles(source), expected };
    // And as if no layer and no loss were written by hand.
    if (loweredToo.has(name)) cases[`${name}, lowered`] = { files: projectFiles(source, new Map(), new Map()), expected };
  }
  const verdicts = await verdictsOf(pytorch, cases);
  const right = (name: string, verdict: Readonly<Record<string, number>>): boolean => {
    const { predictions = Number.NaN, losses = Number.NaN, figuresApart = Number.NaN, figures = 0, compared = 0 } = verdict;
    const comparable = measuredToo(name) ? (name.endsWith(', lowered') ? 1 : 2 * figures) : 0;
    return predictions <= 1e-5 && losses <= lossesApart(name) && figuresApart <= 1e-4 && figures > 0 && compared >= comparable;
  };
  const bad = Object.entries(verdicts).filter(([name, verdict]) => typeof verdict === 'string' || !right(name, verdict));
  expect(bad).toEqual([]);
  expect(Object.keys(verdicts).length).toBeGreaterThan(90);
}, 300_000);

it('has a twin for every kind of layer and of task, and for every method', () => {
  expect(Object.keys(layers).filter((kind) => !layerTwins.has(kind))).toEqual([]);
  expect(Object.keys(taskKinds).filter((kind) => !lossTwins.has(kind))).toEqual([]);
  expect(Object.keys(balancingMethods).filter((method) => !methodTwins.has(method))).toEqual([]);
});

it('two processes under torchrun lose what one process does with twice the batch', async () => {
  const folder = join(root, 'parallel');
  const balancings = {
    equal: {},
    pcgrad: {},
    upgrad: {},
    'nash-mtl': {},
    'imtl-g': { representation: true, perSet: true },
    moco: { perNode: true },
  };
  const methods = Object.keys(balancings);
  for (const [method, chosen] of Object.entries(balancings)) {
    const project = trainedWith({ balancing: { method, parameters: {}, ...chosen } });
    const sparse = { ...project, tasks: project.tasks.map((task, i) => ({ ...task, labelsKept: i === 0 ? 0.5 : 1 })) };
    layOut(join(folder, method), projectFiles(sourceOf(await smallCase(sparse))));
  }
  const cases = Object.fromEntries(methods.map((method) => [method, { batch: 8, steps: 10 }]));
  writeFileSync(join(folder, 'cases.json'), JSON.stringify(cases));
  const script = testingFile('parallel_judge.py');
  const taken = (how: readonly string[]): Record<string, number[][]> => {
    ran([...how, script, folder]);
    return JSON.parse(readFileSync(join(folder, 'taken.json'), 'utf8'));
  };
  const [alone, together] = [taken([]), taken(torchrun)];
  for (const method of methods) {
    const [one, two] = [alone[method]?.flat() ?? [], together[method]?.flat() ?? []];
    expect(two.length).toBe(30);
    expect(Math.max(...two.map((loss, i) => Math.abs(loss - at(one, i)))), method).toBeLessThan(1e-5);
  }
}, 120_000);

it('goes on from its checkpoint where a process was killed, with the losses of a run that was not', async () => {
  const folder = join(root, 'resumed');
  layOut(folder, projectFiles(sourceOf(await smallCase(tables))));
  const train = ['train.py', '--device', 'cpu', '--checkpoint-every', '5', '--epochs', '1000', '--batch-size', '2'];
  const child = spawn(python, [...torchrun, ...train, '--out', 'killed', '--steps', '100000'], { cwd: folder, stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  mkdirSync(join(folder, 'killed'));
  await new Promise<void>((resolve) => {
    const watcher = watch(join(folder, 'killed'), (_, name) => {
      if (name !== 'last.pt') return;
      watcher.close();
      resolve();
    });
  });
  const workers = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(/\s+/);
  process.kill(Number(workers.at(-1)), 'SIGKILL');
  expect(await ended).not.toBe(0);
  /** By step and task; what was written last counts. */
  const lossesOf = (out: string): Map<string, number> =>
    new Map(
      readFileSync(join(folder, out, 'history.csv'), 'utf8')
        .trim()
        .split(/\r?\n/)
        .map((line) => line.split(','))
        .filter(([kind, , , value]) => kind === 'loss' && value !== undefined)
        .map(([, step, task, value]) => [`${step} ${task}`, Number(value)]),
    );
  const steps = String(Math.floor(lossesOf('killed').size / 3) + 10);
  const said = ran([...torchrun, ...train, '--out', 'killed', '--resume', '--steps', steps], { cwd: folder });
  expect(said).toContain('goes on from step');
  ran([...train.slice(0, -1), '4', '--out', 'whole', '--steps', steps], { cwd: folder });
  const [resumed, whole] = [lossesOf('killed'), lossesOf('whole')];
  expect(resumed.size).toBe(3 * Number(steps));
  for (const [step, loss] of whole) expect(resumed.get(step), step).toBeCloseTo(loss, 3);
}, 300_000);

it('stops early where the document does, with the best weights, and not a second time; a board is written to its end', async () => {
  // A rate so high that it soon gets worse.
  const early = { enabled: true, watch: tables.tasks[0]?.id ?? '', patienceEpochs: 2, restoreBest: true };
  const project = trainedWith({ earlyStopping: early, learningRate: 0.2, epochs: 60 }, tables);
  const folder = join(root, 'early');
  layOut(folder, projectFiles(sourceOf(await smallCase(project))));
  // What TensorBoard's writer is told, by a stand-in for it.
  const standIn = [
    'import sys, types',
    'class SummaryWriter:',
    '    def __init__(self, folder): self.told = []',
    '    def add_scalar(self, *told): self.told.append(told)',
    '    def close(self): open("board.txt", "w").write(str(len(self.told)))',
    'module = types.ModuleType("torch.utils.tensorboard")',
    'module.SummaryWriter = SummaryWriter',
    'sys.modules["torch.utils.tensorboard"] = module',
    'import runpy',
    'sys.argv = sys.argv[1:]',
    'runpy.run_path(sys.argv[0], run_name="__main__")',
  ].join('\n');
  writeFileSync(join(folder, 'with_board.py'), standIn);
  ran(['with_board.py', 'train.py', '--batch-size', '8'], { cwd: folder });
  const rows = readFileSync(join(folder, 'run', 'history.csv'), 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  const watched = rows.flatMap(([kind, , name, value]) =>
    kind?.startsWith('validation ') && name === 'loss' ? [[kind, Number(value)] as const] : [],
  );
  const first = watched[0]?.[0];
  const losses = watched.flatMap(([kind, loss]) => (kind === first ? [loss] : []));
  const best = losses.indexOf(Math.min(...losses));
  expect(losses.length).toBeLessThan(60);
  expect(losses.length - 1 - best).toBe(2);
  expect(Number(readFileSync(join(folder, 'board.txt'), 'utf8'))).toBe(rows.filter(([, , , value]) => value !== '').length);
  const equal =
    'import torch; a, b = (torch.load(f"run/{n}.pt") for n in ("model", "best")); print(all(torch.equal(a[k], b[k]) for k in a))';
  expect(ran(['-c', equal], { cwd: folder }).trim()).toBe('True');
  ran(['train.py', '--batch-size', '8', '--resume'], { cwd: folder });
  expect(
    readFileSync(join(folder, 'run', 'history.csv'), 'utf8')
      .trim()
      .split(/\r?\n/),
  ).toHaveLength(rows.length);
}, 60_000);

it('is opened by the page again, with all its weights', async () => {
  for (const id of ['digits-cnn', 'words-gru', 'scenes-transformer', 'cross-stitch']) {
    const source = trainedModel(documentOf(id));
    const zip = writeProjectZip(source);
    expect(await pytorchProject.reader?.recognises(zip)).toBe(true);
    const read = given(readProjectZip(zip, budgetOf(zip)));
    expect(read.project).toEqual(source.project);
    expect({ ...read.weights }).toEqual(namedWeights(source.program, source.checkpoint));
  }
});

it('makes valid code of hostile names', async () => {
  const hostile = ['class', '__init__', '🙂', '"""\n\'\\', '../../etc/passwd', 'forward', 'max_pool'];
  const project = documentOf('digits-cnn');
  const nodes = project.graph.nodes.map((node, i) => ({ ...node, name: hostile[i % hostile.length] ?? '' }));
  const named: Project = {
    ...project,
    name: '__import__("os"); # \u2028 */ 网络',
    tasks: project.tasks.map((task, i) => ({ ...task, name: hostile[i] ?? '' })),
    graph: { ...project.graph, nodes },
  };
  const run = await smallCase(named);
  const source = sourceOf(run);
  const folder = join(root, 'hostile');
  layOut(join(folder, 'case'), projectFiles(source));
  writeFileSync(join(folder, 'cases.json'), JSON.stringify({ case: await expectedOf(run, source, 3) }));
  const judged: Record<string, Judged> = JSON.parse(ran([testingFile('judge.py'), folder]));
  expect(judged.case).toMatchObject({ figures: ['class', 'init'] });
  expect(judged.case?.losses).toBeLessThan(1e-3);
  expect(
    ran(['predict.py', '--count', '2'], { cwd: join(folder, 'case') })
      .trim()
      .split('\n'),
  ).toHaveLength(2);
  const zipped = unzipSync(writeProjectZip(source));
  expect(Object.keys(zipped).sort()).toEqual(Object.keys(projectFiles(source)).sort());
}, 60_000);
