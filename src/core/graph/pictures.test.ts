import { describe, expect, it } from 'vitest';
import { signatureOf } from '../data/registry.ts';
import { presets } from '../presets/registry.ts';
import type { Project } from '../project/schema.ts';
import { invariant } from '../util/assert-never.ts';
import { analyzeGraph } from './analyze.ts';
import { updateParams } from './edits.ts';
import { addNodeBetween } from './insert.ts';
import { drawnAs } from './pictures.ts';
import { picturedByKind } from './place.ts';

function picturesOf(project: Project) {
  const signature = signatureOf(project);
  invariant(signature.ok, 'the preset has data');
  const { nodes } = analyzeGraph(project, signature.value);
  return Object.fromEntries([...nodes].flatMap(([id, { picture }]) => (picture ? [[id, picture]] : [])));
}

const preset = (id: string): Project => {
  const found = presets.find((item) => item.id === id);
  invariant(found, id);
  return found.project();
};
const shapesOf = (id: string) =>
  Object.fromEntries(
    Object.entries(picturesOf(preset(id))).map(([node, { kind, shape }]) => [node, `${kind} ${shape.join(' ')}`]),
  );

describe('what can be seen inside nodes', () => {
  it('is what the first layer next to an image looks for: units as images, kernels as they are', () => {
    expect(shapesOf('digits-shared')).toEqual({ shared: 'filters 28 28 1 256' });
    expect(shapesOf('digits-independent')).toEqual({
      'digit-hidden': 'filters 28 28 1 256',
      'group-hidden': 'filters 28 28 1 256',
    });
    expect(shapesOf('digits-cnn')).toEqual({ 'conv-1': 'filters 3 3 1 8' });
    expect(shapesOf('scenes-64')).toEqual({ 'conv-32': 'filters 3 3 3 32' });
  });

  it('sees through what learns nothing: a smaller image is one still', () => {
    expect(shapesOf('scenes-fusion')).toMatchObject({ colour: 'filters 4 4 3 64', 'outline-1': 'filters 3 3 3 16' });
    const digits = preset('digits-shared');
    const behind = (kind: string, params: Record<string, unknown>): Project => {
      const inserted = addNodeBetween(digits, 'image--flatten', { kind, params, position: { x: 0, y: 0 } });
      invariant(inserted.ok, kind);
      return inserted.value;
    };
    expect(Object.keys(picturesOf(behind('gaussianNoise', {})))).toEqual(['shared']);
    // One weight per filter is no picture, and behind it nobody sees pixels any more.
    expect(picturesOf(behind('conv2d', { filters: 1, kernel: [1, 1] }))).toEqual({});
  });

  it('is what layers offer: gates, coefficients, attention, masks', () => {
    expect(shapesOf('mmoe')).toEqual({ 'y1-gate': 'gates 4', 'y2-gate': 'gates 4' });
    expect(shapesOf('cross-stitch')).toEqual({
      'left-conv-1': 'filters 5 5 1 10',
      'right-conv-1': 'filters 5 5 1 10',
      'left-stitch-1': 'coefficients 1 2',
      'left-stitch-2': 'coefficients 1 2',
      'right-stitch-1': 'coefficients 1 2',
      'right-stitch-2': 'coefficients 1 2',
    });
    expect(shapesOf('scenes-transformer')).toEqual({
      edges: 'filters 3 3 3 24',
      shared: 'attention 4 16 16',
      'shape-block': 'attention 4 17 17',
      'present-block': 'attention 4 17 17',
    });
    expect(shapesOf('scenes-attention')).toEqual({
      'trunk-1': 'filters 3 3 3 16',
      'shape-mask': 'mask 8 8',
      'box-mask': 'mask 8 8',
    });
  });

  it.each(presets)(
    'in $id: where a kind promises a picture by itself there is one, and no other kind offers a value',
    ({ project }) => {
      const document = project();
      const pictures = picturesOf(document);
      for (const node of document.graph.nodes) {
        const offered = ['filters', 'mask', 'plane', undefined].includes(pictures[node.id]?.kind) ? null : pictures[node.id];
        expect(picturedByKind(node), node.id).toBe(Boolean(offered));
      }
    },
  );

  it('is what a head answers over the plane, where samples are points in it and the answer is one number', () => {
    const planes = { 'planeA-head': 'plane 28 28', 'planeB-head': 'plane 28 28' };
    expect(shapesOf('toy-related')).toEqual(planes);
    expect(shapesOf('toy-conflicting')).toEqual(planes);
    expect(presets.filter(({ id }) => Object.values(shapesOf(id)).some((shape) => shape.startsWith('plane')))).toHaveLength(2);
  });

  it('knows the tokens at the positions that a layer looks at', () => {
    const found = Object.values(picturesOf(preset('glosses-mtnet')));
    expect(found.every(({ kind, tokens }) => (kind === 'positions' || kind === 'attention') === (tokens !== null))).toBe(true);
  });

  it('is nothing in a layer that serves no task, or that has something wrong', () => {
    const digits = preset('digits-shared');
    const off = { ...digits, tasks: digits.tasks.map((task) => ({ ...task, enabled: false })) };
    expect(picturesOf(off)).toEqual({});
    expect(picturesOf(updateParams(digits, 'shared', { units: 0 }))).toEqual({});
  });

  it('is the share of each position where a map would be too large', () => {
    expect(drawnAs({ shape: [2, 4, 256, 256] }, 'attention')).toEqual({ kind: 'attention', shape: [4, 256, 256] });
    expect(drawnAs({ shape: [2, 4, 256, 257] }, 'attention')).toEqual({ kind: 'positions', shape: [257] });
  });
});
