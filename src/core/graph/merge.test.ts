import { describe, expect, it } from 'vitest';
import type { Project } from '../project/schema.ts';
import { invariant } from '../util/assert-never.ts';
import { analyzeGraph } from './analyze.ts';
import { renameNode, setFrozen, updateParams } from './edits.ts';
import { duplicatesOf, mergeNodes } from './merge.ts';
import { splitPerTask } from './split.ts';
import { deepDocument, documentOf, sharedDocument, signature, wiresOf } from './testing/documents.ts';
import { topologyOf } from './topology.ts';

function merged(project: Project, ...ids: string[]): Project {
  const result = mergeNodes(project, ids);
  invariant(result.ok, `${ids.join(', ')} can be merged`);
  return result.value;
}
const refusal = (project: Project, ...ids: string[]) => {
  const result = mergeNodes(project, ids);
  return result.ok ? null : result.diagnostics[0];
};
const split = (project: Project, id: string): Project => {
  const result = splitPerTask(project, id);
  invariant(result.ok, `${id} can be split`);
  return result.value;
};

/** Two equal layers that read the same, one per task. */
const pair = () =>
  documentOf(
    {
      a: ['dense', { units: 8 }],
      b: ['dense', { units: 8, useBias: true }],
      d: ['dense', { units: 10 }],
      g: ['dense', { units: 5 }],
    },
    'in a d digit-head',
    'in b g group-head',
  );

describe('merge', () => {
  it('makes one of nodes with equal kind, parameters and inputs; defaults count as given', () => {
    const project = merged(pair(), 'a', 'b');
    expect(wiresOf(project)).toEqual(['a>d', 'a>g', 'd>digit-head', 'g>group-head', 'in>a']);
    expect(analyzeGraph(project, signature).nodes.get('a')?.shared).toBe(true);
    expect(topologyOf(project.graph).nodes.get('a')?.position).toEqual({ x: 150, y: 0 });
  });

  it('of one node takes all its duplicates', () => {
    expect(duplicatesOf(pair(), 'b')).toEqual(['a']);
    expect(wiresOf(merged(pair(), 'b'))).toEqual(wiresOf(merged(pair(), 'a', 'b')));
  });

  it('takes inputs that are alike along', () => {
    const project = split(deepDocument(), 'first');
    expect(wiresOf(merged(project, 'both', 'both-1'))).toEqual(wiresOf(deepDocument()));
  });

  it('undoes a split, names included', () => {
    const named = renameNode(deepDocument(), 'second', 'Trunk');
    const again = merged(split(named, 'second'), 'second', 'second-1', 'both', 'both-1');
    expect(wiresOf(again)).toEqual(wiresOf(named));
    expect(again.graph.nodes).toEqual(named.graph.nodes);
  });

  it('keeps both edges where a node read both', () => {
    const project = documentOf({ a: ['dense'], b: ['dense'], cat: ['concat'] }, 'in a cat', 'in b cat');
    const { incoming } = topologyOf(merged(project, 'a', 'b').graph);
    expect(incoming.get('cat')?.map((edge) => edge.source)).toEqual(['a', 'a']);
  });

  it('says what differs', () => {
    expect(refusal(updateParams(pair(), 'b', { units: 9 }), 'a', 'b')).toMatchObject({
      code: 'graph.mergeParameters',
      values: { a: { en: 'Dense' }, b: { en: 'Dense 2' }, parameters: 'units' },
    });
    expect(refusal(setFrozen(pair(), ['a'], true), 'a', 'b')?.values).toMatchObject({ parameters: 'frozen' });
    expect(refusal(pair(), 'a', 'in')?.code).toBe('graph.mergeKinds');
    expect(refusal(pair(), 'digit-head', 'group-head')?.code).toBe('graph.mergeHead');
    expect(refusal(sharedDocument(), 'shared')?.code).toBe('graph.mergeAlone');
    expect(refusal(pair(), 'a', 'nobody')?.code).toBe('graph.noSuchNode');
    expect(refusal(pair())?.code).toBe('graph.noSuchNode');
  });

  it('never merges a node with one that it depends on', () => {
    const chain = documentOf({ a: ['dense'], b: ['dense'] }, 'in a b');
    expect(refusal(chain, 'a', 'b')?.code).toBe('graph.mergeInputs');
  });
});
