import type { TrainingProgram } from '../../../core/program/types.ts';
import type { DataBuffers, Executor } from '../executor.ts';
import { instantiateKernels } from './kernels.ts';
import { WasmSession } from './session.ts';

/** The kernel module's file under public/data, made by `npm run kernels`. */
export const kernelFile = 'wasm/mtl-kernels.wasm';

/**
 * SIMD kernels in WebAssembly that run whole blocks of steps from a table of operations, on one thread. `bytes` is the kernel module (see
 * `kernelFile`); compiling it needs no more than 'wasm-unsafe-eval'. Throws where WebAssembly or its SIMD is missing. `load` throws where
 * there is not enough memory.
 */
export async function createWasmExecutor(bytes: BufferSource, device = 'CPU, 1 thread'): Promise<Executor> {
  const module = await WebAssembly.compile(bytes);
  return {
    id: 'wasm',
    backend: 'wasm',
    device,
    load: async (program: TrainingProgram, data: DataBuffers) => new WasmSession(program, data, await instantiateKernels(module)),
    lost: new Promise(() => {}),
    dispose: () => {},
  };
}
