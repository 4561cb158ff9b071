import type { HonoursWeights } from '../../core/balancing/contract.ts';
import { effective } from '../../core/runs/columns/effective.ts';
import type { ColumnBlock } from '../../core/runs/columns/types.ts';
import { at } from '../../core/util/assert-never.ts';
import type { Keeper } from './keeper.ts';

/** What the weights of a method are multiplied by for a task: λ, or nothing. */
export const factorOf = (honours: HonoursWeights, nominal: number): number =>
  honours === 'factor' || honours === 'scaling' ? nominal : 1;

/** Losses [T] as the method sees them. */
export function seenLosses(honours: HonoursWeights, losses: ArrayLike<number>, nominal: ArrayLike<number>): Float64Array {
  const seen = new Float64Array(losses);
  return honours === 'scaling' ? seen.map((loss, task) => at(nominal, task) * loss) : seen;
}

/** The Gramian [T, T] as the method sees it. */
export function seenGramian(honours: HonoursWeights, gramian: ArrayLike<number>, nominal: ArrayLike<number>): Float64Array {
  const seen = new Float64Array(gramian);
  if (honours !== 'scaling') return seen;
  const { length: tasks } = nominal;
  return seen.map((value, i) => at(nominal, Math.floor(i / tasks)) * at(nominal, i % tasks) * value);
}

/** The weights [count, T] that acted, where a method had a say in them. */
export function effectiveColumns({ method, tasks }: Keeper, values: Float32Array): readonly ColumnBlock[] {
  return method.family === 'nothing' ? [] : [{ id: effective.id, keys: tasks, values }];
}
