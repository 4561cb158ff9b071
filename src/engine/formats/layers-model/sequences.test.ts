import { describe, expect, test } from 'vitest';
import { layers } from '../../../core/layers/registry.ts';
import { head, input, layer, sketch, task, wires } from '../../../core/presets/sketch.ts';
import type { Project } from '../../../core/project/schema.ts';
import { namedWeights } from '../named-weights.ts';
import { budgetOf, trainedModel } from '../testing.ts';
import { writeModelZip } from './model-zip.ts';
import { readModelZip } from './read-model-zip.ts';
import { expectSamePredictions } from './testing/stock-model.ts';

const project = (dataset: string, own: ReturnType<typeof task>, ...paths: string[][]) => ({
  on: (...nodes: ReturnType<typeof layer>[]): Project =>
    sketch({
      name: 'test',
      data: { dataset },
      tasks: [own],
      nodes: [input(dataset === 'mnist' ? 'image' : 'letters', 0, 0), ...nodes, head(own.id, 9, 0)],
      edges: wires(...paths, ['logits', `${own.id}-head`]),
    }),
});

/** On words of letters, which end in padding. */
const words = (...path: string[]) =>
  project('cmu-words', task('stress', 'classification', 'Stress'), ['letters', 'e', ...path, 'logits']);
/** On the rows of an image, a sequence without padding. */
const rows = (...path: string[]) =>
  project('mnist', task('digit', 'classification', 'Digit'), ['image', 'rows', ...path, 'logits']);

const embedding = layer('embedding', 'e', 1, 0, { units: 6 });
const asRows = layer('reshape', 'rows', 1, 0, { shape: [28, 28] });
const digits = layer('dense', 'logits', 8, 0, { units: 10 });
const stresses = (units: number) => layer('dense', 'logits', 8, 0, { units });
const stressClasses = 4;

const documents: Record<string, Project> = {
  'a GRU over padded tokens': words('r').on(embedding, layer('gru', 'r', 2, 0, { units: 5 }), stresses(stressClasses)),
  'layers position by position, then an LSTM': words('d', 'n', 'a', 'r', 's').on(
    embedding,
    layer('dense', 'd', 2, 0, { units: 4, activation: 'elu' }),
    layer('layerNorm', 'n', 3, 0),
    layer('dropout', 'a', 4, 0),
    layer('lstm', 'r', 5, 0, { units: 5, returns: 'all' }),
    layer('gru', 's', 6, 0, { units: 3 }),
    stresses(stressClasses),
  ),
  'convolutions along time, and a maximum': rows('a', 'b', 'm', 'again', 'l').on(
    asRows,
    layer('conv1d', 'a', 2, 0, { filters: 5, kernel: 3, stride: 2, activation: 'gelu' }),
    layer('conv1d', 'b', 3, 0, { filters: 4, kernel: 2, dilation: 2, padding: 'valid', useBias: false }),
    layer('globalPool', 'm', 4, 0, { mode: 'max' }),
    layer('repeat', 'again', 5, 0, { length: 3 }),
    layer('lstm', 'l', 6, 0, { units: 4 }),
    digits,
  ),
};

/** What has no counterpart, as the layer `odd`, and the reason that is told. */
const refused: Record<string, readonly [Project, string]> = {
  ...Object.fromEntries(
    ['multiHeadAttention', 'transformerBlock', 'positionEmbedding', 'taskEmbedding'].map((kind): [string, [Project, string]] => [
      kind,
      [rows('odd', 'p').on(asRows, layer(kind, 'odd', 2, 0), layer('globalPool', 'p', 3, 0), digits), 'has no layer'],
    ]),
  ),
  attentionPool: [rows('odd').on(asRows, layer('attentionPool', 'odd', 2, 0), digits), 'has no layer'],
  pickStep: [rows('odd').on(asRows, layer('pickStep', 'odd', 2, 0), digits), 'has no layer'],
  'conv1d, causal': [
    rows('odd', 'p').on(asRows, layer('conv1d', 'odd', 2, 0, { padding: 'causal' }), layer('globalPool', 'p', 3, 0), digits),
    'pads causally',
  ],
  'gru in both directions': [
    rows('odd').on(asRows, layer('gru', 'odd', 2, 0, { bidirectional: true }), digits),
    'in both directions',
  ],
  'conv1d of padded sequences': [
    words('odd', 'r').on(embedding, layer('conv1d', 'odd', 2, 0), layer('gru', 'r', 3, 0), stresses(stressClasses)),
    'reads padded sequences',
  ],
  'a GELU of padded sequences': [
    words('odd', 'r').on(
      embedding,
      layer('activation', 'odd', 2, 0, { activation: 'gelu' }),
      layer('gru', 'r', 3, 0),
      stresses(stressClasses),
    ),
    'reads padded sequences',
  ],
  'a mean over padded tokens': [
    words('odd').on(embedding, layer('globalPool', 'odd', 2, 0), stresses(stressClasses)),
    'reads padded sequences',
  ],
};

describe('sequences in a zipped LayersModel', () => {
  test.each(Object.entries(documents))('predicts as the page does: %s', async (_, document) => {
    await expectSamePredictions(document);
  });

  test.each(Object.entries(documents))('comes back with every weight: %s', (_, document) => {
    const source = trainedModel(document);
    const zip = writeModelZip(source);
    const read = readModelZip(zip, budgetOf(zip));
    if (!read.ok) throw new Error('a model');
    expect(read.value.weights).toEqual(namedWeights(source.program, source.checkpoint));
  });

  test.each(Object.entries(refused))(
    'is not written where tfjs has no counterpart, and the cause is named: %s',
    (_, [document, cause]) => {
      const write = () => writeModelZip(trainedModel(document));
      expect(write).toThrow(/odd/);
      expect(write).toThrow(cause);
    },
  );

  test('is tested with every kind of sequence layer', () => {
    const all = [...Object.values(documents), ...Object.values(refused).map(([document]) => document)];
    const used = new Set(all.flatMap(({ graph }) => graph.nodes.map(({ kind }) => kind)));
    const kinds = Object.values(layers).filter(({ category }) => category === 'sequence');
    expect(kinds.map(({ kind }) => kind).filter((kind) => !used.has(kind))).toEqual([]);
  });
});
