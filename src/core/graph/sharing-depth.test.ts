import { describe, expect, it } from 'vitest';
import { signatureOf } from '../data/registry.ts';
import { presets } from '../presets/registry.ts';
import type { Project } from '../project/schema.ts';
import { invariant } from '../util/assert-never.ts';
import { analyzeGraph } from './analyze.ts';
import { updateParams } from './edits.ts';
import { overlaps } from './place.ts';
import { plainSharingDepth } from './plain-sharing-depth.ts';
import { sharingDepthOf, withSharingDepth } from './sharing-depth.ts';
import { deepDocument, documentOf, signature, wiresOf } from './testing/documents.ts';

const line = (): Project =>
  documentOf(
    {
      a: ['dense', { units: 4, activation: 'tanh' }],
      bend: ['activation'],
      b: ['dense', { units: 6, activation: 'tanh' }],
      d: ['dense', { units: 10 }],
      g: ['dense', { units: 5 }],
    },
    'in a bend b d digit-head',
    'b g group-head',
  );

function at(project: Project, depth: number): Project {
  const result = withSharingDepth(project, signature, depth);
  invariant(result.ok, 'the depth can be set');
  return result.value;
}
const depthOf = (project: Project): readonly number[] | string => {
  const result = sharingDepthOf(project, signature);
  return result.ok ? [result.value.depth, result.value.most] : (result.diagnostics[0]?.code ?? '');
};
const parameters = (project: Project): number =>
  [...analyzeGraph(project, signature).nodes.values()].reduce((sum, { parameterCount }) => sum + parameterCount, 0);

describe('the sharing depth', () => {
  it('goes from nothing shared to everything but the outputs, and back to the very same wiring', () => {
    const project = line();
    expect(depthOf(project)).toEqual([2, 2]);
    const half = at(project, 1);
    const none = at(project, 0);
    expect([depthOf(half), depthOf(none)]).toEqual([
      [1, 2],
      [0, 2],
    ]);
    expect(wiresOf(at(half, 2))).toEqual(wiresOf(project));
    expect(wiresOf(at(none, 2))).toEqual(wiresOf(project));
    expect(wiresOf(at(none, 1))).toEqual(wiresOf(half));
    expect(at(project, 2)).toBe(project);
  });

  it('costs what is no longer shared, and leaves documents that train', () => {
    const [all, half, none] = [2, 1, 0].map((depth) => at(line(), depth));
    invariant(all && half && none, 'three depths');
    const [a, b] = [3 * 4 + 4, 4 * 6 + 6];
    expect(parameters(half) - parameters(all)).toBe(b);
    expect(parameters(none) - parameters(all)).toBe(a + b);
    for (const project of [all, half, none]) {
      expect(analyzeGraph(project, signature).trainable).toBe(true);
    }
    // The sketch itself stands close together; the copies cover nothing.
    const copies = none.graph.nodes.filter(({ id }) => /-1$/.test(id));
    expect(copies).toHaveLength(3);
    for (const copy of copies) {
      expect(none.graph.nodes.filter((node) => node.id !== copy.id && overlaps(node, copy))).toEqual([]);
    }
  });

  it('counts no further than where the tasks’ layers differ', () => {
    const none = at(line(), 0);
    const copy = none.graph.nodes.find(({ id }) => id === 'b-1');
    invariant(copy, 'the copy of b');
    expect(depthOf(updateParams(none, copy.id, { units: 7 }))).toEqual([0, 1]);
  });

  it('never merges the layers that make the logits, alike or not', () => {
    const same = documentOf(
      { shared: ['dense', { units: 4 }], d: ['dense', { units: 5 }], g: ['dense', { units: 5 }] },
      'in shared d digit-head',
      'shared g group-head',
    );
    expect(depthOf(same)).toEqual([1, 1]);
    expect(wiresOf(at(at(same, 0), 1))).toEqual(wiresOf(same));
  });

  it('is not offered where shared layers are no line, where nothing could be shared, and to a single task', () => {
    expect(depthOf(deepDocument())).toBe('sharing.noLine');
    expect(
      depthOf(documentOf({ d: ['dense', { units: 10 }], g: ['dense', { units: 5 }] }, 'in d digit-head', 'in g group-head')),
    ).toBe('sharing.nothing');
    const alone = line();
    const nodes = alone.graph.nodes.filter(({ id }) => id !== 'group-head');
    const edges = alone.graph.edges.filter(({ target }) => target !== 'group-head');
    expect(depthOf({ ...alone, graph: { nodes, edges } })).toBe('sharing.tasks');
  });
});

it('is known without a look at likeness where tasks have no layers of their own, in every example', () => {
  let plain = 0;
  for (const { id, project } of presets) {
    const document = project();
    const known = signatureOf(document);
    invariant(known.ok, id);
    const found = plainSharingDepth(document, analyzeGraph(document, known.value));
    if (!found || found.most === 0) continue;
    plain++;
    const exact = sharingDepthOf(document, known.value);
    expect(exact.ok && { depth: exact.value.depth, most: exact.value.most, layers: exact.value.layers }, id).toEqual({
      depth: found.depth,
      most: found.most,
      layers: found.layers,
    });
  }
  expect(plain).toBeGreaterThan(5);
  expect(plainSharingDepth(line(), analyzeGraph(line(), signature))).not.toBeNull();
  expect(plainSharingDepth(at(line(), 1), analyzeGraph(at(line(), 1), signature))).toBeNull();
});
