import { expect, test } from 'vitest';
import { compileProject } from '../compile/compile.ts';
import type { DataSignature } from '../project/signature.ts';
import { analyzeGraph } from './analyze.ts';
import { guessingLoss, proposedDocument } from './proposed-document.ts';

const grades = Array.from({ length: 9 }, (_, i) => `grade ${i}`);
const title = (name: string) => ({ en: name, 'zh-CN': name });

const signature: DataSignature = {
  inputs: [
    { id: 'row', shape: [3], dtype: 'f32' },
    { id: 'city', shape: [1], dtype: 'i32', vocabulary: 40 },
    { id: 'review', shape: [20], dtype: 'i32', vocabulary: 500 },
  ],
  targets: [
    { id: 'kind', title: title('Kind'), format: 'class', classes: ['a', 'b', 'c'] },
    { id: 'grade', title: title('Grade'), format: 'class', classes: grades, ordered: true },
    { id: 'price', title: title('Price'), format: 'values', size: 1 },
    { id: 'tags', title: title('Tags'), format: 'multiLabel', labels: ['x', 'y'] },
    { id: 'bought', title: title('Bought'), format: 'binary' },
  ],
  count: 100,
  parts: { train: 70, validation: 15, test: 15 },
};

test('a branch for every kind of input, a shared trunk, a head for every target, and losses that start alike', () => {
  const { project, branches, heads } = proposedDocument('own-x', {}, signature, (target) => target.title.en);
  expect({ branches, heads }).toEqual({ branches: 3, heads: 5 });
  expect(analyzeGraph(project, signature).diagnostics).toEqual([]);
  expect(compileProject(project, signature)).toMatchObject({ ok: true });
  const kinds = project.graph.nodes.map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'embedding')).toHaveLength(2);
  expect(kinds.filter((kind) => kind === 'concat')).toHaveLength(1);
  expect(project.training.batchSize).toBeLessThanOrEqual(70);
  for (const task of project.tasks) {
    const target = signature.targets.find(({ id }) => id === task.target);
    expect(target && guessingLoss(task.kind, target) * task.weight).toBeCloseTo(1, 1);
  }
  const weights = Object.fromEntries(project.tasks.map(({ target, weight }) => [target, weight]));
  expect(weights).toMatchObject({ price: 1, bought: 1.4, kind: 0.91 });
});

test('numbers alone need no branch', () => {
  const [row] = signature.inputs;
  const plain = { ...signature, inputs: row ? [row] : [] };
  const { project, branches } = proposedDocument('own-x', {}, plain, (target) => target.title.en);
  expect(branches).toBe(1);
  expect(project.graph.nodes.map(({ id }) => id)).not.toContain('all');
  expect(analyzeGraph(project, plain).diagnostics).toEqual([]);
});

const image: DataSignature = {
  inputs: [{ id: 'photo', shape: [32, 32, 3], dtype: 'f32' }],
  targets: [
    { id: 'animal', title: title('Animal'), format: 'class', classes: ['a', 'b', 'c'] },
    { id: 'box', title: title('Box'), format: 'box' },
  ],
  count: 200,
};
const text: DataSignature = {
  inputs: [
    { id: 'text', shape: [24], dtype: 'i32', vocabulary: 300 },
    { id: 'title-so-far', shape: [6], dtype: 'i32', vocabulary: 40 },
  ],
  targets: [
    { id: 'topic', title: title('Topic'), format: 'class', classes: ['a', 'b', 'c'] },
    { id: 'entities', title: title('Entities'), format: 'tags', length: 24, tags: ['O', 'B-X', 'I-X'], scheme: 'bio' },
    {
      id: 'title',
      title: title('Title'),
      format: 'sequence',
      length: 6,
      vocabulary: Array.from({ length: 40 }, (_, i) => `${i}`),
      previous: 'title-so-far',
    },
  ],
  count: 200,
};
const only = (signature: DataSignature, ...ids: readonly string[]): DataSignature => ({
  ...signature,
  inputs: ids.includes('title') ? signature.inputs : signature.inputs.slice(0, 1),
  targets: signature.targets.filter(({ id }) => ids.includes(id)),
});

test.each([
  ['images with classes and boxes', image, ['conv2d', 'maxPool', 'flatten']],
  ['a text with a class and entities', only(text, 'topic', 'entities'), ['embedding', 'conv1d', 'globalPool']],
  ['a text with entities alone', only(text, 'entities'), ['embedding', 'conv1d']],
  ['a text with a class, entities and a title to write', text, ['positionEmbedding', 'transformerBlock', 'globalPool']],
  ['a text with a title to write alone', only(text, 'title'), ['positionEmbedding', 'transformerBlock']],
  [
    'frames of sound',
    { ...only(image, 'animal'), inputs: [{ id: 'sound', shape: [60, 40], dtype: 'f32' }] } satisfies DataSignature,
    ['conv1d', 'globalPool'],
  ],
])('%s get a network of layers that suit them, which compiles', (_, given: DataSignature, kinds) => {
  const { project, heads } = proposedDocument('own-x', {}, given, (target) => target.title.en);
  expect(heads).toBe(given.targets.length);
  expect(analyzeGraph(project, given).diagnostics).toEqual([]);
  const compiled = compileProject(project, given);
  expect(compiled.ok ? [] : compiled.diagnostics).toEqual([]);
  expect(project.graph.nodes.map(({ kind }) => kind)).toEqual(expect.arrayContaining([...kinds]));
  // Nothing stands there that leads nowhere.
  const left = new Set(project.graph.edges.map(({ source }) => source));
  expect(project.graph.nodes.filter(({ id, kind }) => kind !== 'head' && !left.has(id))).toEqual([]);
});
