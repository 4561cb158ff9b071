import type { Dataset } from '../../data/types.ts';
import { defaults } from '../../project/defaults.ts';
import type { GraphNode, Project, Task } from '../../project/schema.ts';
import { noTag } from '../../tasks/formats/tags.ts';
import { endToken, startToken } from '../../tasks/formats/tokens.ts';
import { type TaskKindId, taskKinds } from '../../tasks/registry.ts';
import type { TargetFormat, TargetInfo } from '../../tasks/types.ts';
import { at } from '../../util/assert-never.ts';
import { randomStream } from '../../util/random.ts';
import { head, input, layer, wires } from '../sketch.ts';

const features = 6;
const words = ['', '⟨start⟩', '⟨end⟩', 'low', 'high'];

/** A target of every format that follows from six numbers. */
const formats = {
  class: { format: 'class', classes: ['a', 'b', 'c'] },
  grade: { format: 'class', classes: ['low', 'middle', 'high', 'top'], ordered: true },
  yes: { format: 'binary' },
  labels: { format: 'multiLabel', labels: ['x', 'y', 'z'] },
  values: { format: 'values', size: 2 },
  tags: { format: 'tags', length: 4, tags: ['O', 'B-X', 'I-X'], scheme: 'bio' },
  words: { format: 'sequence', length: 3, vocabulary: words, previous: 'so-far' },
  box: { format: 'box' },
  copy: { format: 'input', input: 'x', shape: [features] },
} as const satisfies Record<string, TargetFormat>;

/** Of each task kind the target that it learns. */
const learns: Readonly<Record<TaskKindId, keyof typeof formats>> = {
  classification: 'class',
  binary: 'yes',
  multiLabel: 'labels',
  regression: 'values',
  ordinal: 'grade',
  tagging: 'tags',
  generation: 'words',
  detection: 'box',
  reconstruction: 'copy',
  retrieval: 'class',
};

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** The labels of one sample. Texts have 0 to 4 tokens, a place is an entity where its number is positive. */
function labelsOf(x: readonly number[], tokens: number): Record<Exclude<keyof typeof formats, 'copy'>, number[]> {
  const n = (i: number): number => at(x, i);
  const sign = (i: number): number => (n(i) > 0 ? 1 : 0);
  const grade = [-0.7, 0, 0.7].filter((border) => n(3) > border).length;
  const tag = (i: number): number => (sign(i) === 0 ? 0 : i > 0 && i < tokens && sign(i - 1) === 1 ? 2 : 1);
  const present = n(5) > -0.6;
  return {
    class: [[0, 1, 2].reduce((best, i) => (n(i) > n(best) ? i : best))],
    grade: [grade],
    yes: [sign(4)],
    labels: [sign(0), sign(2), sign(4)],
    values: [n(0) - n(1), 0.5 * n(2) + n(5)],
    tags: [0, 1, 2, 3].map((i) => (i < tokens ? tag(i) : noTag)),
    words: [3 + sign(0), 3 + sign(1), endToken],
    box: present ? [1, sigmoid(n(0)), sigmoid(n(1)), 0.2 + 0.3 * sigmoid(n(2)), 0.3] : [0, 0, 0, 0, 0],
  };
}

/** Samples of every format; one text in five is empty, and one in five is full. */
export function everyFormat(count: number): Dataset {
  const random = randomStream(5, 'every format');
  const x = Array.from({ length: count }, () => Array.from({ length: features }, () => random.normal()));
  const rows = x.map((numbers, i) => labelsOf(numbers, i % 5));
  const integers: readonly string[] = ['class', 'grade', 'tags', 'words'];
  const stored = (id: Exclude<keyof typeof formats, 'copy'>): Float32Array | Int32Array => {
    const all = rows.flatMap((labels) => labels[id]);
    return integers.includes(id) ? Int32Array.from(all) : Float32Array.from(all);
  };
  const { copy: _, ...own } = formats;
  const ids = Object.keys(own).filter((id): id is keyof typeof own => id in own);
  return {
    signature: {
      inputs: [
        { id: 'x', shape: [features], dtype: 'f32' },
        { id: 'so-far', shape: [3], dtype: 'i32', vocabulary: words.length, words },
      ],
      targets: Object.entries(formats).map(([id, format]): TargetInfo => ({ ...format, id, title: { en: id, 'zh-CN': id } })),
      count,
    },
    inputs: {
      x: Float32Array.from(x.flat()),
      'so-far': Int32Array.from(rows.flatMap((labels) => [startToken, ...labels.words.slice(0, -1)])),
    },
    targets: Object.fromEntries(ids.map((id) => [id, stored(id)])),
  };
}

/** A document on such data with a task of each of the given kinds: one shared layer, and a Dense layer per head. */
export function everyKind(tasks: readonly (Partial<Task> & Pick<Task, 'kind'>)[], batchSize = 16): Project {
  const complete = tasks.map((fields, i): Task => {
    const loss = at(taskKinds[fields.kind].losses, 0).id;
    return defaults.task({ id: `${fields.kind}-${i}`, name: fields.kind, target: learns[fields.kind], loss, ...fields });
  });
  const branches = complete.map((task, row) => {
    const shape = taskKinds[task.kind].logitsShape(
      at(
        Object.entries(formats).filter(([id]) => id === task.target),
        0,
      )[1],
    );
    const extents = shape.map((extent) => extent ?? 8);
    const units = extents.reduce((product, extent) => product * extent, 1);
    const nodes: GraphNode[] = [layer('dense', `${task.id}-dense`, 2, row, { units })];
    if (extents.length > 1) nodes.push(layer('reshape', `${task.id}-shape`, 3, row, { shape: extents }));
    return [...nodes, head(task.id, 4, row)];
  });
  const blank = defaults.project('every format');
  return {
    ...blank,
    tasks: complete,
    graph: {
      nodes: [input('x', 0, 0), layer('dense', 'trunk', 1, 0, { units: 32, activation: 'tanh' }), ...branches.flat()],
      edges: wires(...branches.map((nodes) => ['x', 'trunk', ...nodes.map(({ id }) => id)])),
    },
    training: { ...blank.training, batchSize, learningRate: 0.01 },
  };
}
