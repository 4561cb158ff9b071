import { affinityOf, firstOrderAffinity, suggestedGroups } from '../../core/balancing/diagnosis/affinity.ts';
import { cosinesOf, magnitudesOf } from '../../core/balancing/diagnosis/similarity.ts';
import { type ConflictReport, gramianIn } from '../../core/runs/conflict.ts';
import type { Lookahead } from '../../core/runs/looked.ts';
import { at } from '../../core/util/assert-never.ts';

/** A matrix over tasks, row by row; null where nothing was measured. */
export type Matrix = (number | null)[][];

/** How the tasks' gradients agree, as scripts see it. */
export interface ConflictAnswer {
  readonly step: number;
  readonly tasks: string[];
  readonly gramian: Matrix;
  readonly cosine: Matrix;
  readonly magnitude: Matrix;
}

export interface AffinityAnswer {
  readonly tasks: string[];
  /** Row: the task that is stepped for; column: by which share the loss of that task falls. */
  readonly matrix: Matrix;
  /** Empty where there are too many tasks, or an affinity is not known. */
  readonly groups: string[][];
}

const rowsOf = (numbers: ArrayLike<number>, size: number): Matrix =>
  Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (__, column) => {
      const value = at(numbers, row * size + column);
      return Number.isFinite(value) ? value : null;
    }),
  );

/** `node`: of its parameters alone. */
export function conflictAnswer(report: ConflictReport, node: string | null): ConflictAnswer {
  const { step, tasks } = report;
  const gramian = gramianIn(report, node);
  return {
    step,
    tasks: [...tasks],
    gramian: rowsOf(gramian, tasks.length),
    cosine: rowsOf(cosinesOf(gramian, tasks.length), tasks.length),
    magnitude: rowsOf(magnitudesOf(gramian, tasks.length), tasks.length),
  };
}

function answerOf(tasks: readonly string[], affinity: Float64Array): AffinityAnswer {
  const groups = suggestedGroups(affinity, tasks.length) ?? [];
  return {
    tasks: [...tasks],
    matrix: rowsOf(affinity, tasks.length),
    groups: groups.map((group) => group.map((index) => at(tasks, index))),
  };
}

/** To first order, for a plain step of this rate. */
export const firstOrderAnswer = (report: ConflictReport, rate: number): AffinityAnswer =>
  answerOf(report.tasks, firstOrderAffinity(gramianIn(report, null), report.losses, rate));

/** As it was tried out: the mean over the batches. */
export function exactAnswer({ tasks, losses, after }: Lookahead): AffinityAnswer {
  const { length: size } = tasks;
  const batches = losses.length / size;
  const mean = new Float64Array(size * size);
  for (let i = 0; i < batches; i++) {
    const one = affinityOf(losses.subarray(i * size, (i + 1) * size), after.subarray(i * size * size, (i + 1) * size * size));
    one.forEach((value, k) => {
      mean[k] = at(mean, k) + value / batches;
    });
  }
  return answerOf(tasks, mean);
}

/** What is said where tasks share nothing that is trained: they never meet. */
export const nothingShared = (step: number, tasks: readonly string[]): ConflictReport => ({
  step,
  tasks,
  nodes: [],
  losses: new Float32Array(tasks.length).fill(Number.NaN),
  gramians: new Float32Array(0),
});
