import { initialOptimizer, initialParameters, initialState, layoutKey } from '../../core/program/initialize.ts';
import type { BufferView, TrainingProgram } from '../../core/program/types.ts';
import type { Checkpoint, NamedWeights } from '../../core/runs/protocol.ts';
import type { Session } from '../executors/executor.ts';
import type { Stepper } from '../stepping/stepper.ts';

/** While training, a checkpoint is taken this often: the page may lose no more than two seconds of work. */
export const checkpointIntervalMs = 1000;

/** Weights together with the program that says what is where. */
export interface Snapshot {
  readonly program: TrainingProgram;
  readonly checkpoint: Checkpoint;
}

export function initialCheckpoint(program: TrainingProgram, seed: number): Checkpoint {
  return {
    step: 0,
    parameters: initialParameters(program, seed),
    optimizer: initialOptimizer(program),
    state: initialState(program),
    balancing: { key: '', numbers: new Float64Array(0) },
    layoutKey: layoutKey(program),
  };
}

/** The weights after every block that was issued before this call, and what balancing remembers of them. */
export async function readCheckpoint(stepper: Stepper, program: TrainingProgram, step: number): Promise<Checkpoint> {
  return { step, ...(await stepper.read()), layoutKey: layoutKey(program) };
}

/** The weights with which a session begins. */
export async function writeCheckpoint(session: Session, checkpoint: Checkpoint): Promise<void> {
  await Promise.all([
    session.write('parameters', checkpoint.parameters),
    session.write('optimizer', checkpoint.optimizer),
    session.write('state', checkpoint.state),
  ]);
}

/** A copy whose buffers can be given away. */
export function copyCheckpoint(checkpoint: Checkpoint): Checkpoint {
  const { parameters, optimizer, state, balancing } = checkpoint;
  return {
    ...checkpoint,
    parameters: parameters.slice(),
    optimizer: optimizer.slice(),
    state: state.slice(),
    balancing: { ...balancing, numbers: balancing.numbers.slice() },
  };
}

export function isFiniteCheckpoint({ parameters, state, balancing }: Checkpoint): boolean {
  return [parameters, state, balancing.numbers].every((numbers) => numbers.every(Number.isFinite));
}

const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((size, axis) => size === b[axis]);

export interface NamedStart {
  readonly checkpoint: Checkpoint;
  readonly matched: number;
  readonly count: number;
  /** Names of parameters that the weights lack, or have in another shape. */
  readonly missing: readonly string[];
}

/** Initial weights in which every parameter and running statistic found by name and shape is replaced. */
export function startFromWeights(program: TrainingProgram, seed: number, weights: NamedWeights): NamedStart {
  const checkpoint = initialCheckpoint(program, seed);
  const missing: string[] = [];
  const fill = (views: readonly BufferView[], buffer: Float32Array): void => {
    for (const view of views) {
      const found = weights[view.name];
      if (found && sameShape(found.shape, view.shape) && found.data.length === view.size) buffer.set(found.data, view.offset);
      else missing.push(view.name);
    }
  };
  fill(program.parameters, checkpoint.parameters);
  fill(program.states, checkpoint.state);
  const count = program.parameters.length + program.states.length;
  return { checkpoint, matched: count - missing.length, count, missing };
}

/**
 * How an edited document goes on: parameters whose node, name and shape are unchanged keep their values, and their optimiser state
 * where the optimiser is of the same kind; running statistics likewise, and what a balancing method remembers of the same tasks. Everything else starts as a fresh run would. The step goes on.
 */
export function carryOver(from: Snapshot, program: TrainingProgram, seed: number): Checkpoint {
  const fresh = initialCheckpoint(program, seed);
  const copy = (old: readonly BufferView[], views: readonly BufferView[], source: Float32Array, target: Float32Array): void => {
    const byName = new Map(old.map((view) => [view.name, view]));
    for (const view of views) {
      const kept = byName.get(view.name);
      if (kept && sameShape(kept.shape, view.shape))
        target.set(source.subarray(kept.offset, kept.offset + kept.size), view.offset);
    }
  };
  copy(from.program.parameters, program.parameters, from.checkpoint.parameters, fresh.parameters);
  copy(from.program.states, program.states, from.checkpoint.state, fresh.state);
  const { optimizer, rule } = program.update;
  if (from.program.update.optimizer === optimizer) {
    const trainable = (p: TrainingProgram): BufferView[] => p.parameters.filter((view) => view.trainable);
    for (let slot = 0; slot < rule.slots.length; slot++) {
      const part = (p: TrainingProgram, buffer: Float32Array): Float32Array =>
        buffer.subarray(slot * p.trainableCount, (slot + 1) * p.trainableCount);
      copy(
        trainable(from.program),
        trainable(program),
        part(from.program, from.checkpoint.optimizer),
        part(program, fresh.optimizer),
      );
    }
  }
  return { ...fresh, step: from.checkpoint.step, balancing: from.checkpoint.balancing };
}
