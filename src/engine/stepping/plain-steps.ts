import type { PlainMethod, StepLosses } from '../../core/balancing/contract.ts';
import type { TrainingProgram } from '../../core/program/types.ts';
import { gramian as gramianInfo } from '../../core/runs/columns/gramian.ts';
import { type ColumnBlock, pairKey } from '../../core/runs/columns/types.ts';
import { at } from '../../core/util/assert-never.ts';
import type { Session } from '../executors/executor.ts';
import { type NumberedBlock, nominalOf, type Stepped, sharedWeightsAt } from './blocks.ts';
import type { Keeper } from './keeper.ts';
import { effectiveColumns, factorOf, seenLosses } from './weights.ts';

export interface PlainSteps {
  readonly program: TrainingProgram;
  readonly session: Session;
  readonly keeper: Keeper;
  readonly method: PlainMethod;
}

/** Puts the weights that a method gives before the steps into their control rows; the same [count, T]. */
function weighAhead({ program, keeper, method }: PlainSteps, block: NumberedBlock, nominal: Float32Array): Float32Array {
  // The rows hold λ already.
  if (method.family === 'nothing') return nominal;
  const { length: tasks } = program.tasks;
  const weights = nominal.slice();
  let chosen: Float64Array | null = null;
  for (let i = 0; i < block.count; i++) {
    const own = nominal.subarray(i * tasks, (i + 1) * tasks);
    // What changes with epochs is the same all through a block.
    if (!chosen || method.needs !== 'pastLosses')
      chosen = method.weigh(keeper.see(block.firstStep + i, own), keeper.current, keeper.parameters);
    chosen.forEach((weight, task) => {
      weights[i * tasks + task] = weight * factorOf(method.honours, at(own, task));
    });
    block.controls.set(weights.subarray(i * tasks, (i + 1) * tasks), sharedWeightsAt(program, i));
  }
  return weights;
}

/** The pairs of tasks, each with itself too: the upper triangle of a Gramian, row by row. */
const pairsOf = (tasks: readonly string[]): (readonly [number, number])[] =>
  tasks.flatMap((_, i) => tasks.slice(i).map((__, j) => [i, i + j] as const));

/**
 * A Gramian step whose shared weights are the task weights is the plain step, up to the order of its sums: the losses of such steps, and
 * their Gramians.
 */
async function measuredSteps(
  { program: { tasks }, session }: PlainSteps,
  block: NumberedBlock,
  weights: Float32Array,
): Promise<{ losses: Float32Array; column: ColumnBlock }> {
  const ids = tasks.map(({ id }) => id);
  const pairs = pairsOf(ids);
  const values = new Float32Array(block.count * pairs.length);
  const losses = await session.runBalanced(block, (_, found, index) => {
    pairs.forEach(([i, j], pair) => {
      values[index * pairs.length + pair] = at(found, i * ids.length + j);
    });
    return weights.subarray(index * ids.length, (index + 1) * ids.length);
  });
  return { losses, column: { id: gramianInfo.id, keys: pairs.map(([i, j]) => pairKey(at(ids, i), at(ids, j))), values } };
}

/** Steps whose weights are known before they are taken. Of a method whose weights change with epochs, all of one epoch. */
export async function plainSteps(of: PlainSteps, block: NumberedBlock): Promise<Stepped> {
  const { program, session, keeper, method } = of;
  const { length: tasks } = program.tasks;
  const nominal = nominalOf(block, program);
  const weights = weighAhead(of, block, nominal);
  const taken = block.measure
    ? measuredSteps(of, block, weights)
    : session.run(block).then((losses) => ({ losses, column: null }));
  const { learn } = method;
  if (learn) {
    const rowOf = (all: Float32Array, i: number): Float32Array => all.subarray(i * tasks, (i + 1) * tasks);
    const seen = taken.then(({ losses }): StepLosses[] =>
      Array.from({ length: block.count }, (_, i) => {
        const own = rowOf(nominal, i);
        const measured = block.measured?.subarray(i * tasks, (i + 1) * tasks);
        return keeper.see(block.firstStep + i, own, { losses: seenLosses(method.honours, rowOf(losses, i), own), measured });
      }),
    );
    keeper.learn(seen, (step, state) => learn(step, state, keeper.parameters));
  }
  const { losses, column } = await taken;
  return { losses, weights: nominal, columns: [...effectiveColumns(keeper, weights), ...(column ? [column] : [])] };
}

/** Steps whose program makes the direction itself: no weights beside λ, and nothing is remembered here. */
export async function combinedSteps(program: TrainingProgram, session: Session, block: NumberedBlock): Promise<Stepped> {
  return { losses: await session.run(block), weights: nominalOf(block, program), columns: [] };
}
