import { headTask } from '../../../core/graph/catalogue.ts';
import { planeCells } from '../../../core/graph/pictures.ts';
import { headKind, type Project } from '../../../core/project/schema.ts';
import type { DataSignature } from '../../../core/project/signature.ts';
import type { Picture } from '../../../core/runs/protocol.ts';
import { formatOf } from '../../../core/tasks/formats/format-of.ts';
import { ownValue } from '../../../core/util/own-value.ts';

/** Numbers of any size from the smallest, 0, to the largest, 1; ½ where all are the same. */
function stretched(values: Float32Array): Float32Array {
  const low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  return values.map((value) => (high > low ? (value - low) / (high - low) : 0.5));
}

/**
 * What every head with one number per sample answers on the grid of a plane, by node, from the outputs by task, [planeCells²] each:
 * probabilities as they are, numbers from their smallest to their largest.
 */
export function planePictures(
  { tasks, graph }: Pick<Project, 'tasks' | 'graph'>,
  { targets }: Pick<DataSignature, 'targets'>,
  outputs: Readonly<Record<string, Float32Array>>,
): Readonly<Record<string, Picture>> {
  const shape = [planeCells, planeCells];
  return Object.fromEntries(
    graph.nodes.flatMap((node): [string, Picture][] => {
      if (node.kind !== headKind) return [];
      const task = tasks.find(({ id }) => id === headTask(node));
      const target = targets.find(({ id }) => id === task?.target);
      const values = task && ownValue(outputs, task.id);
      if (!target || values?.length !== planeCells ** 2) return [];
      const drawn = formatOf(target).numbers === undefined ? values : stretched(values);
      return [[node.id, { kind: 'plane', shape, values: drawn, total: 1 }]];
    }),
  );
}
