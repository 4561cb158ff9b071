import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { nodeGpuDevice } from '../../../../../scripts/node-gpu.ts';
import { canonical, sha256 } from '../../../training/testing/outcomes/dry-run.ts';
import type { Executor } from '../../executor.ts';
import { createTfjsExecutor } from '../../tfjs/tfjs-executor.ts';
import { kernelBytes } from '../../wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from '../../wasm/wasm-executor.ts';
import { notingDevice } from '../../webgpu/testing/noting-device.ts';
import { createWebgpuExecutor } from '../../webgpu/webgpu-executor.ts';
import { codeOf } from './code.ts';

/** An executor that must agree with the reference. */
export interface TestedExecutor {
  readonly name: string;
  /** The largest relative difference after hundreds of steps. */
  readonly tolerance: number;
  /** Runs on a processor that imitates a GPU, where a test machine has none. */
  readonly imitated?: boolean;
  create(): Promise<Executor>;
  /**
   * A hash of what decides what the executor makes of a run: its code and its kernels, or all that it tells the device when it is `played`.
   * The run itself is not in it.
   */
  decides(played: (executor: Executor) => Promise<unknown>): Promise<string>;
}

const tfjs = (backend: 'cpu' | 'wasm'): TestedExecutor => ({
  name: `tfjs on ${backend}`,
  tolerance: 1e-4,
  create: () => createTfjsExecutor(backend, 'test', { threads: 1 }),
  decides: async () => sha256([backend, versionsOf('@tensorflow/'), await codeOf('../../tfjs/tfjs-executor.ts')].join()),
});

const installed = z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) });

/** The packages of that name, or whose names begin so, and their versions. */
const versionsOf = (name: string): string => {
  const { packages } = installed.parse(
    JSON.parse(readFileSync(new URL('../../../../../package-lock.json', import.meta.url), 'utf8')),
  );
  const found = Object.entries(packages).filter(([path]) => path.startsWith(`node_modules/${name}`));
  return found.map(([path, { version }]) => `${path} ${version}`).join();
};

let device: Promise<GPUDevice> | null = null;
const gpu = (): Promise<GPUDevice> => {
  device ??= nodeGpuDevice();
  return device;
};

/** WGSL is planned in two ways; a software adapter may round more than others. */
const webgpu = (planned: string, software: boolean): TestedExecutor => ({
  name: `webgpu, planned for ${planned}`,
  tolerance: 1e-3,
  imitated: true,
  create: async () => createWebgpuExecutor(await gpu(), { name: 'test', software }),
  async decides(played) {
    const { adapterInfo } = await gpu();
    const { vendor, architecture, device: model, description } = adapterInfo;
    const { device: noting, digest } = notingDevice(await gpu());
    const outcome = await played(createWebgpuExecutor(noting, { name: 'test', software, now: () => 0 }));
    return sha256([vendor, architecture, model, description, versionsOf('webgpu'), digest(), canonical(outcome)].join());
  },
});

const [onCpu, onWasm] = [tfjs('cpu'), tfjs('wasm')];
export const wasm: TestedExecutor = {
  name: 'wasm',
  tolerance: 1e-4,
  create: () => createWasmExecutor(kernelBytes()),
  decides: async () => sha256([sha256(kernelBytes()), await codeOf('../../wasm/wasm-executor.ts')].join()),
};
const [onGpu, onSoftware] = [webgpu('a GPU', false), webgpu('a processor that imitates one', true)];

export const onTfjs: readonly TestedExecutor[] = [onCpu, onWasm];
/** Both ways to plan for WebGPU. */
export const imitated: readonly TestedExecutor[] = [onSoftware, onGpu];
/** Every executor beside the reference, tfjs and webgpu in both of their ways. */
export const testedExecutors: readonly TestedExecutor[] = [onCpu, onWasm, wasm, onGpu, onSoftware];
/** Every executor once. */
export const executorsOnce: readonly TestedExecutor[] = [onWasm, wasm, onGpu];
/** For variants whose kernels the others have been shown to have: what compiles no shader. */
export const quickOnes: readonly TestedExecutor[] = [onWasm, wasm];
