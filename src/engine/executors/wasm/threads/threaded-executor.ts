import { stepFlops } from '../../../../core/program/cost.ts';
import type { TrainingProgram } from '../../../../core/program/types.ts';
import type { DataBuffers, Executor } from '../../executor.ts';
import { checkKernelRoom } from '../kernels.ts';
import { keptRegions, plannedLayout } from '../memory.ts';
import { WasmSession } from '../session.ts';
import { updateKernel } from '../update-kernel.ts';
import type { SpawnThread } from './messages.ts';
import { Team } from './team.ts';

export interface ThreadedOptions {
  /** Two or more, the thread that calls included. */
  readonly threads: number;
  readonly spawn: SpawnThread;
  /** Nanoseconds that a part of an operation should take at least: waiting for one another takes about 1 µs. */
  readonly leastPart?: number;
}

/** Of `ThreadedOptions.leastPart`, where it is not given. */
export const leastPartNs = 5000;

/**
 * Floating-point operations after which what a run leaves to the next is copied, in case a thread fails: about a second's worth, or so many
 * for each byte that the copy takes no more than a hundredth of the time.
 */
const journalFlops = { least: 2e10, perByte: 1000 };

/**
 * The wasm executor on several threads, which gives the same bits as on one. Where threads cannot be used, its sessions run on one and say
 * why (`Session.reduced`). `bytes` is the module `kernelFiles.threaded`; throws where WebAssembly, its SIMD or shared memory is missing.
 */
export async function createThreadedWasmExecutor(
  bytes: BufferSource,
  { threads, spawn, leastPart = leastPartNs }: ThreadedOptions,
): Promise<Executor> {
  const module = await WebAssembly.compile(bytes);
  await checkKernelRoom(module, true);
  return {
    id: 'wasm',
    backend: 'wasm',
    device: `CPU, ${threads} threads`,
    async load(program: TrainingProgram, data: DataBuffers) {
      // What does not train is looked at now and then, a few samples at a time: it needs no team.
      const layout = plannedLayout(program, { threads: program.trainableCount === 0 ? 1 : threads, leastPart });
      const kept = keptRegions(layout);
      const keptBytes = kept.reduce((sum, region) => sum + region.bytes, 0);
      const flopsPerStep = stepFlops(program);
      const stepsOfJournal = Math.ceil(
        Math.max(journalFlops.least, journalFlops.perByte * keptBytes) / Math.max(1, flopsPerStep),
      );
      const scratch = layout.scratch.map(({ address }) => address);
      const update = await WebAssembly.compile(updateKernel(program.update.rule, program.controls, true));
      const team = await Team.start({
        modules: { module, update },
        bytes: layout.end,
        meeting: layout.meeting,
        scratch,
        spawn,
        kept,
        stepsOfJournal,
      });
      return new WasmSession(program, data, layout, team);
    },
    lost: new Promise(() => {}),
    dispose: () => {},
  };
}
