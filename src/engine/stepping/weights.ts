import type { HonoursWeights } from '../../core/balancing/contract.ts';
import { effective } from '../../core/runs/columns/effective.ts';
import type { ColumnBlock } from '../../core/runs/columns/types.ts';
import { at } from '../../core/util/assert-never.ts';
import type { Keeper } from './keeper.ts';

/** What the weights of a method are multiplied by for a task: λ, or nothing. */
export const factorOf = (honours: HonoursWeights, nominal: number): number =>
  honours === 'factor' || honours === 'scaling' ? nominal : 1;

/** Losses [T] as the method sees them. */
export const seenLosses = (honours: HonoursWeights, losses: ArrayLike<number>, nominal: ArrayLike<number>): Float64Array =>
  Float64Array.from(losses, (loss, task) => (honours === 'scaling' ? at(nominal, task) * loss : loss));

/** The Gramian [T, T] as the method sees it. */
export const seenGramian = (honours: HonoursWeights, gramian: ArrayLike<number>, nominal: ArrayLike<number>): Float64Array =>
  Float64Array.from(gramian, (value, i) =>
    honours === 'scaling' ? at(nominal, Math.floor(i / nominal.length)) * at(nominal, i % nominal.length) * value : value,
  );

/** The weights [count, T] that acted, where a method had a say in them. */
export function effectiveColumns({ method, tasks }: Keeper, values: Float32Array): readonly ColumnBlock[] {
  return method.family === 'nothing' ? [] : [{ id: effective.id, keys: tasks, values }];
}
