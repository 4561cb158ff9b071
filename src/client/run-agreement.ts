import { firstOrderAffinity } from '../core/balancing/diagnosis/affinity.ts';
import { cosinesOf, pairsOf } from '../core/balancing/diagnosis/similarity.ts';
import type { Agreement } from '../core/experiments/agreement.ts';
import { type ConflictReport, gramianIn } from '../core/runs/conflict.ts';

/** The mean of the finite numbers at each place; null where there is none. */
const means = (all: readonly Float64Array[]): (number | null)[] =>
  Array.from(all[0] ?? [], (_, i) => {
    const there = all.map((one) => one[i] ?? Number.NaN).filter(Number.isFinite);
    return there.length === 0 ? null : there.reduce((sum, value) => sum + value, 0) / there.length;
  });

/** What looks at one run say together. `rate`: of the plain step that the affinity is of. */
export function agreementOf(reports: readonly ConflictReport[], rate: number): Agreement | null {
  const [first] = reports;
  if (!first) return null;
  const { tasks, nodes } = first;
  const { length: size } = tasks;
  const pairs = pairsOf(size);
  return {
    tasks: [...tasks],
    looks: reports.length,
    cosine: means(reports.map((report) => cosinesOf(gramianIn(report, null), size))),
    affinity: means(reports.map((report) => firstOrderAffinity(gramianIn(report, null), report.losses, rate))),
    nodes: nodes.map((id) => {
      const cosines = reports.flatMap((report) => {
        const matrix = cosinesOf(gramianIn(report, id), size);
        return pairs.map(([i, j]) => matrix[i * size + j] ?? Number.NaN).filter(Number.isFinite);
      });
      return { id, negative: cosines.filter((cosine) => cosine < 0).length, looks: cosines.length };
    }),
  };
}
