import { describe, expect, test } from 'vitest';
import { layers } from '../../../core/layers/registry.ts';
import { presets } from '../../../core/presets/registry.ts';
import { head, input, layer, sketch, task, wires } from '../../../core/presets/sketch.ts';
import type { Project } from '../../../core/project/schema.ts';
import { at } from '../../../core/util/assert-never.ts';
import { namedWeights } from '../named-weights.ts';
import { budgetOf, trainedModel } from '../testing.ts';
import { writeModelZip } from './model-zip.ts';
import { readModelZip } from './read-model-zip.ts';
import { expectSamePredictions } from './testing/stock-model.ts';

/** Layers that no stock layers compute. */
const refused: readonly string[] = ['selector', 'l2Normalize'];

/** Presets with layers that no stock layers compute: sequences behind padding, attention, embeddings that search. */
const inexpressible: readonly string[] = [
  'glosses-mtnet',
  'news-headline',
  'news-entities',
  'languages',
  'scenes-transformer',
  'digits-vision',
  'speech-four',
];

/** Those of them whose layers tfjs has, but not behind padding. */
const behindPadding: readonly string[] = ['glosses-mtnet', 'news-entities', 'languages'];

const elsewhere: readonly string[] = ['tokenDropout', 'ordinalThresholds'];

/** The step of a path that enters a node where it takes several inputs. */
const withPort = (kind: string, id: string): string => (kind === 'selector' ? `${id}:experts` : id);

describe('a zipped LayersModel, loaded by stock tfjs', () => {
  const [writable, unwritable] = [true, false].map((can) =>
    presets.filter(({ id }) => inexpressible.includes(id) !== can).map((preset) => [preset.id, preset] as const),
  );

  test.each(writable ?? [])('predicts as the page does: preset %s', async (_, preset) => {
    await expectSamePredictions(preset.project());
  });

  test.each(unwritable ?? [])('is refused in words that name the cause: preset %s', (id, preset) => {
    const cause = behindPadding.includes(id) ? 'reads padded sequences' : 'TensorFlow.js has no layer';
    expect(() => writeModelZip(trainedModel(preset.project()))).toThrow(cause);
  });

  test('carries its document, and names its outputs after the tasks', async () => {
    const project = at(presets, 0).project();
    const model = await expectSamePredictions(project);
    expect(model.outputNames).toEqual(project.tasks.map(({ id }) => id));
    expect(model.getUserDefinedMetadata()).toMatchObject({ mtlPlayground: { format: 'mtl-playground' }, step: 123 });
  });

  test.each(Object.entries(documents()))('predicts as the page does: %s', async (_, project) => {
    await expectSamePredictions(project);
  });

  test('is tested with every layer kind', () => {
    const used = new Set(Object.values(documents()).flatMap((project) => project.graph.nodes.map((node) => node.kind)));
    // `refused` has no counterpart, a token dropout is nothing to numbers, sequences and thresholds have tests of their own.
    const others = Object.values(layers).filter(({ kind, category }) => category !== 'sequence' && !elsewhere.includes(kind));
    expect(others.map(({ kind }) => kind).filter((kind) => !used.has(kind) && !refused.includes(kind))).toEqual([]);
  });

  test.each(refused)('is not written where a layer has no counterpart in tfjs: %s', (kind) => {
    const project = onDigits(
      [layer('flatten', 'row', 1, 0), layer(kind, 'last', 2, 0)],
      ['image', 'row', withPort(kind, 'last')],
    );
    expect(() => writeModelZip(trainedModel(project))).toThrow(/last/);
  });

  test('is not written where a gate keeps only the best', () => {
    const nodes = [layer('dense', 'a', 1, 0), layer('dense', 'b', 1, 1), layer('mixture', 'last', 2, 0, { topK: 1 })];
    const project = onDigits(nodes, ['image', 'a', 'last:experts'], ['image', 'b', 'last:experts'], ['image', 'last:gate']);
    expect(() => writeModelZip(trainedModel(project))).toThrow(/last .* keeps only its 1 best expert for/);
  });

  test('comes back with every weight, under its own name and in its own shape', () => {
    for (const project of Object.values(documents())) {
      const source = trainedModel(project);
      const zip = writeModelZip(source);
      const read = readModelZip(zip, budgetOf(zip));
      if (!read.ok || !read.value.weights) throw new Error('a model with weights');
      expect(read.value.weights).toEqual(namedWeights(source.program, source.checkpoint));
    }
  });

  test('is the same file for the same model', () => {
    const source = trainedModel(at(presets, 0).project());
    expect(writeModelZip(source)).toEqual(writeModelZip(source));
  });
});

/** A document on the digits with a head for the digit and one for the parity behind the node `last`. */
function onDigits(nodes: ReturnType<typeof layer>[], ...paths: string[][]): Project {
  const project = sketch({
    name: 'test',
    data: { dataset: 'mnist' },
    tasks: [task('digit', 'classification', 'Digit'), task('parity', 'binary', 'Parity')],
    nodes: [
      input('image', 0, 0),
      ...nodes,
      layer('flatten', 'flat', 8, 0),
      layer('dense', 'digit-logits', 9, 0, { units: 10 }),
      layer('dense', 'parity-logits', 9, 1, { units: 1 }),
      head('digit', 10, 0),
      head('parity', 10, 1),
    ],
    edges: wires(...paths, ['last', 'flat', 'digit-logits', 'digit-head'], ['flat', 'parity-logits', 'parity-head']),
  });
  return project;
}

/** The same document with its second task switched off. */
function withoutParity(project: Project): Project {
  return { ...project, tasks: project.tasks.map((item) => ({ ...item, enabled: item.id !== 'parity' })) };
}

/** The same document with a second wire beside the one from `source` to `target`. */
function twice(source: string, target: string, project: Project): Project {
  const { graph } = project;
  return { ...project, graph: { ...graph, edges: [...graph.edges, { id: 'again', source, target, port: 'in' }] } };
}

/** Documents that between them use every layer kind, with every activation and every way of being sliced, joined and padded. */
function documents(): Record<string, Project> {
  return {
    'convolutions and pools': onDigits(
      [
        layer('conv2d', 'a', 1, 0, { filters: 3, kernel: [3, 2], stride: [2, 2], padding: 'same', activation: 'gelu' }),
        layer('batchNorm', 'b', 2, 0, { epsilon: 0.01 }),
        layer('avgPool', 'c', 3, 0, { size: [3, 3], stride: [2, 2], padding: 'same' }),
        layer('conv2d', 'd', 4, 0, {
          filters: 4,
          kernel: [2, 2],
          padding: 'same',
          dilation: [2, 2],
          useBias: false,
          activation: 'leakyRelu',
        }),
        layer('maxPool', 'last', 5, 0, { size: [2, 2], stride: [1, 1], padding: 'same' }),
      ],
      ['image', 'a', 'b', 'c', 'd', 'last'],
    ),
    'every activation': onDigits(
      [
        layer('flatten', 'a', 1, 0),
        layer('dense', 'b', 2, 0, { units: 12, activation: 'elu' }),
        layer('activation', 'gelu', 3, 0, { activation: 'gelu' }),
        layer('activation', 'leaky', 3, 1, { activation: 'leakyRelu', slope: 0.05 }),
        layer('activation', 'tanh', 3, 2, { activation: 'tanh' }),
        layer('activation', 'sigmoid', 3, 3, { activation: 'sigmoid' }),
        layer('activation', 'elu', 3, 4, { activation: 'elu' }),
        layer('dropout', 'drop', 3, 5, { rate: 0.5 }),
        layer('concat', 'join', 4, 0),
        layer('layerNorm', 'last', 5, 0),
      ],
      ['image', 'a', 'b', 'gelu', 'join', 'last'],
      ...['leaky', 'tanh', 'sigmoid', 'elu', 'drop'].map((id) => ['b', id, 'join']),
    ),
    'slices, joins and shapes': twice(
      'columns',
      'doubled',
      onDigits(
        [
          layer('reshape', 'a', 1, 0, { shape: [14, 28, 2] }),
          layer('slice', 'rows', 2, 0, { axis: 0, begin: 3, size: 5 }),
          layer('slice', 'columns', 3, 0, { axis: 1, begin: 2, size: 20 }),
          layer('slice', 'channel', 4, 0, { axis: -1, begin: 1, size: 1 }),
          layer('slice', 'one-row', 4, 1, { axis: 0, begin: 4, size: 1 }),
          layer('add', 'sum', 5, 0),
          layer('multiply', 'product', 5, 1),
          layer('average', 'mean', 5, 2),
          layer('average', 'alone', 5, 3),
          layer('add', 'doubled', 5, 4),
          layer('concat', 'joined', 6, 0, { axis: 0 }),
          layer('globalPool', 'largest', 7, 0, { mode: 'max' }),
          layer('globalPool', 'middle', 7, 1),
          layer('dense', 'deep', 7, 2, { units: 3, activation: 'tanh' }),
          layer('flatten', 'deep-flat', 8, 2),
          layer('flatten', 'flat-again', 8, 3),
          layer('concat', 'last', 9, 0),
        ],
        ['image', 'a', 'rows', 'columns', 'channel', 'sum', 'joined', 'largest', 'last'],
        ['columns', 'one-row', 'sum'],
        ['columns', 'product', 'joined', 'middle', 'last'],
        ['channel', 'product'],
        ['one-row', 'product'],
        ['columns', 'mean', 'joined', 'deep', 'deep-flat', 'flat-again', 'last'],
        ['columns', 'mean'],
        ['channel', 'mean'],
        ['columns', 'alone', 'joined'],
        ['columns', 'doubled', 'joined'],
      ),
    ),
    'gates, learned sums, decoders and augmentation': onDigits(
      [
        layer('randomShift', 'shift', 1, 0),
        layer('randomFlip', 'flip', 2, 0),
        layer('cutout', 'cut', 3, 0),
        layer('gaussianNoise', 'noise', 4, 0),
        layer('separableConv2d', 'separable', 5, 0, { filters: 3, stride: [4, 4], activation: 'gelu' }),
        layer('depthwiseConv2d', 'depthwise', 6, 0, { multiplier: 2, kernel: [2, 3], useBias: false, activation: 'tanh' }),
        layer('transposedConv2d', 'decoded', 7, 0, { filters: 4, activation: 'relu' }),
        layer('upsample2d', 'blended', 7, 1, { mode: 'bilinear' }),
        layer('upsample2d', 'copied', 7, 2),
        layer('conv2d', 'a', 8, 1, { filters: 4, kernel: [1, 1] }),
        layer('conv2d', 'b', 8, 2, { filters: 4, kernel: [1, 1], activation: 'tanh' }),
        layer('mixture', 'gated', 9, 0, { temperature: 0.7 }),
        layer('dense', 'gate-logits', 9, 1, { units: 2 }),
        layer('mixture', 'by-logits', 9, 2, { gate: 'logits', temperature: 2 }),
        layer('mixture', 'one', 10, 0),
        layer('learnedSum', 'stitched', 11, 0),
        layer('learnedSum', 'sluice', 11, 1, { subspaces: 2 }),
        layer('learnedSum', 'scaled', 12, 1),
        layer('stopGradient', 'stop', 12, 0),
        layer('reverseGradient', 'reverse', 13, 0),
        layer('globalPool', 'small', 8, 3),
        layer('softmax', 'shares', 9, 3),
        layer('add', 'last', 14, 0),
      ],
      ['image', 'shift', 'flip', 'cut', 'noise', 'separable', 'depthwise', 'decoded', 'gated:experts'],
      ['depthwise', 'blended', 'a', 'gated:experts'],
      ['depthwise', 'copied', 'b', 'gated:experts'],
      ['depthwise', 'gated:gate'],
      ['depthwise', 'small', 'shares', 'gate-logits', 'by-logits:gate'],
      ['a', 'by-logits:experts'],
      ['b', 'by-logits:experts'],
      ['small', 'one:gate'],
      ['gated', 'one:experts', 'stitched', 'stop', 'last'],
      ['by-logits', 'stitched'],
      ['by-logits', 'sluice', 'scaled', 'reverse', 'last'],
      ['gated', 'sluice'],
    ),
    'merged ranks, odd names, a frozen layer and a task left out': withoutParity(
      onDigits(
        [
          layer('globalPool', '_pooled', 1, 0),
          { ...layer('dense', '-frozen', 2, 0, { units: 28 }), frozen: true },
          layer('reshape', 'x_pooled', 1, 1, { shape: [28, 28] }),
          layer('add', 'digit', 3, 0),
          layer('dense', 'last', 4, 0, { units: 4, activation: 'relu' }),
        ],
        ['image', '_pooled', '-frozen', 'digit', 'last'],
        ['image', 'x_pooled', 'digit'],
      ),
    ),
  };
}

test('stock TensorFlow.js loads a model whose layers are called as what every object has', async () => {
  const names = Object.getOwnPropertyNames(Object.prototype);
  const [image = '', ...layers] = names;
  const model = await expectSamePredictions(
    sketch({
      name: 'Names',
      data: { dataset: 'mnist' },
      tasks: names.map((name) => task(name, 'classification', name)).map((one) => ({ ...one, target: 'digit' })),
      nodes: [
        { ...input('image', 0, 0), id: image },
        layer('flatten', 'flat', 1, 0),
        ...layers.map((name, row) => layer('dense', name, 2, row, { units: 3 })),
        layer('dense', 'logits', 3, 0, { units: 10 }),
        ...names.map((name, row) => head(name, 4, row)),
      ],
      edges: wires([image, 'flat', ...layers, 'logits'], ...names.map((name) => ['logits', `${name}-head`])),
    }),
  );
  expect(model.outputs).toHaveLength(names.length);
});
