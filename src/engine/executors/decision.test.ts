import { describe, expect, test } from 'vitest';
import type { ExecutorChoice } from '../../core/runs/executor-info.ts';
import {
  type Circumstances,
  candidateName,
  cpuMayReach,
  type GpuProbe,
  isSoftwareAdapter,
  medianSpeed,
  planChoice,
  reasonInWords,
  threadCounts,
} from './decision.ts';

const hardware: GpuProbe = { kind: 'adapter', adapter: { vendor: 'nvidia', architecture: 'ampere', description: '' } };
const software: GpuProbe = { kind: 'adapter', adapter: { vendor: 'google', architecture: 'swiftshader', description: '' } };
const none: GpuProbe = { kind: 'none' };

const plan = (choice: ExecutorChoice, probe: GpuProbe, more: Partial<Circumstances> = {}) =>
  planChoice(choice, { probe, tfjsThreads: 4, wasmThreads: [], flopsPerStep: 1e7, ...more });

const names = (...asked: Parameters<typeof plan>): string[] | undefined =>
  plan(...asked)?.lanes.map(({ hardware: kind, candidates }) => `${kind}: ${candidates.map(candidateName).join(', ')}`);

describe('what is compared', () => {
  test('on a hardware GPU, our executor for it with our executor for the CPU; tfjs only in their places', () => {
    expect(names({}, hardware)).toEqual(['gpu: webgpu, tfjs webgpu', 'cpu: wasm, tfjs wasm, tfjs cpu']);
  });

  test.each([none, software])('without one, nothing: %j', (probe) => {
    expect(names({}, probe)).toEqual(['cpu: wasm, tfjs wasm, tfjs cpu']);
  });

  test('without one, tfjs with several threads where a step is large', () => {
    expect(names({}, none, { flopsPerStep: 1e9 })).toEqual(['cpu: wasm', 'cpu: tfjs wasm, tfjs cpu']);
    expect(names({}, none, { flopsPerStep: 1e9, tfjsThreads: 1 })).toEqual(['cpu: wasm, tfjs wasm, tfjs cpu']);
    expect(names({}, hardware, { flopsPerStep: 1e9 })).toEqual(['gpu: webgpu, tfjs webgpu', 'cpu: wasm, tfjs wasm, tfjs cpu']);
  });

  test('of several runs at a time each has one thread, however large a step is', () => {
    const large = { flopsPerStep: 1e9, wasmThreads: [2, 4] };
    expect(names({ executor: 'wasm' }, none, large)).toEqual(['cpu: wasm ×2', 'cpu: wasm ×4', 'cpu: wasm']);
    expect(names({ executor: 'wasm', oneThread: true }, none, large)).toEqual(['cpu: wasm']);
  });

  test('with a large step, threads of ours with one; with a small one, never', () => {
    const threads = { wasmThreads: [8, 4] };
    expect(names({}, none, { ...threads, flopsPerStep: 1e8 })).toEqual([
      'cpu: wasm ×8',
      'cpu: wasm ×4',
      'cpu: wasm, tfjs wasm, tfjs cpu',
    ]);
    expect(names({}, hardware, { ...threads, flopsPerStep: 1e8 })?.slice(0, 2)).toEqual([
      'gpu: webgpu, tfjs webgpu',
      'cpu: wasm ×8',
    ]);
    expect(names({}, none, { ...threads, flopsPerStep: 1e6 })).toEqual(['cpu: wasm, tfjs wasm, tfjs cpu']);
    expect(names({ executor: 'wasm' }, hardware, { ...threads, flopsPerStep: 1e8 })).toEqual([
      'cpu: wasm ×8',
      'cpu: wasm ×4',
      'cpu: wasm',
    ]);
    expect(plan({ executor: 'wasm' }, none, { ...threads, flopsPerStep: 1e8 })?.selfTest).toBe(true);
  });

  test.each([
    [1, []],
    [2, [2]],
    [3, [3, 2]],
    [8, [8, 4]],
    [64, [8]],
  ])('on %i processors, all or half of them: %j', (processors, counts) => {
    expect(threadCounts(processors)).toEqual(counts);
  });

  test('backends of tfjs, where tfjs was asked for', () => {
    expect(names({ executor: 'tfjs' }, hardware)).toEqual(['gpu: tfjs webgpu', 'cpu: tfjs wasm, tfjs cpu']);
    expect(names({ executor: 'tfjs' }, none)).toEqual(['cpu: tfjs wasm, tfjs cpu']);
  });

  test.each([
    [{ executor: 'webgpu' }, 'webgpu'],
    [{ executor: 'wasm' }, 'wasm'],
    [{ executor: 'wasm', backend: 'wasm' }, 'wasm'],
    [{ executor: 'tfjs', backend: 'webgl' }, 'tfjs webgl'],
    [{ backend: 'webgpu' }, 'tfjs webgpu'],
  ] as const)('nothing but what was asked for by name, untested: %j', (choice, name) => {
    expect(names(choice, software)).toEqual([`cpu: ${name}`]);
    expect(plan(choice, software)?.selfTest).toBe(false);
  });

  test('an executor and a backend that it does not have contradict each other', () => {
    expect(plan({ executor: 'wasm', backend: 'cpu' }, none)).toBeNull();
  });
});

test.each([
  { vendor: 'mesa', architecture: '', description: 'llvmpipe (LLVM 15.0.6, 256 bits)' },
  { vendor: 'microsoft', architecture: 'warp', description: 'Microsoft Basic Render Driver' },
  { vendor: 'nvidia', architecture: '', description: '', isFallbackAdapter: true },
])('a software adapter is known by its name: %j', (adapter) => {
  expect(isSoftwareAdapter(adapter)).toBe(true);
});

describe('the speed from several bursts', () => {
  test('is the median, whatever single bursts suffered', () => {
    const quiet = Array.from({ length: 7 }, () => ({ count: 10, ms: 5 }));
    expect(medianSpeed([...quiet, { count: 10, ms: 400 }, { count: 10, ms: 70 }, { count: 10, ms: 90 }])).toBe(2000);
  });

  test('leaves out the short bursts with which it began', () => {
    expect(medianSpeed([1, 1, 1, 1, 2, 4].map((count) => ({ count, ms: 40 })))).toBe(75);
  });

  test('lies between two bursts in the middle', () => {
    const bursts = [10, 20].map((ms) => ({ count: 10, ms }));
    expect(medianSpeed(bursts)).toBe(750);
  });

  test('is finite where the clock stood still', () => {
    expect(medianSpeed([{ count: 3, ms: 0 }])).toBe(3e6);
  });
});

test('the CPU is not tried where no CPU could keep up', () => {
  expect(cpuMayReach(1000, 2e6, 1)).toBe(true);
  expect(cpuMayReach(300, 1e9, 1)).toBe(false);
  expect(cpuMayReach(300, 1e9, 4)).toBe(true);
});

test('the reason says the figures', () => {
  const measured = [
    { id: 'wasm', backend: 'wasm', stepsPerSecond: 690.4 },
    { id: 'tfjs', backend: 'webgpu', stepsPerSecond: 120 },
  ] as const;
  expect(reasonInWords('measured', {}, measured)).toBe('the fastest here: wasm 690 steps/s, tfjs webgpu 120 steps/s');
  expect(reasonInWords('noWebgpu', {}, measured.slice(0, 1))).toBe('WebGPU is not available here; measured: wasm 690 steps/s');
});
