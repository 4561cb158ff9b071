import { beforeAll, expect, test } from 'vitest';
import { nodeGpuDevice } from '../../../scripts/node-gpu.ts';
import type { TrainingProgram } from '../../core/program/types.ts';
import { toyProject } from '../training/testing/projects.ts';
import { createExecutorChooser, type SpeedTest } from './choose.ts';
import { type Candidate, candidateName } from './decision.ts';
import type { Executor } from './executor.ts';
import { findNumericalFault } from './self-test/self-test.ts';
import { adapter, geforce, none, request, taken } from './testing/fake-choice.ts';
import { blockOf, freshSession, programOf, randomData } from './tfjs/testing.ts';
import { createTfjsExecutor } from './tfjs/tfjs-executor.ts';
import { kernelBytes } from './wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from './wasm/wasm-executor.ts';
import { createWebgpuExecutor } from './webgpu/webgpu-executor.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await nodeGpuDevice();
});

/** A GPU whose driver compiles something else than it is given. */
const misled = (change: (wgsl: string) => string): GPUDevice =>
  new Proxy(device, {
    get(target, name) {
      if (name === 'createShaderModule')
        return ({ code, ...rest }: GPUShaderModuleDescriptor) => target.createShaderModule({ ...rest, code: change(code) });
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

/** The real executors: for the GPU on this device, for WebAssembly, and tfjs on the CPU in the place of all its backends. */
function chooserOn(gpu: GPUDevice, probe = adapter(geforce)) {
  const started: string[] = [];
  const start = async (candidate: Candidate): Promise<Executor> => {
    started.push(candidateName(candidate));
    if (candidate.id === 'webgpu') return createWebgpuExecutor(gpu, { name: 'a GPU', software: false });
    if (candidate.id === 'wasm') return createWasmExecutor(kernelBytes());
    return createTfjsExecutor('cpu', 'test', { threads: 1 });
  };
  const chooser = createExecutorChooser({
    probeGpu: async () => probe,
    tfjsThreads: 1,
    wasmThreads: [],
    memoryLimitBytes: () => Number.POSITIVE_INFINITY,
    selfTest: findNumericalFault,
    start,
  });
  return { chooser, started };
}

/** Runs the program, and says that the GPU is the fastest. */
const speedTestOf = (program: TrainingProgram): SpeedTest => ({
  size: '1',
  flopsPerStep: 1e6,
  shortage: () => null,
  async stepsPerSecond(executor) {
    const session = await freshSession(executor, program, randomData(program, 1));
    await session.run(blockOf(program, 1));
    session.dispose();
    return { webgpu: 1000, tfjs: 100, wasm: 10, reference: 1 }[executor.id];
  },
});

test.each([
  ['gives other maxima', (wgsl: string) => wgsl.replaceAll('max(', 'min(')],
  ['loses a hundredth of a product', (wgsl: string) => wgsl.replaceAll(/(a\d+ \+= )/g, '$10.99 * ')],
])('a GPU that %s is not trusted: tfjs stands in, and the reason is said', async (_, change) => {
  const { chooser, started } = chooserOn(misled(change));
  const { info } = await taken(chooser, request(speedTestOf(programOf(toyProject(), 8))));
  expect(started).toContain('webgpu');
  expect(info).toMatchObject({ id: 'tfjs', reasonCode: 'substitute', reasonValues: { executor: 'webgpu' } });
  expect(info.reason).toMatch(/webgpu.*differ from the reference/);
});

/** A program with an operation that was not there when our executors were written; tfjs knows it by another name. */
function withUnknownOperation(): TrainingProgram {
  const program = programOf(toyProject(), 8);
  const changed: TrainingProgram = JSON.parse(JSON.stringify(program).replaceAll('"kind":"matmul"', '"kind":"matmul2"'));
  return changed;
}

test.each([
  ['webgpu', adapter(geforce)],
  ['wasm', none],
] as const)(
  'tfjs stands in for %s where a program has an operation that it lacks, and the operation is named',
  async (id, probe) => {
    const { chooser } = chooserOn(device, probe);
    const [known, unknown] = [programOf(toyProject(), 8), withUnknownOperation()];
    const speedTest = speedTestOf(unknown);
    const { info } = await taken(
      chooser,
      request({
        ...speedTest,
        stepsPerSecond: (executor, ms) => (executor.id === 'tfjs' ? speedTestOf(known) : speedTest).stepsPerSecond(executor, ms),
      }),
    );
    expect(info).toMatchObject({ id: 'tfjs', reasonCode: 'substitute', reasonValues: { executor: id } });
    expect(info.reason).toContain('it has no operation matmul2');
  },
);
