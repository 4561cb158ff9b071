import { afterEach, expect, test } from 'vitest';
import { ensureTorch } from '../../scripts/ensure-torch.ts';
import { contenderOf } from '../contenders/registry.ts';
import { measureModel } from '../measure/rounds.ts';
import type { Row } from '../measure/row.ts';
import { vectorPeak } from '../measure/vector-peak.ts';
import { modelOf, models } from '../models/registry.ts';
import { nodeEnvironment } from '../places/node-environment.ts';
import { modelTable } from './markdown.ts';
import { nativeTable, productWords } from './native.ts';

const { PYTHON } = process.env;
afterEach(() => {
  if (PYTHON === undefined) delete process.env.PYTHON;
  else process.env.PYTHON = PYTHON;
});

const row = (model: string, contender: string, device: string, speed: number): Row => ({
  model,
  place: 'Node',
  contender,
  name: contender,
  backend: contender === 'wasm' ? 'wasm' : 'native',
  party: contender === 'wasm' ? 'ours' : 'PyTorch',
  device,
  stepsPerSecond: [speed],
  lossDifference: 0,
  words: '',
});

test('what decides a ratio follows from how near both come to their products', () => {
  const rows = [
    row('B', 'wasm', 'CPU, 1 thread, products at 30 GFLOP/s', 100_000),
    row('B', 'torch-1', 'PyTorch 2, 1 thread, products at 100 GFLOP/s', 1000),
    row('MLP-L', 'wasm', 'CPU, 1 thread, products at 30 GFLOP/s', 10),
    row('MLP-L', 'torch-1', 'PyTorch 2, 1 thread, products at 100 GFLOP/s', 25),
  ];
  const lines = nativeTable({ rows }, models).split('\n').slice(2);
  expect(
    lines.map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .filter((cell) => cell),
    ),
  ).toEqual([
    [
      'B',
      expect.any(String),
      '100×',
      expect.any(String),
      expect.stringMatching(/%$/),
      expect.any(String),
      expect.any(String),
      expect.stringContaining('around the arithmetic'),
    ],
    // 2 · 256 · (2 · 784 · 1024 + 3 · 1024² + 3 · 15 · 1024), Adam and some: the first layer hands no gradient on.
    ['MLP-L', '2,484', '0.4×', '24.8', '82.8 %', '62.1', expect.any(String), expect.stringContaining('ours are narrower')],
  ]);
  const words = productWords({ rows, vectors: { plain: 50, relaxed: null } });
  expect(words).toContain('ours ÷ PyTorch is 0.3×');
  expect(words).toContain('above 0.5×');
  expect(words).toContain('not to be had in this Node');
  expect(nativeTable({ rows: rows.slice(0, 1) }, models)).toBe('');
  expect(productWords({ rows: rows.slice(0, 1), vectors: { plain: 50, relaxed: 60 } })).toBe('');
});

test('vectors are measured in registers, with relaxed SIMD where the engine has it', async () => {
  const { plain, relaxed } = await vectorPeak();
  expect(plain).toBeGreaterThan(1);
  if (relaxed !== null) expect(relaxed).toBeGreaterThan(1);
});

const measured = (ids: readonly string[]) =>
  measureModel(
    modelOf('B'),
    ids.map((id) => ({ contender: contenderOf(id), environment: nodeEnvironment() })),
    { rounds: 1, windowMs: 20, progress: () => undefined },
  );

test('PyTorch has a row on one thread and on two', async () => {
  process.env.PYTHON = ensureTorch();
  const rows = await measured(['torch-1', 'torch-2']);
  expect(rows.map(({ device }) => device)).toEqual([
    expect.stringMatching(/^PyTorch \S+, 1 thread, products at \d+ GFLOP\/s$/),
    expect.stringMatching(/^PyTorch \S+, 2 threads, products at \d+ GFLOP\/s$/),
  ]);
  for (const { stepsPerSecond, lossDifference } of rows) {
    expect(stepsPerSecond[0]).toBeGreaterThan(0);
    expect(lossDifference).toBeLessThan(1e-3);
  }
}, 120_000);

test('without PyTorch its rows have no figures but a word, and the rest goes on', async () => {
  process.env.PYTHON = '/nowhere/python3';
  const rows = await measured(['torch-1', 'torch-2', 'wasm']);
  expect(rows.map(({ stepsPerSecond, words }) => [stepsPerSecond.length, words])).toEqual([
    [0, '/nowhere/python3 is not installed'],
    [0, '/nowhere/python3 is not installed'],
    [1, ''],
  ]);
  const results = {
    form: 'full' as const,
    date: '',
    machine: { processor: '', cores: 2, system: '', node: '', chromium: '', loads: [] },
    rows,
    pairs: [],
    nullCosts: [],
    chromiumCounts: [],
    firstLoadBytes: null,
    pageWork: null,
    pool: null,
    manyRuns: null,
    imported: null,
    vectors: null,
    problems: [],
  };
  expect(modelTable(results, modelOf('B'))).toContain('/nowhere/python3 is not installed');
  expect(nativeTable(results, models)).toBe('');
}, 120_000);
