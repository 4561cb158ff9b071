import { defaults } from '../../project/defaults.ts';
import { headKind, inputKind, type Project } from '../../project/schema.ts';
import type { DataSignature } from '../../project/signature.ts';
import { invariant } from '../../util/assert-never.ts';

const classes = (count: number) => Array.from({ length: count }, (_, index) => String(index));
const title = (text: string) => ({ en: text, 'zh-CN': text });

/** Images of 4 × 4 × 1 and a row of 3 numbers, with targets of every format. */
export const signature: DataSignature = {
  inputs: [
    { id: 'image', shape: [4, 4, 1], dtype: 'f32' },
    { id: 'row', shape: [3], dtype: 'f32' },
  ],
  targets: [
    { id: 'digit', title: title('Digit'), format: 'class', classes: classes(10) },
    { id: 'group', title: title('Group'), format: 'class', classes: classes(5) },
    { id: 'parity', title: title('Odd'), format: 'binary' },
    { id: 'thickness', title: title('Thickness'), format: 'values', size: 1 },
  ],
  count: 100,
};

const taskOf = {
  digit: { kind: 'classification', loss: 'crossEntropy' },
  group: { kind: 'classification', loss: 'crossEntropy' },
} as const;

export type NodeSketch = readonly [kind: string, params?: Record<string, unknown>];

/**
 * A document on `signature` with the tasks digit and group. Nodes are `id: [kind, params]`; `in` (the row), `digit-head` and
 * `group-head` are there already. Wires are paths of ids, « a b c ».
 */
export function documentOf(nodes: Readonly<Record<string, NodeSketch>>, ...wires: readonly string[]): Project {
  const all: Record<string, NodeSketch> = {
    in: [inputKind, { input: 'row' }],
    ...nodes,
    'digit-head': [headKind, { task: 'digit' }],
    'group-head': [headKind, { task: 'group' }],
  };
  const steps = wires.flatMap((path) => {
    const ids = path.split(' ');
    return ids.slice(1).map((target, index) => {
      const source = ids[index];
      invariant(source !== undefined && source in all && target in all, `the step to ${target} joins known nodes`);
      return { source, target };
    });
  });
  return {
    ...defaults.project('test'),
    tasks: Object.entries(taskOf).map(([id, fields]) => defaults.task({ id, name: id, target: id, ...fields })),
    graph: {
      nodes: Object.entries(all).map(([id, [kind, params = {}]], index) =>
        defaults.node({ id, kind, params, position: { x: index * 100, y: 0 } }),
      ),
      edges: steps.map((step, index) => defaults.edge({ id: `e${index}`, ...step })),
    },
  };
}

/** in → shared → a Dense of logits and a head per task. */
export const sharedDocument = (): Project =>
  documentOf(
    { shared: ['dense', { units: 8, activation: 'relu' }], d: ['dense', { units: 10 }], g: ['dense', { units: 5 }] },
    'in shared d digit-head',
    'shared g group-head',
  );

/** Two shared layers, a node that joins them, then the tasks. */
export const deepDocument = (): Project =>
  documentOf(
    {
      first: ['dense', { units: 4, activation: 'tanh' }],
      second: ['dense', { units: 6, activation: 'tanh' }],
      both: ['concat'],
      d: ['dense', { units: 10 }],
      g: ['dense', { units: 5 }],
    },
    'in first second both d digit-head',
    'first both',
    'both g group-head',
  );

/** Edges as « source>target », sorted. */
export const wiresOf = ({ graph }: Project): string[] => graph.edges.map(({ source, target }) => `${source}>${target}`).sort();

export const codesOf = (items: readonly { readonly code: string; readonly where?: string }[]): string[] =>
  items.map(({ code, where }) => `${code} ${where ?? ''}`.trim());

/** Makes every write into the document throw. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    for (const item of Object.values(value)) frozen(item);
  }
  return value;
}
