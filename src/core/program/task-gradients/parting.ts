import { at } from '../../util/assert-never.ts';
import type { ProgramBuilder, Tensor } from '../builder.ts';
import { type Passage, passagesFrom } from '../differentiate.ts';
import type { ValueId } from '../types.ts';

/** Of every value through which a gradient passes, the tasks whose gradients do. */
function servedTasks(passages: readonly Passage[], losses: readonly Tensor[]): ReadonlyMap<ValueId, ReadonlySet<number>> {
  const served = new Map<ValueId, Set<number>>(losses.map(({ id }, task) => [id, new Set([task])]));
  for (const { op, pullbacks } of passages.toReversed()) {
    const tasks = served.get(op.output);
    if (!tasks) continue;
    pullbacks.forEach((pullback, index) => {
      if (pullback === null) return;
      const input = at(op.inputs, index);
      served.set(input, new Set([...(served.get(input) ?? []), ...tasks]));
    });
  }
  return served;
}

/** What tasks share, and where they part. */
export interface Parting {
  /** Among `trainable`: true where a parameter serves more than one task. */
  readonly shared: readonly boolean[];
  /**
   * The shared representation: the values that depend on shared parameters and serve several tasks, of which some operation makes what serves
   * fewer of them. Every gradient of a shared parameter comes through them. In the order in which they are computed.
   */
  readonly values: readonly Tensor[];
}

/** Where tasks part that share some of these parameters. */
export function partingOf(b: ProgramBuilder, losses: readonly Tensor[], trainable: readonly Tensor[]): Parting {
  const served = servedTasks(passagesFrom(b, trainable), losses);
  const count = (id: ValueId): number => served.get(id)?.size ?? 0;
  const shared = trainable.map(({ id }) => count(id) > 1);
  const found = new Set<ValueId>();
  for (const { op, pullbacks } of passagesFrom(
    b,
    trainable.filter((_, i) => shared[i]),
  )) {
    const beyond = count(op.output);
    pullbacks.forEach((pullback, index) => {
      const input = at(op.inputs, index);
      if (pullback !== null && beyond > 0 && beyond < count(input)) found.add(input);
    });
  }
  return { shared, values: [...found].sort((x, y) => x - y).map((id) => b.tensor(id)) };
}
