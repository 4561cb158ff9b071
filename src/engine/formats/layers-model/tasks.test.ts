import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { layer, wires } from '../../../core/presets/sketch.ts';
import { everyFormat, everyKind } from '../../../core/presets/testing/every-kind.ts';
import type { Project } from '../../../core/project/schema.ts';
import { taskKinds } from '../../../core/tasks/registry.ts';
import { taskKindIds } from '../../../core/tasks/task-kinds.ts';
import { at } from '../../../core/util/assert-never.ts';
import { namedWeights } from '../named-weights.ts';
import { budgetOf, trainedModel } from '../testing.ts';
import { writeModelZip } from './model-zip.ts';
import { readModelZip } from './read-model-zip.ts';
import { expectSamePredictions, predictionsOfBoth } from './testing/stock-model.ts';

const { signature } = everyFormat(40);

/** An ordinal task whose head takes one score, compared with thresholds. */
function withThresholds(): Project {
  const project = everyKind([{ kind: 'ordinal' }]);
  const nodes = project.graph.nodes.map((node) =>
    node.id === 'ordinal-0-dense' ? { ...node, params: { ...node.params, units: 1 } } : node,
  );
  const graph = {
    nodes: [...nodes, layer('ordinalThresholds', 'steps', 3, 1, { thresholds: 3 })],
    edges: wires(['x', 'trunk', 'ordinal-0-dense', 'steps', 'ordinal-0-head']),
  };
  return { ...project, graph };
}

describe('a zipped LayersModel, loaded by stock tfjs', () => {
  test('predicts as the page does for a task of every kind and loss', async () => {
    const kinds = taskKindIds.filter((kind) => kind !== 'retrieval');
    const tasks = kinds.flatMap((kind) => taskKinds[kind].losses.map(({ id }) => ({ kind, loss: id })));
    await expectSamePredictions(everyKind(tasks), signature);
  });

  test('compares one score with ordinal thresholds, and brings them back', async () => {
    await expectSamePredictions(withThresholds(), signature);
    const source = trainedModel(withThresholds(), signature);
    const zip = writeModelZip(source);
    const read = readModelZip(zip, budgetOf(zip));
    expect(read.ok && read.value.weights).toEqual(namedWeights(source.program, source.checkpoint));
  });

  test('has the direction of an embedding, and says that its length is its own', async () => {
    const source = trainedModel(everyKind([{ kind: 'retrieval' }]), signature);
    const { own, stock } = await predictionsOfBoth(source);
    const [shown, raw] = [at(own, 0), at(stock, 0)];
    const width = 8;
    for (let begin = 0; begin < raw.length; begin += width) {
      const length = Math.hypot(...raw.subarray(begin, begin + width));
      for (let i = begin; i < begin + width; i++) expect(at(raw, i) / length).toBeCloseTo(at(shown, i), 5);
    }
    const readme = unzipSync(writeModelZip(source))['README.txt'] ?? new Uint8Array(0);
    expect(strFromU8(readme)).toContain('not divided by its length');
  });
});
