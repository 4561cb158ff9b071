import { describe, expect, it } from 'vitest';
import type { Project } from '../project/schema.ts';
import { analyzeGraph } from './analyze.ts';
import { addedNodes, removeNodes } from './edits.ts';
import { addNodeAfter, addNodeBefore, addNodeBetween, connectWithDense } from './insert.ts';
import { documentOf, sharedDocument, signature, wiresOf } from './testing/documents.ts';
import { topologyOf } from './topology.ts';

const position = { x: 0, y: 0 };
const edgeInto = ({ graph }: Project, target: string) => graph.edges.find((edge) => edge.target === target)?.id ?? '';

describe('a node put on an edge', () => {
  it('stands between its ends', () => {
    const project = sharedDocument();
    const inserted = addNodeBetween(project, edgeInto(project, 'd'), { kind: 'dropout', position });
    expect(inserted.ok && wiresOf(inserted.value)).toEqual([
      'd>digit-head',
      'dropout-1>d',
      'g>group-head',
      'in>shared',
      'shared>dropout-1',
      'shared>g',
    ]);
  });

  it('keeps its place among the inputs of a node that takes many', () => {
    const project = documentOf({ a: ['dense'], b: ['dense'], cat: ['concat'] }, 'in a cat', 'in b cat');
    const inserted = addNodeBetween(project, edgeInto(project, 'cat'), { kind: 'activation', position });
    const sources =
      inserted.ok &&
      topologyOf(inserted.value.graph)
        .incoming.get('cat')
        ?.map((edge) => edge.source);
    expect(sources).toEqual(['activation-1', 'b']);
  });

  it('is refused where it has no input or no output', () => {
    const project = sharedDocument();
    for (const kind of ['input', 'head']) {
      const inserted = addNodeBetween(project, edgeInto(project, 'd'), { kind, position });
      expect(!inserted.ok && inserted.diagnostics[0]?.code).toBe('graph.cannotInsert');
    }
    expect(addNodeBetween(project, 'none', { kind: 'dense', position }).ok).toBe(false);
  });
});

describe('a node put at the end of a wire', () => {
  it('is connected to where the wire began', () => {
    expect(wiresOf(addNodeAfter(sharedDocument(), 'd', { kind: 'dense', position }))).toContain('d>dense-1');
    const before = addNodeBefore(sharedDocument(), { target: 'd', port: 'in' }, { kind: 'dense', position });
    expect(wiresOf(before)).toContain('dense-1>d');
    expect(wiresOf(before)).not.toContain('shared>d');
  });

  it('is added alone where it cannot be connected', () => {
    const project = sharedDocument();
    const added = addNodeAfter(project, 'd', { kind: 'input', position, params: { input: 'row' } });
    expect(addedNodes(project, added)).toEqual(['input-1']);
    expect(added.graph.edges).toEqual(project.graph.edges);
  });
});

describe('connecting features to a head', () => {
  const open = () => removeNodes(sharedDocument(), ['d']);

  it('inserts the Dense layer that fits', () => {
    const project = connectWithDense(open(), signature, { source: 'shared', target: 'digit-head', port: 'in' });
    expect(wiresOf(project)).toContain('dense-1>digit-head');
    expect(topologyOf(project.graph).nodes.get('dense-1')?.params).toMatchObject({ units: 10, activation: 'none' });
    expect(analyzeGraph(project, signature).diagnostics).toEqual([]);
  });

  it('flattens an image before it', () => {
    const project = documentOf({ img: ['input', { input: 'image' }], g: ['dense', { units: 5 }] }, 'in g group-head');
    const wired = connectWithDense(project, signature, { source: 'img', target: 'digit-head', port: 'in' });
    expect(wiresOf(wired)).toEqual(['dense-1>digit-head', 'flatten-1>dense-1', 'g>group-head', 'img>flatten-1', 'in>g']);
    expect(analyzeGraph(wired, signature).diagnostics).toEqual([]);
  });

  it('inserts nothing where the width fits already', () => {
    const project = documentOf({ d: ['dense', { units: 10 }] }, 'in d');
    const wired = connectWithDense(project, signature, { source: 'd', target: 'digit-head', port: 'in' });
    expect(addedNodes(project, wired)).toEqual([]);
    expect(wiresOf(wired)).toContain('d>digit-head');
  });
});
