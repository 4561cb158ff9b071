import { crc32 } from '../data/checksum.ts';
import type { GraphAnalysis } from '../graph/analyze.ts';
import { mapNodes } from '../graph/edits.ts';
import type { Project, Taken } from '../project/schema.ts';
import type { Checkpoint, NamedWeights } from './protocol.ts';

/** A tensor of a node that is trained, or a running statistic. */
export type Weight = NamedWeights[string];

/** What a model has learned: by node, then by the parameter's own name. */
export type LearnedLayers = ReadonlyMap<string, ReadonlyMap<string, Weight>>;

/** Why a node does not take what another one has learned: the first of its parameters that has no like there. */
export interface Misfit {
  readonly parameter: string;
  readonly here: readonly number[];
  /** There; null: there is none. */
  readonly there: readonly number[] | null;
}

/** The weights of a checkpoint by their names: its layout says what stands where (see `layoutKey`). */
export function namedIn({ parameters, state, layoutKey }: Checkpoint): NamedWeights {
  const [trained = '', , kept = ''] = layoutKey.split('|');
  const read = (views: string, buffer: Float32Array) =>
    [...views.matchAll(/([^;[\]@]+)\[([\d,]*)\]@(\d+)/g)].map(([, name = '', axes = '', offset = '0']) => {
      const shape = axes === '' ? [] : axes.split(',').map(Number);
      const size = shape.reduce((product, axis) => product * axis, 1);
      return [name, { shape, data: buffer.slice(Number(offset), Number(offset) + size) }] as const;
    });
  return Object.fromEntries([...read(trained, parameters), ...read(kept, state)]);
}

/** Weights by node. */
export function layersIn(weights: NamedWeights): LearnedLayers {
  const layers = new Map<string, Map<string, Weight>>();
  for (const [name, weight] of Object.entries(weights)) {
    const cut = name.indexOf('/');
    if (cut <= 0) continue;
    const node = name.slice(0, cut);
    const own = layers.get(node) ?? new Map<string, Weight>();
    own.set(name.slice(cut + 1), weight);
    layers.set(node, own);
  }
  return layers;
}

const same = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((axis, i) => axis === b[i]);

/** Parameters of a node of this document, by their own names. */
export type Wanted = readonly { readonly name: string; readonly shape: readonly number[] }[];

/** Nothing, where a node can begin with what another one has learned; else the first thing that speaks against it. */
export function misfitOf(wanted: Wanted, learned: ReadonlyMap<string, Weight>): Misfit | null {
  for (const { name, shape } of wanted) {
    const there = learned.get(name)?.shape ?? null;
    if (!there || !same(shape, there)) return { parameter: name, here: shape, there };
  }
  return null;
}

/** The node whose weights a node would take: the one of its own name, else the only one that fits. */
export function proposedSource(id: string, wanted: Wanted, layers: LearnedLayers): string | null {
  const own = layers.get(id);
  if (own && misfitOf(wanted, own) === null) return id;
  const fitting = [...layers].filter(([, learned]) => misfitOf(wanted, learned) === null).map(([node]) => node);
  return fitting.length === 1 ? (fitting[0] ?? null) : own ? id : null;
}

/** The nodes of a document that learn, with what they would take. */
export const learners = (
  project: Project,
  analysis: GraphAnalysis,
): readonly { readonly id: string; readonly wanted: Wanted }[] =>
  project.graph.nodes.flatMap(({ id }) => {
    const wanted = analysis.nodes.get(id)?.parameters ?? [];
    return wanted.length > 0 ? [{ id, wanted }] : [];
  });

/** A checksum over all values of a node, by which what a document means is known again. */
export function sumOf(learned: ReadonlyMap<string, Weight>): string {
  const sums = [...learned]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { shape, data }]) => {
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      return `${name}[${shape.join()}]${crc32(bytes)}`;
    });
  return crc32(Uint8Array.from(sums.join(';'), (letter) => letter.charCodeAt(0)))
    .toString(16)
    .padStart(8, '0');
}

/** Which node takes what another one has learned. */
export type Taking = ReadonlyMap<string, Taken>;

/** A document whose nodes begin with what others have learned; frozen, where they are to stay so. */
export const withTaken = (project: Project, taking: Taking, frozen: boolean): Project =>
  mapNodes(project, (node) => {
    const taken = taking.get(node.id);
    return taken ? { ...node, taken, ...(frozen ? { frozen: true } : {}) } : node;
  });
