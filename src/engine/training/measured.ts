import { at } from '../../core/util/assert-never.ts';
import type { EvaluatedTask } from './evaluate.ts';

/**
 * Which tasks a batch says something of: writes 1 or 0 for each task, in their order, into `to` from `offset` on. A loss without a labelled
 * sample is computed as 0 by the program, which nobody has measured.
 */
export type Measured = (rows: Int32Array, to: Uint8Array, offset: number) => void;

type LabelledTask = Pick<EvaluatedTask, 'task' | 'kind' | 'mask' | 'targets'>;

function measures({ task, kind, mask, targets }: LabelledTask, rows: Int32Array): boolean {
  const labelled = (row: number): boolean => mask[row] === 1;
  if (!kind.measures) return rows.some(labelled);
  const labels = Array.from(rows.filter(labelled), (row) => at(targets, row));
  return labels.length > 0 && kind.measures(task.loss, labels);
}

export function measuredIn(tasks: readonly LabelledTask[]): Measured {
  // Most tasks have a label everywhere: then no batch need be looked at.
  const always = tasks.map(({ kind, mask }) => !kind.measures && mask.every((value) => value === 1));
  return (rows, to, offset) => {
    for (let i = 0; i < tasks.length; i++) to[offset + i] = always[i] || measures(at(tasks, i), rows) ? 1 : 0;
  };
}
