import { describe, expect, it } from 'vitest';
import { signatureOf } from '../data/registry.ts';
import { presets } from '../presets/registry.ts';
import { defaults } from '../project/defaults.ts';
import type { Project } from '../project/schema.ts';
import { invariant } from '../util/assert-never.ts';
import { analyzeGraph } from './analyze.ts';
import { renameNode, updateParams } from './edits.ts';
import { copiesOf, splitByGroups, splitIntoGroups, splitPerTask } from './split.ts';
import { deepDocument, documentOf, sharedDocument, signature, wiresOf } from './testing/documents.ts';
import { topologyOf } from './topology.ts';

function split(project: Project, node: string): Project {
  const result = splitPerTask(project, node);
  invariant(result.ok, `${node} can be split`);
  return result.value;
}
const codeOf = (project: Project, node: string) => {
  const result = splitPerTask(project, node);
  return result.ok ? null : result.diagnostics[0]?.code;
};

describe('split per task', () => {
  it('makes one node per task, each with the same input and its task’s output', () => {
    const project = split(sharedDocument(), 'shared');
    expect(wiresOf(project)).toEqual(['d>digit-head', 'g>group-head', 'in>shared', 'in>shared-1', 'shared-1>g', 'shared>d']);
    const { nodes } = analyzeGraph(project, signature);
    expect(nodes.get('shared')).toMatchObject({ tasks: ['digit'], shape: [8] });
    expect(nodes.get('shared-1')).toMatchObject({ tasks: ['group'], shape: [8] });
    expect(topologyOf(project.graph).nodes.get('shared-1')?.params).toEqual({ units: 8, activation: 'relu' });
  });

  it('splits the shared nodes behind with it, and leaves those before shared', () => {
    const project = split(deepDocument(), 'second');
    expect(wiresOf(project)).toEqual([
      'both-1>g',
      'both>d',
      'd>digit-head',
      'first>both',
      'first>both-1',
      'first>second',
      'first>second-1',
      'g>group-head',
      'in>first',
      'second-1>both-1',
      'second>both',
    ]);
    expect(analyzeGraph(project, signature).nodes.get('first')?.shared).toBe(true);
  });

  it('keeps the order of the edges into a node that takes many', () => {
    const { incoming } = topologyOf(split(deepDocument(), 'first').graph);
    const order = (id: string) => incoming.get(id)?.map((edge) => edge.source);
    expect(order('both')).toEqual(['second', 'first']);
    expect(order('both-1')).toEqual(['second-1', 'first-1']);
  });

  it('counts tasks that are switched off, and leaves loose ends with the first task', () => {
    const project = sharedDocument();
    const off = { ...project, tasks: project.tasks.map((task) => ({ ...task, enabled: task.id === 'digit' })) };
    expect(wiresOf(split(off, 'shared'))).toEqual(wiresOf(split(project, 'shared')));
    const loose = documentOf(
      { s: ['dense'], d: ['dense'], g: ['dense'], x: ['dense'] },
      'in s d digit-head',
      's g group-head',
      's x',
    );
    expect(wiresOf(split(loose, 's'))).toContain('s>x');
  });

  it('tells what one layer has become, whatever was split with it', () => {
    const [before, after] = [deepDocument(), split(deepDocument(), 'first')];
    expect(copiesOf(before, after, 'first')).toEqual(['first', 'first-1']);
    expect(copiesOf(before, after, 'second')).toEqual(['second', 'second-1']);
    expect(copiesOf(before, after, 'd')).toEqual(['d']);
    const last = after.graph.nodes.at(-1)?.id ?? '';
    expect(copiesOf(before, after, last)).toEqual([last]);
  });

  it('names the copies after their tasks where the node has a name', () => {
    const named = split(renameNode(sharedDocument(), 'shared', 'Trunk'), 'shared');
    expect(['shared', 'shared-1'].map((id) => topologyOf(named.graph).nodes.get(id)?.name)).toEqual([
      'Trunk · digit',
      'Trunk · group',
    ]);
  });

  it('says why not', () => {
    expect(codeOf(sharedDocument(), 'in')).toBe('graph.splitInput');
    expect(codeOf(sharedDocument(), 'd')).toBe('graph.splitNotShared');
    expect(codeOf(sharedDocument(), 'digit-head')).toBe('graph.splitNotShared');
    expect(codeOf(sharedDocument(), 'nobody')).toBe('graph.noSuchNode');
  });

  it('gives a document that can be trained, for every shared layer of every preset', () => {
    let count = 0;
    for (const { project: make } of presets) {
      const project = make();
      const data = signatureOf(project);
      invariant(data.ok, 'a preset has data');
      for (const [id, { shared }] of analyzeGraph(project, data.value).nodes) {
        if (!shared || topologyOf(project.graph).nodes.get(id)?.kind === 'input') continue;
        const { trainable, nodes } = analyzeGraph(split(project, id), data.value);
        expect(trainable).toBe(true);
        expect(nodes.get(id)?.tasks).toHaveLength(1);
        count++;
      }
    }
    expect(count).toBeGreaterThan(5);
  });

  it('splits a node with a bad parameter all the same', () => {
    expect(split(updateParams(sharedDocument(), 'shared', { units: 0 }), 'shared').graph.nodes).toHaveLength(7);
  });
});

describe('split by groups of tasks', () => {
  /** Two layers that three tasks share. */
  function three(): Project {
    const dense = (units: number) => ['dense', { units }] as const;
    const project = documentOf(
      { trunk: dense(8), top: dense(8), d: dense(10), g: dense(5), p: dense(1), 'parity-head': ['head', { task: 'parity' }] },
      'in trunk top d digit-head',
      'top g group-head',
      'top p parity-head',
    );
    const parity = defaults.task({ id: 'parity', name: 'parity', target: 'parity', kind: 'binary', loss: 'crossEntropy' });
    return renameNode({ ...project, tasks: [...project.tasks, parity] }, 'trunk', 'Trunk');
  }
  const byGroups = (...groups: readonly (readonly string[])[]) => splitByGroups(three(), 'trunk', groups);

  it('is split per task where every group is one task, or none is given', () => {
    const perTask = splitPerTask(three(), 'trunk');
    expect(byGroups(['digit'], ['group'], ['parity'])).toEqual(perTask);
    expect(byGroups()).toEqual(perTask);
  });

  it('is refused where all tasks stay together', () => {
    const result = byGroups(['digit', 'group', 'parity']);
    expect(result.ok ? [] : result.diagnostics.map(({ code }) => code)).toEqual(['graph.splitNotShared']);
  });

  it('gives each group a branch that stays shared within it', () => {
    const result = byGroups(['digit', 'parity'], ['group']);
    invariant(result.ok, 'the trunk can be split');
    const { nodes } = analyzeGraph(result.value, signature);
    const served = ['trunk', 'trunk-1', 'top', 'top-1'].map((id) => nodes.get(id)?.tasks);
    expect(served).toEqual([['digit', 'parity'], ['group'], ['digit', 'parity'], ['group']]);
    expect(wiresOf(result.value)).toEqual([
      'd>digit-head',
      'g>group-head',
      'in>trunk',
      'in>trunk-1',
      'p>parity-head',
      'top-1>g',
      'top>d',
      'top>p',
      'trunk-1>top-1',
      'trunk>top',
    ]);
    expect(result.value.graph.nodes.find(({ id }) => id === 'trunk')?.name).toBe('Trunk · digit + parity');
  });

  it('is done to all of some nodes that serve several groups, from the first on', () => {
    const split = splitIntoGroups(three(), ['trunk', 'top'], [['digit', 'parity'], ['group']]);
    const direct = byGroups(['digit', 'parity'], ['group']);
    invariant(direct.ok, 'the trunk can be split');
    expect(split).toEqual(direct.value);
    expect(splitIntoGroups(three(), ['top', 'trunk'], [['digit', 'parity'], ['group']]).graph.nodes).toHaveLength(
      direct.value.graph.nodes.length,
    );
    const whole = three();
    expect(splitIntoGroups(whole, ['trunk', 'gone'], [['digit', 'group', 'parity']])).toBe(whole);
  });
});
