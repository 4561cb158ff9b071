import { nodeGpuDevice } from '../../../../../scripts/node-gpu.ts';
import type { Executor } from '../../executor.ts';
import { createTfjsExecutor } from '../../tfjs/tfjs-executor.ts';
import { kernelBytes } from '../../wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from '../../wasm/wasm-executor.ts';
import { createWebgpuExecutor } from '../../webgpu/webgpu-executor.ts';

/** An executor that must agree with the reference. */
export interface Entrant {
  readonly name: string;
  /** The largest relative difference after hundreds of steps. */
  readonly tolerance: number;
  /** Runs on a processor that imitates a GPU, where a test machine has none. */
  readonly imitated?: boolean;
  create(): Promise<Executor>;
}

const tfjs = (backend: 'cpu' | 'wasm'): Entrant => ({
  name: `tfjs on ${backend}`,
  tolerance: 1e-4,
  create: () => createTfjsExecutor(backend, 'test', { threads: 1 }),
});

let device: Promise<GPUDevice> | null = null;
const gpu = (): Promise<GPUDevice> => {
  device ??= nodeGpuDevice();
  return device;
};

/** WGSL is planned in two ways; a software adapter may round more than others. */
const webgpu = (planned: string, software: boolean): Entrant => ({
  name: `webgpu, planned for ${planned}`,
  tolerance: 1e-3,
  imitated: true,
  create: async () => createWebgpuExecutor(await gpu(), { name: 'test', software }),
});

const [onCpu, onWasm] = [tfjs('cpu'), tfjs('wasm')];
export const wasm: Entrant = { name: 'wasm', tolerance: 1e-4, create: () => createWasmExecutor(kernelBytes()) };
const [onGpu, onSoftware] = [webgpu('a GPU', false), webgpu('a processor that imitates one', true)];

/** Every executor beside the reference, tfjs and webgpu in both of their ways. */
export const entrants: readonly Entrant[] = [onCpu, onWasm, wasm, onGpu, onSoftware];
/** Every executor once. */
export const executorsOnce: readonly Entrant[] = [onWasm, wasm, onGpu];
/** For variants whose kernels the others have been shown to have: what compiles no shader. */
export const quickOnes: readonly Entrant[] = [onWasm, wasm];
