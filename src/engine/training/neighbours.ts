import type { Neighbours, WorkerRequest } from '../../core/runs/protocol.ts';
import { nearest } from '../../core/tasks/metrics/neighbours.ts';
import { at } from '../../core/util/assert-never.ts';
import { ownValue } from '../../core/util/own-value.ts';
import { type EvaluatedTask, takeNumbers } from './evaluate.ts';
import type { PreparedRun } from './prepare.ts';

/** Neighbours are sought among so many samples of a split, the first ones. */
const gallerySize = 512;

type NeighboursRequest = Extract<WorkerRequest, { kind: 'neighbours' }>;

/** The rows among which a request wants neighbours, without the sample itself. */
export function galleryOf({ split }: Pick<PreparedRun, 'split'>, { split: name, query }: NeighboursRequest): Int32Array {
  const own = 'row' in query ? query.row : -1;
  return split[name].filter((row) => row !== own).slice(0, gallerySize);
}

/** The samples of the gallery whose embeddings [gallery, d] are nearest to the query's [d], and what they are. */
export function neighboursOf(
  { dataset }: Pick<PreparedRun, 'dataset'>,
  task: EvaluatedTask,
  {
    gallery,
    embeddings,
    query,
  }: { readonly gallery: Int32Array; readonly embeddings: Float32Array; readonly query: Float32Array },
  count: number,
): Neighbours {
  const width = query.length;
  const all = new Float32Array(embeddings.length + width);
  all.set(embeddings);
  all.set(query, embeddings.length);
  const found = nearest(all, width, gallery.length, [...gallery.keys()], count);
  const rows = Int32Array.from(found, ({ row }) => at(gallery, row));
  const { count: samples, inputs } = dataset.signature;
  return {
    rows,
    similarity: Float32Array.from(found, ({ similarity }) => similarity),
    inputs: Object.fromEntries(
      inputs.map(({ id }) => [id, takeNumbers(ownValue(dataset.inputs, id) ?? new Float32Array(0), samples, rows)]),
    ),
    truth: takeNumbers(task.targets, samples, rows),
  };
}
