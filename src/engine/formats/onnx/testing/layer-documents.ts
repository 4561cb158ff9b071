import { analyzeGraph } from '../../../../core/graph/analyze.ts';
import { layers } from '../../../../core/layers/registry.ts';
import type { FieldSpec, LayerKind } from '../../../../core/layers/types.ts';
import { head, input, layer, sketch, task, wires } from '../../../../core/presets/sketch.ts';
import type { GraphNode, Project } from '../../../../core/project/schema.ts';
import type { DataSignature } from '../../../../core/project/signature.ts';

/** Small samples of everything that a layer may take. */
export const signature: DataSignature = {
  inputs: [
    { id: 'features', shape: [6], dtype: 'f32' },
    { id: 'others', shape: [6], dtype: 'f32' },
    { id: 'one', shape: [1], dtype: 'f32' },
    { id: 'sequence', shape: [5, 6], dtype: 'f32' },
    { id: 'image', shape: [8, 7, 2], dtype: 'f32' },
    { id: 'tokens', shape: [5], dtype: 'i32', vocabulary: 7 },
    { id: 'words', shape: [4], dtype: 'i32', vocabulary: 9 },
  ],
  targets: [{ id: 'y', title: { en: 'y', 'zh-CN': 'y' }, format: 'values', size: 3 }],
  count: 100,
};

/** What arrives from where: an input, or a layer on it that makes sequences with padding of tokens. */
const sources: Readonly<Record<string, readonly GraphNode[]>> = {
  ...Object.fromEntries(signature.inputs.map(({ id }) => [id, [input(id, 0, 0)]])),
  padded: [input('tokens', 0, 0), layer('embedding', 'padded', 1, 0, { units: 6 })],
  memory: [input('words', 0, 0), layer('embedding', 'memory', 1, 0, { units: 6 })],
};

/** What is offered to the first port of a kind; other ports get what stands behind the colon. */
const offers: readonly (readonly string[])[] = [
  ['features', 'others'],
  ['one'],
  ['sequence', 'padded', 'memory'],
  ['padded', 'memory', 'sequence'],
  ['image'],
  ['tokens'],
];

const outFrom = 'tested';

/** A document that reads what a layer makes of an offer. */
function documentOf(kind: LayerKind, params: Record<string, unknown>, offer: readonly string[], further: boolean): Project {
  const [first = ''] = offer;
  const wired = kind.inputs.flatMap(({ id, many, min }, port): (readonly [string, string])[] => {
    if (port === 0) return many ? [first, offer[1] ?? first].map((source) => [source, id] as const) : [[first, id]];
    if (!further && min === 0) return [];
    return [[offer[port] ?? (id === 'gate' || id === 'state' ? 'features' : first), id]];
  });
  const needed = new Map(wired.flatMap(([source]) => sources[source] ?? []).map((node): [string, GraphNode] => [node.id, node]));
  const nodes = [
    ...needed.values(),
    layer(kind.kind, outFrom, 2, 0, params),
    layer('flatten', 'flat', 3, 0),
    layer('dense', 'logits', 4, 0, { units: 3 }),
    head('y', 5, 0),
  ];
  const before = [...needed.values()].flatMap(({ id }) =>
    id === 'padded' ? [['tokens', 'padded']] : id === 'memory' ? [['words', 'memory']] : [],
  );
  return sketch({
    name: `${kind.kind} on ${offer.join(', ')}`,
    data: { dataset: 'none' },
    tasks: [task('y', 'regression', 'Numbers')],
    nodes,
    edges: wires(...before, ...wired.map(([source, port]) => [source, `${outFrom}:${port}`]), [
      outFrom,
      'flat',
      'logits',
      'y-head',
    ]),
  });
}

/** Other values of a field than its usual one. */
function valuesOf(field: FieldSpec): readonly unknown[] {
  switch (field.control) {
    case 'choice':
      return field.options.map(({ value }) => value);
    case 'switch':
      return [false, true];
    case 'integers':
      return field.length === 2
        ? [
            [2, 3],
            [3, 2],
            [1, 2],
          ]
        : [[-1, 2]];
    case 'integer':
      return [1, 3];
    default:
      return [];
  }
}

/** The kind's usual settings, and those with one setting after the other changed. */
function settings(kind: LayerKind): readonly Record<string, unknown>[] {
  const usual = kind.schema.parse({});
  const changed = kind.fields.flatMap((field) => valuesOf(field).map((value) => ({ ...usual, [field.name]: value })));
  const all = [usual, ...changed].filter((params) => kind.schema.safeParse(params).success);
  return [...new Map(all.map((params) => [JSON.stringify(params), params])).values()];
}

/** Documents of a kind with its usual settings on everything that it takes, and with all others on the first thing. */
export function layerDocuments(id: string): readonly Project[] {
  const kind = layers[id];
  if (!kind) return [];
  const ports = kind.inputs.some(({ min }, port) => port > 0 && min === 0) ? [true, false] : [false];
  return settings(kind).flatMap((params, i) => {
    const documents = offers.flatMap((offer) =>
      ports.flatMap((further) => {
        const document = documentOf(kind, params, offer, further);
        return analyzeGraph(document, signature).trainable ? [document] : [];
      }),
    );
    return i === 0 ? documents : documents.slice(0, 1);
  });
}
