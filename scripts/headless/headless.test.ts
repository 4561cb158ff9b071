import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { penguins } from '../../src/core/data/penguins.ts';
import { serializeProject } from '../../src/core/project/serialize.ts';
import { readRunsText } from '../../src/core/runs/runs-file.ts';
import { at } from '../../src/core/util/assert-never.ts';
import { kernelBytes } from '../../src/engine/executors/wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from '../../src/engine/executors/wasm/wasm-executor.ts';
import { toyProject } from '../../src/engine/training/testing/projects.ts';
import { directTrainer } from '../../src/store/testing/direct-playground.ts';
import { Refused, type World } from './command.ts';
import { HeadlessRun } from './run.ts';
import { runHeadless } from './run-headless.ts';
import { inputsFrom } from './table-inputs.ts';
import { nodeTrainers } from './trainers.ts';

const folder = mkdtempSync(join(tmpdir(), 'headless-'));
const trainers = nodeTrainers(1);
afterAll(async () => {
  await trainers.end();
  rmSync(folder, { recursive: true, force: true });
});

const path = (...names: readonly string[]): string => join(folder, ...names);
const document = path('document.json');
writeFileSync(document, serializeProject(toyProject({ epochs: 2 })));

/** What a command wrote, and how it ended. `heard` hears every line of the standard output. */
async function headless(args: readonly string[], heard: (line: string, interrupt: () => void) => void = () => undefined) {
  const lines: string[] = [];
  const errors: string[] = [];
  const interruption = new AbortController();
  const world: World = {
    out(line) {
      lines.push(line);
      heard(line, () => interruption.abort());
    },
    err: (text) => errors.push(text),
    terminal: false,
    interrupted: interruption.signal,
    createTrainer: trainers.create,
    processors: 1,
  };
  return { code: await runHeadless(args, world), lines, errors: errors.join('') };
}

const jsonIn = (name: string): Record<string, unknown> => JSON.parse(readFileSync(name, 'utf8'));

it('trains from several seeds, to the bits of the page, and leaves models, runs and means', async () => {
  const { code, lines } = await headless(['train', document, '--epochs', '1', '--seeds', '1,4', '--out', path('out'), '--json']);
  expect(code).toBe(0);
  const events = lines.map((line): { event: string; seed?: number; step?: number } => JSON.parse(line));
  expect(events.filter(({ event }) => event === 'trained')).toMatchObject([
    { seed: 1, step: 21, finished: true },
    { seed: 4, step: 21, finished: true },
  ]);
  expect(at(events, events.length - 1)).toMatchObject({ event: 'done', runs: 2 });
  expect(jsonIn(path('out', 'summary.json'))).toMatchObject({ seeds: [1, 4], test: { planeA: { accuracy: {} } } });
  const runs = readRunsText(readFileSync(path('out', 'runs.json'), 'utf8'));
  expect(runs?.entries.map(({ record }) => [record.document.seed, record.recorded.count])).toEqual([
    [1, 21],
    [4, 21],
  ]);
  expect(readRunsText(readFileSync(path('out', 'runs.csv'), 'utf8'))?.entries).toHaveLength(2);

  const page = directTrainer(undefined, await createWasmExecutor(kernelBytes()));
  const project = { ...toyProject({ epochs: 1 }), seed: 4 };
  const run = await HeadlessRun.load(page, project);
  await run.train(null, new AbortController().signal);
  const { bytes } = await run.ask({ kind: 'export', format: 'safetensors', weights: 'current', project });
  expect(Buffer.compare(readFileSync(path('out', 'seed-4.safetensors')), bytes)).toBe(0);
});

it('measures, predicts with and exports what it trained', async () => {
  const model = path('out', 'seed-4.safetensors');
  const evaluated = await headless(['evaluate', model, '--json']);
  const { test } = at(readRunsText(readFileSync(path('out', 'runs.json'), 'utf8'))?.entries ?? [], 1).splits;
  expect(JSON.parse(at(evaluated.lines, 0))).toEqual({ event: 'evaluated', split: 'test', tasks: test });

  writeFileSync(path('points.csv'), '0.5,0.5\n-1,0.25\n');
  const predicted = await headless(['predict', model, path('points.csv')]);
  const [header, ...rows] = at(predicted.lines, 0).split(/\r?\n/);
  expect(header).toMatch(/^planeA,planeA p\(/);
  expect(rows).toHaveLength(2);

  const exported = await headless(['export', model, '--format', 'onnx', '--out', path('model.onnx')]);
  expect(exported).toMatchObject({ code: 0, lines: [path('model.onnx')] });
  expect(readFileSync(path('model.onnx')).length).toBeGreaterThan(1000);
});

it('keeps what is there when it is interrupted', async () => {
  const { code, lines, errors } = await headless(
    ['train', document, '--epochs', '1000', '--seeds', '3', '--out', path('cut'), '--json'],
    (line, interrupt) => {
      if (line.includes('"event":"validation"')) interrupt();
    },
  );
  expect([code, errors]).toEqual([130, 'Interrupted. What was there is kept.\n']);
  const trained = lines.map((line) => JSON.parse(line)).filter(({ event }) => event === 'trained');
  expect(trained).toMatchObject([{ finished: false }]);
  // An epoch has 21 steps.
  expect(trained[0].step).toBeLessThan(21_000);
  expect(existsSync(trained[0].file)).toBe(true);
  expect(readRunsText(readFileSync(path('cut', 'runs.json'), 'utf8'))?.entries).toHaveLength(1);
});

it('repeats a comparison from its report, digit for digit, and goes on with one that was cut off', async () => {
  const project = toyProject();
  const tasks = project.tasks.map(({ id, name }) => ({ id, name, metric: 'accuracy', better: 'higher', range: [0, 1] }));
  const contenders = [{ kind: 'single' }, { kind: 'equal' }];
  const experiment = { document: project, tasks, contenders, seeds: [1], epochs: 1, settings: 1 };
  writeFileSync(
    path('report.json'),
    JSON.stringify({ format: 'mtl-playground-experiment', version: 1, experiment, outcomes: [] }),
  );
  expect(await headless(['compare', path('report.json'), '--out', path('first')])).toMatchObject({ code: 0 });
  expect(jsonIn(path('first', 'report.json')).outcomes).toMatchObject(Array(3).fill({ failure: null, figures: { test: {} } }));
  // On threads of their own it comes to the same.
  const again = await headless(['compare', path('first', 'report.html'), '--jobs', '2', '--out', path('second')]);
  expect(again.lines).toContain('3 of 3 runs gave the figures of the report, digit for digit.');
  for (const name of ['report.html', 'report.md', 'report.csv']) expect(existsSync(path('second', name))).toBe(true);

  const report = jsonIn(path('first', 'report.json'));
  const outcomes = Array.isArray(report.outcomes) ? report.outcomes.slice(0, 2) : [];
  writeFileSync(path('cut.json'), JSON.stringify({ ...report, outcomes }));
  const resumed = await headless(['compare', path('cut.json'), '--resume', '--json']);
  expect(resumed.lines.filter((line) => line.includes('"event":"run"'))).toHaveLength(1);
});

it.each([
  [[], 0, 'npm run headless -- train DOCUMENT'],
  [['fly'], 2, 'There is no command fly.'],
  [['train'], 2, 'train takes a document, and was given nothing'],
  [['train', document, '--epochs', 'many'], 2, '--epochs takes a whole number from 1 on, not many'],
  [['train', document, '--speed', '3'], 2, "Unknown option '--speed'"],
  [['train', path('nothing.json')], 1, 'cannot be read'],
  [['evaluate', document], 1, 'holds no weights'],
  [['export', document, '--format', 'gif'], 2, '--format is one of'],
  [['compare', document], 1, 'is no report of a comparison'],
])('%j ends with %i and says why', async (args, code, words) => {
  const ended = await headless(args);
  expect(ended.code).toBe(code);
  expect(ended.errors).toContain(words);
});

it('refuses a document that cannot be trained, with the reason', async () => {
  const project = toyProject();
  writeFileSync(path('broken.json'), serializeProject({ ...project, graph: { ...project.graph, edges: [] } }));
  const { code, errors } = await headless(['train', path('broken.json')]);
  expect(code).toBe(1);
  expect(errors).toMatch(/^(node|task):/);
});

it('reads tables by the names of their columns, in the units in which they are shown', () => {
  const { inputs } = penguins.signature(penguins.schema.parse({}));
  const [bird] = inputs;
  const titles = (bird?.features ?? []).map(({ title, choice }) => (choice ?? title).en);
  const header = [...new Set(titles)];
  const row = (island: string): string => header.map((name) => (name === 'Island' ? island : '')).join(',');
  const { values, count } = inputsFrom(`${header.join(',')}\n${row('Dream')}\n${row('')}\n`, inputs);
  expect(count).toBe(2);
  const found = [...(values.bird ?? [])];
  expect(found.filter((value) => value === 1)).toHaveLength(1);
  const flipper = titles.indexOf('Flipper length');
  const measured = inputsFrom(
    `${header.join(',')}\n${header.map((name) => (name === 'Flipper length' ? '200.9' : '')).join(',')}`,
    inputs,
  );
  expect(measured.values.bird?.[flipper]).toBeCloseTo(0);
  expect(() => inputsFrom(`${header.join(',')}\n${row('Atlantis')}`, inputs)).toThrow(/row 1: Island is one of/);
  expect(() => inputsFrom(`${header.slice(1).join(',')}\n1`, inputs)).toThrow(/has no column/);
  expect(() => inputsFrom('1,2\n3,4', inputs)).toThrow(Refused);
});
