import { at } from '../util/assert-never.ts';
import { bytesOf, type Peak, peakOf } from './liveness.ts';
import type { Program, TrainingProgram, ValueId } from './types.ts';

/** Each number of the data tensors, as they stand in memory before an executor has them: 4 bytes. */
export const dataBytes = ({ data }: TrainingProgram): number => data.reduce((sum, { shape }) => sum + bytesOf(shape), 0);

/** Bytes that each trained parameter takes beside its value: its gradient, and what the optimiser keeps of it. */
const besideParameter = ({ update }: TrainingProgram): number => 4 * (1 + update.rule.slots.length);

/** The programs that one session may run, each with the values that it must still hold when it has run. */
export function programsOf(program: TrainingProgram): { readonly program: Program; readonly kept: readonly ValueId[] }[] {
  const made = (ids: readonly (ValueId | null)[]): ValueId[] => ids.filter((id) => id !== null);
  return [
    { program: program.step, kept: made(program.gradients) },
    ...(program.gramian ? [{ program: program.gramian.program, kept: made(program.gramian.gradients) }] : []),
    { program: program.evaluate, kept: [] },
    { program: program.predict, kept: [] },
  ];
}

/** What fills the memory, in bytes, whatever the executor; of `parameters` and `values` the node that takes the most of them. */
export interface MemoryCauses {
  /** With gradient and optimiser state. */
  readonly parameters: Share;
  readonly data: number;
  /** What layers put out in one step, as much of it as stands in memory at once. */
  readonly values: Share;
}

export interface Share {
  readonly bytes: number;
  /** null where no node takes any. */
  readonly most: { readonly node: string; readonly bytes: number } | null;
}

function shareOf(parts: Iterable<readonly [node: string | undefined, bytes: number]>): Share {
  const byNode = new Map<string, number>();
  let all = 0;
  for (const [node, bytes] of parts) {
    all += bytes;
    if (node !== undefined) byNode.set(node, (byNode.get(node) ?? 0) + bytes);
  }
  const [first] = [...byNode].sort(([, a], [, b]) => b - a);
  return { bytes: all, most: first ? { node: first[0], bytes: first[1] } : null };
}

/** Where the memory of a training program goes. An executor may take more than the sum for its own ends, or less where it fuses. */
export function memoryCauses(program: TrainingProgram): MemoryCauses {
  const perTrained = besideParameter(program);
  const peaks = programsOf(program).map((one): { program: Program; peak: Peak } => ({
    program: one.program,
    peak: peakOf(one.program, one.kept),
  }));
  const largest = peaks.reduce((a, b) => (b.peak.bytes > a.peak.bytes ? b : a));
  return {
    parameters: shareOf(program.parameters.map(({ node, size, trainable }) => [node, size * (trainable ? 4 + perTrained : 4)])),
    data: dataBytes(program),
    values: shareOf(
      largest.peak.held.map((id) => {
        const { node, shape } = at(largest.program.values, id);
        return [node, bytesOf(shape)];
      }),
    ),
  };
}
