import type { TrainingProgram } from '../../../core/program/types.ts';
import type { MemoryNeed } from '../memory.ts';
import { kernelRoom, pageBytes } from './kernels.ts';
import { type Layout, layOut, type Sharing } from './layout.ts';

const known = new WeakMap<TrainingProgram, Map<string, Layout>>();

/** Where everything stands; worked out once for a program, which is asked for its size before it is loaded. */
export function plannedLayout(program: TrainingProgram, sharing: Sharing): Layout {
  const layouts = known.get(program) ?? new Map<string, Layout>();
  known.set(program, layouts);
  const key = `${sharing.threads} ${sharing.leastPart}`;
  const found = layouts.get(key);
  if (found) return found;
  const made = layOut(program, kernelRoom, sharing);
  layouts.set(key, made);
  return made;
}

/** What one step leaves to the next: threads keep a copy of it. */
export const keptRegions = ({ parameters, optimizer, state }: Layout): Layout['parameters'][] => [parameters, optimizer, state];

/** The linear memory of a session, data set included, and what several threads copy of it. */
export function wasmMemory(program: TrainingProgram, sharing: Sharing): MemoryNeed {
  const layout = plannedLayout(program, sharing);
  const linear = Math.ceil(layout.end / pageBytes) * pageBytes;
  const copied = sharing.threads > 1 ? keptRegions(layout).reduce((sum, { bytes }) => sum + bytes, 0) : 0;
  return { bytes: linear + copied, largest: linear };
}
