import { describe, expect, it } from 'vitest';
import { layerKind } from '../layers/layer-kinds.ts';
import type { Project } from '../project/schema.ts';
import {
  addedNodes,
  addNode,
  connect,
  disconnect,
  moveNodes,
  removeEdges,
  removeNodes,
  renameNode,
  setFrozen,
  updateParams,
} from './edits.ts';
import { documentOf, sharedDocument, wiresOf } from './testing/documents.ts';
import { topologyOf } from './topology.ts';

const nodeOf = (project: Project, id: string) => topologyOf(project.graph).nodes.get(id);

describe('adding a node', () => {
  it('gives it a fresh id and all of the layer’s defaults', () => {
    const before = sharedDocument();
    const after = addNode(before, { kind: 'dense', position: { x: 1, y: 2 }, params: { units: 7 } });
    expect(addedNodes(before, after)).toEqual(['dense-1']);
    expect(nodeOf(after, 'dense-1')).toMatchObject({ position: { x: 1, y: 2 }, frozen: false });
    expect(nodeOf(after, 'dense-1')?.params).toEqual({ ...Object(layerKind('dense')?.schema.parse({})), units: 7 });
  });

  it('takes a wanted id only where it is free', () => {
    const position = { x: 0, y: 0 };
    const once = addNode(sharedDocument(), { kind: 'dense', id: 'mine', position });
    expect(addedNodes(sharedDocument(), once)).toEqual(['mine']);
    expect(addedNodes(once, addNode(once, { kind: 'dense', id: 'mine', position }))).toEqual(['mine-1']);
  });
});

describe('removing', () => {
  it('takes the edges at a node along', () => {
    const after = removeNodes(sharedDocument(), ['shared']);
    expect(nodeOf(after, 'shared')).toBeUndefined();
    expect(wiresOf(after)).toEqual(['d>digit-head', 'g>group-head']);
  });

  it('of what is not there gives the same document', () => {
    const project = sharedDocument();
    expect(removeNodes(project, ['nobody'])).toBe(project);
    expect(removeEdges(project, ['nobody'])).toBe(project);
    expect(disconnect(project, { source: 'd', target: 'g', port: 'in' })).toBe(project);
  });
});

describe('connecting', () => {
  it('replaces the edge at a port for one, and adds to a port for many', () => {
    const project = documentOf({ a: ['dense'], b: ['dense'], c: ['dense'], sum: ['add'] }, 'a c', 'a sum');
    const single = connect(project, { source: 'b', target: 'c', port: 'in' });
    expect(wiresOf(single)).toEqual(['a>sum', 'b>c']);
    const many = connect(project, { source: 'b', target: 'sum', port: 'in' });
    expect(wiresOf(many)).toEqual(['a>c', 'a>sum', 'b>sum']);
    expect(wiresOf(disconnect(many, { source: 'a', target: 'sum', port: 'in' }))).toEqual(['a>c', 'b>sum']);
  });
});

describe('small changes', () => {
  it('concern the nodes that they name', () => {
    const project = sharedDocument();
    const after = setFrozen(
      renameNode(updateParams(moveNodes(project, { d: { x: 5, y: 6 } }), 'd', { units: 4 }), 'd', 'Digits'),
      ['shared', 'in'],
      true,
    );
    expect(nodeOf(after, 'd')).toMatchObject({ name: 'Digits', position: { x: 5, y: 6 }, params: { units: 4 } });
    expect(nodeOf(after, 'shared')?.frozen).toBe(true);
    expect(nodeOf(after, 'in')?.frozen).toBe(false);
    expect(nodeOf(after, 'g')).toBe(nodeOf(project, 'g'));
  });

  it('that change nothing give the same document', () => {
    const project = sharedDocument();
    expect(moveNodes(project, { d: { x: 300, y: 0 }, nobody: { x: 1, y: 1 } })).not.toBe(undefined);
    const { x, y } = nodeOf(project, 'd')?.position ?? { x: 0, y: 0 };
    expect(moveNodes(project, { d: { x, y } })).toBe(project);
    expect(moveNodes(project, { d: { x: Number.NaN, y } })).toBe(project);
    expect(updateParams(project, 'd', { units: 10 })).toBe(project);
    expect(renameNode(project, 'd', '')).toBe(project);
    expect(setFrozen(project, ['d'], false)).toBe(project);
  });

  it('cut a name to what the document takes', () => {
    expect(nodeOf(renameNode(sharedDocument(), 'd', 'x'.repeat(200)), 'd')?.name).toHaveLength(80);
  });
});
