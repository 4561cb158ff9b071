import type { BufferView, TrainingProgram } from '../../core/program/types.ts';
import type { Checkpoint, NamedWeights } from '../../core/runs/protocol.ts';

/** A checkpoint's parameters and running statistics by `NODE/NAME`, in the program's order, as copies. */
export function namedWeights(program: TrainingProgram, checkpoint: Checkpoint): NamedWeights {
  const entries = (views: readonly BufferView[], buffer: Float32Array) =>
    views.map(({ name, shape, offset, size }) => [name, { shape, data: buffer.slice(offset, offset + size) }] as const);
  return Object.fromEntries([
    ...entries(program.parameters, checkpoint.parameters),
    ...entries(
      program.states.filter(({ forTraining }) => !forTraining),
      checkpoint.state,
    ),
  ]);
}
