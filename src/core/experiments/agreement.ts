import { z } from 'zod';
import { listOf } from '../project/list-of.ts';
import { mean, wilson } from '../util/statistics.ts';

const matrix = listOf(z.number().nullable());

/** How the gradients of the tasks agreed during one run, on a training batch after some of its epochs. */
export const agreementSchema = z.object({
  tasks: listOf(z.string()),
  /** How often it was looked at. */
  looks: z.number().int().nonnegative(),
  /** [T, T], row-major: the mean cosine of two tasks' gradients on what they share; null where none was measured. */
  cosine: matrix,
  /** [T, T]: by which share a plain step for the row's task lowers the loss of the column's task, to first order; the mean (Fifty et al., 2021). */
  affinity: matrix,
  /** The nodes that tasks share: how many of the cosines at their own parameters were below 0 (Shi et al., «Recon», 2023). */
  nodes: listOf(z.object({ id: z.string(), negative: z.number().int().nonnegative(), looks: z.number().int().nonnegative() })),
});

export type Agreement = Readonly<z.infer<typeof agreementSchema>>;

/** A shared node over all runs that looked. */
export interface NodeAgreement {
  readonly id: string;
  /** The share of cosines below 0. */
  readonly negative: number;
  readonly looks: number;
  /** Whether that is more than half, or less, beyond what so many looks can tell (Wilson's 95 % interval). */
  readonly verdict: 'apart' | 'together' | 'unclear';
}

export interface SharedAgreement extends Pick<Agreement, 'tasks' | 'cosine' | 'affinity' | 'looks'> {
  /** How many runs looked. */
  readonly runs: number;
  /** Those where tasks pull apart most often first. */
  readonly nodes: readonly NodeAgreement[];
}

/** The mean of the numbers that there are at each place. */
function meanMatrix(all: readonly (readonly (number | null)[])[]): (number | null)[] {
  return (all[0] ?? []).map((_, i) => {
    const there = all.flatMap((one) => one[i] ?? []);
    return there.length === 0 ? null : mean(there);
  });
}

/** Runs of the same tasks and network taken together; null where none looked. */
export function joinedAgreement(all: readonly Agreement[]): SharedAgreement | null {
  const [first] = all;
  const looked = all.filter(({ looks, tasks }) => looks > 0 && tasks.join() === first?.tasks.join());
  if (!first || looked.length === 0) return null;
  const nodes = first.nodes.map(({ id }): NodeAgreement => {
    const own = looked.flatMap((one) => one.nodes.filter((node) => node.id === id));
    const looks = own.reduce((sum, node) => sum + node.looks, 0);
    const share = own.reduce((sum, node) => sum + node.negative, 0) / Math.max(1, looks);
    const [low, high] = looks === 0 ? [0, 1] : wilson(share, looks);
    return { id, negative: share, looks, verdict: low > 0.5 ? 'apart' : high < 0.5 ? 'together' : 'unclear' };
  });
  return {
    tasks: first.tasks,
    looks: looked.reduce((sum, { looks }) => sum + looks, 0),
    runs: looked.length,
    cosine: meanMatrix(looked.map(({ cosine }) => cosine)),
    affinity: meanMatrix(looked.map(({ affinity }) => affinity)),
    nodes: nodes.toSorted((a, b) => b.negative - a.negative),
  };
}
