import type { TrainingProgram } from '../../../core/program/types.ts';
import { at } from '../../../core/util/assert-never.ts';
import type { DataBuffers, Executor } from '../executor.ts';
import { checkKernelRoom, instantiateKernels } from './kernels.ts';
import { oneThread } from './layout.ts';
import { plannedLayout } from './memory.ts';
import { WasmSession } from './session.ts';
import { updateKernel } from './update-kernel.ts';

/**
 * SIMD kernels in WebAssembly that run whole blocks of steps from a table of operations, on one thread. `bytes` is the kernel module (see
 * `kernelFiles`); compiling it needs no more than 'wasm-unsafe-eval'. Throws where WebAssembly or its SIMD is missing. `load` throws where
 * there is not enough memory.
 */
export async function createWasmExecutor(bytes: BufferSource, device = 'CPU, 1 thread'): Promise<Executor> {
  const module = await WebAssembly.compile(bytes);
  await checkKernelRoom(module, false);
  return {
    id: 'wasm',
    backend: 'wasm',
    device,
    async load(program: TrainingProgram, data: DataBuffers) {
      const layout = plannedLayout(program, oneThread);
      const update = await WebAssembly.compile(updateKernel(program.update.rule, program.controls, false));
      const kernels = await instantiateKernels({ module, update }, layout.end, at(layout.scratch, 0).address);
      return new WasmSession(program, data, layout, kernels);
    },
    lost: new Promise(() => {}),
    dispose: () => {},
  };
}
