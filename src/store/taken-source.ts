import type { Project, Taken } from '../core/project/schema.ts';
import { type LearnedLayers, layersIn, namedIn, sumOf, withTaken } from '../core/runs/taken-layers.ts';
import { diagnostic, ok, type Result, refused } from '../core/util/diagnostics.ts';
import type { Playground } from './playground.ts';
import type { PageRuns } from './runs/page-runs.ts';
import { shownValue } from './shown-value.ts';

/** A trained model whose layers can be taken. */
export interface TakenSource {
  readonly name: string;
  readonly document: Project;
  readonly layers: LearnedLayers;
}

/** The layers of a run that is kept, with its last weights, else its best. */
export async function layersOfRun({ library }: PageRuns, id: string, name: string): Promise<Result<TakenSource>> {
  const kept = (await library.weightsOf(id, 'last')) ?? (await library.weightsOf(id, 'best'));
  if (!kept) return refused(diagnostic('runs.weightsGone', {}, 'page'));
  return ok({ name, document: kept.project, layers: layersIn(namedIn(kept.checkpoint)) });
}

/** The layers of a file: every format that carries weights can be read. */
export async function layersOfFile({ actions }: Playground, file: File): Promise<Result<TakenSource>> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const read = await actions.request({ kind: 'read', fileName: file.name, bytes });
  if (!read.ok) return read;
  const { project, weights } = read.value;
  if (!weights) return refused(diagnostic('file.noWeights', { file: shownValue(file.name) }, 'file'));
  return ok({ name: file.name, document: project, layers: layersIn(weights) });
}

/**
 * The document's nodes begin with what those of a model have learned, by node, in one undo step: training begins anew, and the run that gave way comes
 * back when it is undone. `frozen`: they stay so.
 */
export function takeLayers(
  { actions, taken }: Playground,
  source: TakenSource,
  chosen: ReadonlyMap<string, string>,
  frozen: boolean,
): void {
  const taking = new Map<string, Taken>();
  for (const [id, node] of chosen) {
    const learned = source.layers.get(node);
    if (!learned) continue;
    const sum = sumOf(learned);
    taken.hold(sum, learned);
    taking.set(id, { from: source.name.slice(0, 120), node, sum });
  }
  actions.editAnew((project) => withTaken(project, taking, frozen));
}
