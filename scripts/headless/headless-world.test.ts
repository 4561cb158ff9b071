import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, expect, it } from 'vitest';
import type { Project } from '../../src/core/project/schema.ts';
import { serializeProject } from '../../src/core/project/serialize.ts';
import { readRunsText } from '../../src/core/runs/runs-file.ts';
import { invariant } from '../../src/core/util/assert-never.ts';
import { kernelBytes } from '../../src/engine/executors/wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from '../../src/engine/executors/wasm/wasm-executor.ts';
import { createModelFiles } from '../../src/engine/formats/model-files.ts';
import { modelFormats } from '../../src/engine/formats/registry.ts';
import { toyProject } from '../../src/engine/training/testing/projects.ts';
import { experimentOn, seedsFrom } from '../../src/store/experiments/experiment-of.ts';
import { createExperiments } from '../../src/store/experiments/experiments.ts';
import { directTrainer } from '../../src/store/testing/direct-playground.ts';
import { progressBar } from './progress.ts';
import { runHeadless } from './run-headless.ts';
import { nodeTrainers } from './trainers.ts';

const folder = mkdtempSync(join(tmpdir(), 'headless-world-'));
const trainers = nodeTrainers(2);
afterAll(async () => {
  await trainers.end();
  rmSync(folder, { recursive: true, force: true });
});

const path = (...names: readonly string[]): string => join(folder, ...names);

/** How many threads commands asked for, at the most; undefined: all. */
const asked: (number | undefined)[] = [];

async function headless(args: readonly string[], terminal = false) {
  const [lines, errors]: [string[], string[]] = [[], []];
  const code = await runHeadless(args, {
    out: (line) => lines.push(line),
    err: (text) => errors.push(text),
    terminal,
    interrupted: new AbortController().signal,
    createTrainer(how) {
      asked.push(how.threads);
      return trainers.create(how);
    },
    processors: 2,
  });
  return { code, lines, errors: errors.join('') };
}

const documentIn = (name: string, project: Project): string => {
  writeFileSync(path(name), serializeProject(project));
  return path(name);
};

it('exports every format with what validation says of the weights, each the page’s own file', async () => {
  const document = documentIn('toy.json', toyProject({ epochs: 1 }));
  expect(await headless(['train', document, '--steps', '5', '--out', path('toy')])).toMatchObject({ code: 0 });
  const model = path('toy', 'seed-1.safetensors');
  const files = createModelFiles(modelFormats);
  for (const { id, extension, reader } of modelFormats) {
    const file = path(`model.${extension}`);
    expect(await headless(['export', model, '--format', id, '--out', file]), id).toMatchObject({ code: 0, lines: [file] });
    if (!reader) continue;
    const read = await files.read(file, Uint8Array.from(readFileSync(file)));
    expect(read, id).toMatchObject({ ok: true, value: { project: { name: toyProject().name } } });
  }
  // The figures that are said of the model are those that a measurement gives.
  const evaluated = await headless(['evaluate', model, '--split', 'validation', '--json']);
  const { tasks } = JSON.parse(evaluated.lines[0] ?? '{}');
  const onnx = readFileSync(path('model.onnx'), 'latin1');
  expect(onnx).toContain(`"accuracy":${tasks.planeA.accuracy}`);
  const card = strFromU8(
    unzipSync(Uint8Array.from(readFileSync(path('model.pytorch.zip'))))['MODEL_CARD.md'] ?? new Uint8Array(0),
  );
  expect(card).toContain(`accuracy ${Number(tasks.planeA.accuracy.toPrecision(4))}`);
  expect(card).toContain('Figures** on the validation split');
});

it('offers all threads to the executor, and trains on them to the bits of one', async () => {
  const project = toyProject({ epochs: 1, batchSize: 128 });
  const nodes = project.graph.nodes.map((node) =>
    node.kind === 'dense' && 'units' in node.params && node.params.units !== 1
      ? { ...node, params: { ...node.params, units: 512 } }
      : node,
  );
  const document = documentIn('wide.json', { ...project, graph: { ...project.graph, nodes } });
  const said: Record<string, string> = {};
  for (const [name, more] of [
    ['all', []],
    ['one', ['--threads', '1']],
  ] as const) {
    const { code, lines } = await headless(['train', document, '--steps', '6', '--out', path(name), '--json', ...more]);
    expect(code).toBe(0);
    said[name] = lines.map((line) => JSON.parse(line)).find(({ event }) => event === 'trained').executor.device;
  }
  // How many of the two it takes is measured: whether the second gains anything depends on what else the machine does.
  expect(said).toEqual({ all: expect.stringMatching(/^CPU, (1 thread|2 threads)$/), one: 'CPU, 1 thread' });
  expect(asked.slice(-2)).toEqual([undefined, 1]);
  const [all, one] = ['all', 'one'].map((name) => readFileSync(path(name, 'seed-1.safetensors')));
  expect(all?.equals(one ?? Buffer.alloc(0))).toBe(true);
});

it('draws a bar over itself on a terminal, ten times a second at the most, and none elsewhere', async () => {
  const drawn: string[] = [];
  let now = 0;
  const bar = progressBar({ err: (text) => drawn.push(text), terminal: true }, () => now);
  for (; now < 1000; now += 10) bar.show(now / 1000, `step ${now}`);
  expect(drawn).toHaveLength(10);
  expect(drawn[5]).toBe(`\r\x1b[K${'█'.repeat(12)}${'░'.repeat(12)} 50 % step 500`);
  bar.clear();
  expect(drawn.at(-1)).toBe('\r\x1b[K');
  const document = documentIn('short.json', toyProject({ epochs: 1 }));
  const onTerminal = await headless(['train', document, '--steps', '40'], true);
  expect(onTerminal.errors.startsWith('\r\x1b[K░')).toBe(true);
  expect(onTerminal.errors).toMatch(/[█░]{24} \d+ % seed 1 {2}step \d+ of 40 {2}planeA [–\d.]+/);
  expect(onTerminal.errors.endsWith('\r\x1b[K')).toBe(true);
  expect((await headless(['train', document, '--steps', '40'])).errors).toBe('');
});

it('repeats a report that the page wrote, digit for digit', async () => {
  const executor = await createWasmExecutor(kernelBytes());
  const document = toyProject();
  const experiment = experimentOn(document, {
    contenders: [{ kind: 'equal', value: '' }],
    seeds: seedsFrom(document, 2),
    epochs: 1,
    settings: 1,
  });
  invariant(experiment, 'the toy can be trained');
  const rows = new Map<string, unknown>();
  const page = createExperiments({
    createTrainer: () => directTrainer(undefined, executor),
    means: () => ({ choice: {}, size: 1, cappedFrom: null }),
    dataUrl: '',
    now: () => performance.now(),
    table: {
      one: async (key) => rows.get(key),
      async change(key, decide) {
        const { key: place, value } = decide(rows.get(key));
        rows.set(place, value);
      },
    },
  });
  await page.start(experiment);
  writeFileSync(path('page.json'), JSON.stringify(page.file()));
  const { code, lines } = await headless(['compare', path('page.json'), '--out', path('repeated')]);
  expect(code).toBe(0);
  expect(lines).toContain('2 of 2 runs gave the figures of the report, digit for digit.');
}, 60_000);

it('a Ctrl-C ends the command by itself, and what was trained by then is there', async () => {
  const document = documentIn('long.json', toyProject({ epochs: 100_000 }));
  const main = resolve(import.meta.dirname, 'main.ts');
  const args = ['--import', 'tsx', main, 'train', document, '--seeds', '3', '--out', path('cut'), '--json'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((over) => child.once('exit', over));
  let errors = '';
  child.stderr.on('data', (text) => {
    errors += text;
  });
  const lines: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    if (lines.push(line) === 1) child.kill('SIGINT');
  }
  expect([await ended, errors]).toEqual([130, 'Interrupted. What was there is kept.\n']);
  const trained = lines.map((line) => JSON.parse(line)).filter(({ event }) => event === 'trained');
  expect(trained).toMatchObject([{ seed: 1, finished: false, file: path('cut', 'seed-1.safetensors') }]);
  expect(existsSync(path('cut', 'seed-1.safetensors'))).toBe(true);
  expect(readRunsText(readFileSync(path('cut', 'runs.json'), 'utf8'))?.entries).toHaveLength(1);
}, 60_000);
