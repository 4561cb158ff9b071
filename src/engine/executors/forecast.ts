import { dataBytes } from '../../core/program/memory.ts';
import type { TrainingProgram } from '../../core/program/types.ts';
import type { MemoryForecast } from '../../core/runs/executor-info.ts';
import { assertNever } from '../../core/util/assert-never.ts';
import { type Candidate, type GpuProbe, isSoftwareAdapter } from './decision.ts';
import type { MemoryNeed } from './memory.ts';
import { tfjsMemory } from './tfjs/memory.ts';
import { oneThread } from './wasm/layout.ts';
import { wasmMemory } from './wasm/memory.ts';
import { leastPartNs } from './wasm/threads/threaded-executor.ts';

/** What a candidate takes for a program. Of our GPU executor the very plan is made that runs later; it is fetched for that. */
async function needOf({ id, backend, threads }: Candidate, program: TrainingProgram, probe: GpuProbe): Promise<MemoryNeed> {
  switch (id) {
    case 'wasm':
      return wasmMemory(program, threads === undefined ? oneThread : { threads, leastPart: leastPartNs });
    case 'webgpu': {
      const [{ webgpuMemory }, { hardwareProfile, softwareProfile }] = await Promise.all([
        import('./webgpu/memory.ts'),
        import('./webgpu/plan/profile.ts'),
      ]);
      const software = probe.kind === 'adapter' && isSoftwareAdapter(probe.adapter);
      return webgpuMemory(program, software ? softwareProfile : hardwareProfile);
    }
    case 'tfjs':
      return tfjsMemory(program, backend);
    default:
      return assertNever(id);
  }
}

/** What training would take on one candidate, and what there is: `limitBytes` for page and executor together. */
export async function forecastMemory(
  candidate: Candidate,
  program: TrainingProgram,
  probe: GpuProbe,
  limitBytes: number,
): Promise<MemoryForecast> {
  const { id, backend, threads } = candidate;
  const { bytes, largest } = await needOf(candidate, program, probe);
  const ofBuffer = backend === 'webgpu' && probe.kind === 'adapter' ? probe.largestBuffer : undefined;
  return {
    id,
    backend,
    ...(threads === undefined ? {} : { threads }),
    bytes: bytes + dataBytes(program),
    limitBytes,
    largestBytes: largest,
    largestLimitBytes: Math.min(limitBytes, ofBuffer ?? limitBytes),
  };
}
