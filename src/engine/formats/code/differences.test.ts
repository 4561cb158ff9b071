import { expect, it } from 'vitest';
import { documents } from '../../executors/conformance/documents.ts';
import { modelFile as javascript } from '../javascript/model-file.ts';
import { modelFile as keras } from '../keras/model-file.ts';
import { modelFile as pytorch } from '../pytorch/model-file.ts';
import { trainedModel } from '../testing.ts';
import { differenceOf } from './differences.ts';
import { networkOf } from './network.ts';
import { documentOf } from './testing/plain-cases.ts';

it('code says in every language what was chosen where frameworks differ, right above the layer', () => {
  const said = new Set<string>();
  const projects = [...documents.map(([, project]) => project), ...['words-gru', 'scenes-transformer'].map(documentOf)];
  for (const { project, signature } of projects.map((document) => trainedModel(document))) {
    const network = networkOf(project, signature);
    for (const layer of network.layers) {
      for (const words of differenceOf(layer)) {
        said.add(layer.node.kind);
        for (const [mark, { text, nodes }] of [
          ['#', pytorch(network)],
          ['#', keras(network)],
          ['//', javascript(network)],
        ] as const) {
          const lines = text.split('\n');
          const at = lines.findIndex((line, i) => line.trim() === `${mark} ${words}` && nodes[i] === layer.node.id);
          expect(at, `${layer.node.kind} ${mark}`).toBeGreaterThan(0);
          expect(nodes[at + 1]).toBe(layer.node.id);
          expect(lines[at + 1]).toMatch(/^\s+(self|this)\.[\p{L}\p{N}_]+ = /u);
        }
      }
    }
  }
  expect([...said].sort()).toEqual(expect.arrayContaining(['batchNorm', 'gru', 'layerNorm', 'transformerBlock']));
});

it('says where the odd zero goes, and only where there is one', () => {
  const [layer] = networkOfCnn().layers.filter(({ node }) => node.kind === 'conv2d');
  if (!layer) throw new Error('it has a convolution');
  const of = (params: Record<string, unknown>) => differenceOf({ ...layer, params: { ...layer.params, ...params } });
  expect(of({ padding: 'same', stride: [2, 2] })).toEqual([expect.stringContaining('the odd zero comes last')]);
  expect(of({ padding: 'same', stride: [1, 1] })).toEqual([]);
  expect(of({ padding: 'valid', stride: [2, 2] })).toEqual([]);
});

function networkOfCnn() {
  const { project, signature } = trainedModel(documentOf('digits-cnn'));
  return networkOf(project, signature);
}
