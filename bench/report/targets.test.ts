import { expect, test } from 'vitest';
import { contenders } from '../contenders/registry.ts';
import type { GpuCounts } from '../counts/counts.ts';
import type { Row } from '../measure/row.ts';
import { models } from '../models/registry.ts';
import { largeGraph } from '../page-work/large-graph.ts';
import { report } from './markdown.ts';
import type { Results } from './results.ts';
import { checkTargets } from './targets.ts';

const counts = (dispatches: number): GpuCounts => ({
  dispatches,
  submitsPerBlock: 1,
  buffersMade: 0,
  bindGroupsMade: 0,
  pipelinesMade: 0,
  readBacks: 0,
  stepsPerBlock: 64,
});

const costs = (model: string, dispatches: number) => ({
  model,
  hardware: counts(dispatches),
  software: counts(dispatches),
  gramian: counts(9),
  oursMs: 0.001,
  stock: { counts: counts(168), ms: 2 },
});

const row = (contender: string, stepsPerSecond: number[], words = ''): Row => ({
  model: 'B',
  place: 'Chromium',
  contender,
  name: contender,
  backend: contender.includes('webgpu') ? 'webgpu' : 'wasm',
  party: 'ours',
  device: 'CPU',
  stepsPerSecond,
  lossDifference: 1e-6,
  words,
});

const results: Results = {
  form: 'full',
  date: '2026-11-22T00:00:00.000Z',
  machine: { processor: 'P', cores: 2, system: 'S', node: '20', chromium: '1', loads: [1, 2] },
  rows: [
    row('wasm', [900, 1000, 800]),
    row('per-example', [450, 500, 400]),
    row('webgpu', [100, 100, 100]),
    row('stock-layers-webgpu', [1, 1, 1]),
    row('stock-core-wasm', [], "Kernel 'Conv2DBackpropFilter' not registered"),
  ],
  pairs: [
    {
      pair: 'recording',
      title: '',
      model: 'B',
      executor: 'wasm',
      plain: [10, 50, 10, 10, 10],
      other: [10.4, 10.4, 10.4, 10.4, 99],
      words: '',
    },
    { pair: 'torch', title: 'PyTorch', model: 'A', executor: 'wasm', plain: [], other: [], words: 'torch is not installed' },
  ],
  nullCosts: [costs('A', 6), costs('A10', 7), costs('B', 17)],
  chromiumCounts: [],
  firstLoadBytes: null,
  pageWork: null,
  pool: null,
  manyRuns: null,
  imported: null,
  vectors: null,
  problems: [],
};

const found = (title: RegExp) => checkTargets(results).filter((target) => title.test(target.title));

test('counts are held against their limits', () => {
  expect(found(/Dispatches per step, A /)).toMatchObject([{ measured: 6, reached: true, kind: 'exact' }]);
  expect(found(/Dispatches per step, B /)).toMatchObject([{ measured: 17, reached: false, kind: 'exact' }]);
  expect(found(/T = 10 .*: dispatches/)).toMatchObject([{ measured: 9 / 7, reached: true, kind: 'exact' }]);
  expect(found(/10 heads/)).toMatchObject([{ measured: 1, reached: false }]);
});

test('ratios are those of rounds, and a limit not reached is said', () => {
  expect(found(/per-example network/)).toMatchObject([{ measured: 2, reached: false }]);
  expect(found(/B on WebGPU: our webgpu ÷ trainOnBatch/)).toMatchObject([{ measured: 100, reached: true }]);
});

test('what a pair costs is that of its undisturbed bursts', () => {
  const [cost] = found(/B on wasm: every loss/);
  expect(cost?.measured).toBeCloseTo(4);
  expect(cost?.reached).toBe(true);
});

test('what was not measured is not reached, and says so', () => {
  expect(found(/A on WASM: .* jax-js jit, 1 thread/)).toMatchObject([{ measured: 'no figures for wasm', reached: false }]);
});

test('the pool is held to 1.8 times one worker, and the list of many runs to no task over 50 ms', () => {
  const rows = (given: Partial<Results>) =>
    checkTargets({ ...results, ...given })
      .filter(({ title }) => /Experiment pool|list of 200 runs/.test(title))
      .map(({ measured, limit, reached }) => [measured, limit, reached]);
  const list = (...ms: number[]) => [
    { what: 'it opens', ms: [] },
    { what: 'it is scrolled', ms },
  ];
  expect(rows({ pool: { one: 19, two: 10 }, manyRuns: list() })).toEqual([
    [1.9, 1.8, true],
    [0, 50, true],
  ]);
  expect(rows({ pool: { one: 17, two: 10 }, manyRuns: list(64, 52) })).toEqual([
    [1.7, 1.8, false],
    [64, 50, false],
  ]);
  expect(rows({})).toEqual([
    ['not measured', 1.8, false],
    ['not measured', 50, false],
  ]);
});

test('the import is held to 25 MB per second and to no task over 50 ms, and stands beside papaparse alone', () => {
  const work = (imported: number, ms: number): Results => ({
    ...results,
    imported: {
      throughput: { imported, papaparse: 61 },
      rows: 1e6,
      tasks: [
        { what: 'imported', seconds: 9, clockMs: ms, processorMs: 12 },
        { what: 'trained on', seconds: 3, clockMs: 20, processorMs: 12 },
      ],
    },
  });
  const rows = (given: Results) =>
    checkTargets(given)
      .filter(({ title }) => /Import of a CSV|10⁶ rows/.test(title))
      .map(({ measured, bound, limit, reached }) => [measured, bound, limit, reached]);
  expect(rows(work(26, 49))).toEqual([
    [26, '≥', 25, true],
    [49, '≤', 50, true],
    [20, '≤', 50, true],
  ]);
  expect(rows(work(24, 51)).map(([, , , reached]) => reached)).toEqual([false, false, true]);
  expect(rows(results).map(([measured]) => measured)).toEqual(['not measured', 'not measured', 'not measured']);
  const text = report(work(26, 49), checkTargets(work(26, 49)), models);
  expect(text).toMatch(/papaparse alone: rows of text +\| 61 MB per second/);
  expect(text).toContain('1,000,000 rows imported in the page');
});

test('threads are held against as many threads', () => {
  const isolated = (contender: string, stepsPerSecond: number[]): Row => ({
    ...row(contender, stepsPerSecond),
    model: 'A',
    place: 'Chromium, isolated',
  });
  const single: Row = { ...row('wasm', [30, 30, 30]), model: 'A' };
  const rows = [single, isolated('wasm-threads', [60, 60, 60]), isolated('jax-wasm', [20, 20, 20])];
  const measured = (title: RegExp) => checkTargets({ ...results, rows }).filter((target) => title.test(target.title));
  expect(measured(/our wasm on threads ÷ jax-js jit on as many/)).toMatchObject([{ measured: 3, reached: true }]);
  expect(measured(/1 thread ÷ jax-js jit on all threads/)).toMatchObject([{ measured: 1.5, reached: false }]);
  expect(measured(/1 thread ÷ jax-js jit, 1 thread/)).toMatchObject([{ measured: 'no figures for jax-wasm' }]);
});

test('a model that a GPU and a software adapter take differently has a limit for each', () => {
  const counted = { ...costs('GRU', 186), software: counts(199) };
  const checked = checkTargets({ ...results, nullCosts: [counted] }).filter(({ title }) => title.includes('GRU on WebGPU'));
  expect(checked.map(({ measured, limit, reached }) => [measured, limit, reached])).toEqual([
    [186, 186, true],
    [199, 199, true],
  ]);
});

test('frames are held against their limit, with three tasks and with 61 layers', () => {
  const work = { recorded: 1000, trained: 5000, seconds: 10, framesPerSecond: 60, longTasks: 0, longestMs: 0 };
  const pageWork = { threeTasks: work, manyLayers: { ...work, framesPerSecond: 54.9 } };
  const checked = checkTargets({ ...results, pageWork }).filter(({ title }) => title.startsWith('Frames per second'));
  expect(checked.map(({ title, measured, reached }) => [title.includes('61 layers'), measured, reached])).toEqual([
    [false, 60, true],
    [true, 54.9, false],
  ]);
  expect(largeGraph(61, 2, 14).graph.nodes).toHaveLength(61);
});

test('the report tells why a contender has no figures', () => {
  const text = report(results, checkTargets(results), models);
  expect(text).toContain("Kernel 'Conv2DBackpropFilter' not registered");
  expect(text).toMatch(/\| per-example +\|.*\| +2× \|/);
  expect(text).toMatch(/\| PyTorch +\| A +\| wasm +\| +– \|.*\| torch is not installed +\|/);
});

test('ids are unique: rows are found by them', () => {
  const ids = contenders.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
