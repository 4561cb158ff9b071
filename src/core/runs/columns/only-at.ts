import type { RecordedSteps } from './blocks.ts';
import type { ColumnBlock } from './types.ts';

/** A column of some steps that has numbers at one of them alone. */
export function onlyAt(
  id: string,
  keys: readonly string[],
  numbers: ArrayLike<number>,
  { count }: Pick<RecordedSteps, 'count'>,
  index: number,
): ColumnBlock {
  const values = new Float32Array(count * keys.length).fill(Number.NaN);
  values.set(Array.from(numbers), index * keys.length);
  return { id, keys, values };
}
