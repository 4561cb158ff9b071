import { describe, expect, it } from 'vitest';
import { signatureOf } from '../data/registry.ts';
import { digitsShared } from '../presets/digits.ts';
import { presets } from '../presets/registry.ts';
import { defaults } from '../project/defaults.ts';
import type { Project } from '../project/schema.ts';
import { invariant } from '../util/assert-never.ts';
import { diagnosticText } from '../util/diagnostics.ts';
import { analyzeGraph } from './analyze.ts';
import { catalogue as builtIn, type Catalogue } from './catalogue.ts';
import { moveNodes, removeNodes, renameNode, updateParams } from './edits.ts';
import { sharingDepth } from './serving.ts';
import { setTaskEnabled, updateTask } from './tasks.ts';
import { codesOf, documentOf, sharedDocument, signature } from './testing/documents.ts';

const codes = (project: Project) => codesOf(analyzeGraph(project, signature).diagnostics);
const wired = (nodes: Parameters<typeof documentOf>[0], ...wires: string[]) =>
  documentOf({ d: ['dense', { units: 10 }], g: ['dense', { units: 5 }], ...nodes }, 'd digit-head', 'g group-head', ...wires);

describe('the analysis of a graph', () => {
  it('gives shapes per sample, parameters and tasks of the first preset', () => {
    const project = digitsShared();
    const data = signatureOf(project);
    invariant(data.ok, 'the preset has data');
    const { nodes, diagnostics, trainable } = analyzeGraph(project, data.value);
    expect(diagnostics).toEqual([]);
    expect(trainable).toBe(true);
    expect(nodes.get('image')).toMatchObject({ shape: [28, 28, 1], parameterCount: 0, shared: true });
    expect(nodes.get('shared')).toMatchObject({ shape: [256], parameterCount: 784 * 256 + 256, tasks: ['digit', 'group'] });
    expect(nodes.get('digit-logits')).toMatchObject({ shape: [10], parameterCount: 2570, tasks: ['digit'], shared: false });
    expect(nodes.get('group-head')).toMatchObject({ shape: [5], parameterCount: 0, tasks: ['group'] });
    expect(nodes.get('shared')?.parameters.map(({ shape }) => shape)).toEqual([[784, 256], [256]]);
  });

  it('remembers a graph, and looks again when tasks or data change', () => {
    const project = sharedDocument();
    const first = analyzeGraph(project, signature);
    expect(analyzeGraph({ ...project, name: 'other' }, signature)).toBe(first);
    expect(analyzeGraph(setTaskEnabled(project, 'group', false), signature)).not.toBe(first);
    expect(analyzeGraph(project, { ...signature })).not.toBe(first);
  });

  it('lowers layers that are alike once, and after an edit only what is like nothing before', () => {
    const lowered: string[] = [];
    const counting: Catalogue = {
      ...builtIn,
      layer(kind) {
        const layer = builtIn.layer(kind);
        return (
          layer && {
            ...layer,
            lower(...given) {
              lowered.push(kind);
              return layer.lower(...given);
            },
          }
        );
      },
    };
    const ids = Array.from({ length: 300 }, (_, i) => `n${i}`);
    const layers = Object.fromEntries(ids.map((id) => [id, ['dense', { units: 12 }]] as const));
    const project = wired(layers, `in ${ids.join(' ')}`, 'n299 d', 'n299 g');
    const before = analyzeGraph(project, signature, counting);
    // The first layer reads the data, all others twelve numbers; the two before the heads are of their own widths.
    expect(lowered).toHaveLength(4);
    expect(before.nodes.get('n299')).toMatchObject({ shape: [12], parameterCount: 12 * 12 + 12, tasks: ['digit', 'group'] });

    lowered.length = 0;
    expect(analyzeGraph(moveNodes(project, { n7: { x: 8, y: 16 } }), signature, counting)).toBe(before);
    expect(analyzeGraph(updateTask(project, 'digit', { weight: 2, labelsKept: 0.5 }), signature, counting)).toBe(before);
    expect(analyzeGraph(updateTask(project, 'digit', { name: 'Two' }), signature, counting)).not.toBe(before);
    expect(analyzeGraph(renameNode(project, 'n7', 'Seven'), signature, counting).nodes.size).toBe(before.nodes.size);
    expect(lowered).toEqual([]);
    const wider = analyzeGraph(updateParams(project, 'n7', { units: 13 }), signature, counting);
    expect(wider.nodes.get('n8')).toMatchObject({ shape: [12], parameterCount: 13 * 12 + 12 });
    expect(lowered).toHaveLength(2);
  });

  it('finds in the layers of earlier documents what it would find without them', () => {
    for (const { id, project: make } of presets) {
      const project = make();
      const data = signatureOf(project);
      invariant(data.ok, `${id} has data`);
      analyzeGraph(project, data.value);
      const again = analyzeGraph(project, { ...data.value });
      expect(again, id).toEqual(analyzeGraph(project, data.value, { ...builtIn }));
    }
  });

  it('counts only tasks that are switched on', () => {
    const project = setTaskEnabled(sharedDocument(), 'group', false);
    const { nodes, trainable } = analyzeGraph(project, signature);
    expect(trainable).toBe(true);
    expect(nodes.get('shared')).toMatchObject({ tasks: ['digit'], shared: false });
    expect(nodes.get('g')).toMatchObject({ tasks: [], shape: [5] });
    expect(sharingDepth(project)).toEqual({ shared: 0, total: 2 });
    expect(sharingDepth(sharedDocument())).toEqual({ shared: 1, total: 2 });
  });
});

describe('what validation says', () => {
  it('names a cycle once and is silent about what stands behind it', () => {
    expect(codes(wired({ a: ['add'], b: ['dense'] }, 'in a b a', 'b d', 'b g'))).toEqual(['graph.cycleFound node:a']);
  });

  it('names the task of a head to which nothing is connected, unless it is switched off', () => {
    const project = documentOf({ d: ['dense', { units: 10 }] }, 'in d digit-head');
    const { diagnostics, trainable } = analyzeGraph(project, signature);
    expect(codesOf(diagnostics)).toEqual(['graph.headUnconnected node:group-head']);
    expect(diagnostics[0]?.message).toContain('group');
    expect(trainable).toBe(false);
    expect(codes(setTaskEnabled(project, 'group', false))).toEqual([]);
  });

  it('says both shapes in words where logits do not fit, and names the task', () => {
    const [problem] = analyzeGraph(updateParams(sharedDocument(), 'd', { units: 7 }), signature).diagnostics;
    expect(problem).toMatchObject({ code: 'graph.headShape', where: 'node:digit-head' });
    expect(problem?.message).toBe('The task digit needs 10 values per sample, but 7 arrive.');
  });

  it('names the node and says both shapes of one sample where layers do not fit, in both languages', () => {
    const project = wired({ wide: ['dense', { units: 6 }], sum: ['add'] }, 'in wide sum d', 'in sum g');
    const [problem, ...others] = analyzeGraph(renameNode(project, 'sum', 'Join'), signature).diagnostics;
    expect(others).toEqual([]);
    expect(problem?.where).toBe('node:sum');
    expect(problem?.message).toMatch(/^Join: .*\b6\b.*\b3\b/);
    invariant(problem, 'there is a problem');
    expect(diagnosticText(problem, 'zh-CN').message).toMatch(/^Join：形状 6 与 3/);
  });

  it('names the parameter that a layer refuses, what it is and what it may be', () => {
    const [problem] = analyzeGraph(updateParams(sharedDocument(), 'shared', { units: 0 }), signature).diagnostics;
    expect(problem).toMatchObject({ code: 'graph.badParameter', where: 'node:shared' });
    expect(problem?.values).toMatchObject({ parameter: 'units', found: '0', expected: '≥ 1' });
  });

  it('knows a layer kind that does not exist, an input that the data lacks and a port that a layer lacks', () => {
    expect(codes(wired({ odd: ['quantum'] }, 'in odd d', 'in g'))).toEqual(['graph.unknownKind node:odd']);
    expect(codes(updateParams(sharedDocument(), 'in', { input: 'sound' }))).toEqual(['graph.unknownInput node:in']);
    // What every object has is no input either.
    expect(codes(updateParams(sharedDocument(), 'in', { input: 'constructor' }))).toEqual(['graph.unknownInput node:in']);
    const project = sharedDocument();
    const edges = project.graph.edges.map((edge) => (edge.target === 'd' ? { ...edge, port: 'side' } : edge));
    expect(codes({ ...project, graph: { ...project.graph, edges } })).toEqual(['graph.unknownPort node:d']);
  });

  it('refuses a second input of a layer that takes one, and an edge into the data', () => {
    expect(codes(wired({ b: ['dense', { units: 3 }] }, 'in b d', 'in d', 'in g'))).toEqual(['graph.secondInput node:d']);
    expect(codes(wired({ b: ['dense'], x: ['input', { input: 'row' }] }, 'in b x d', 'in g'))).toEqual([
      'graph.intoInput node:x',
    ]);
  });

  it('speaks of a node without input only where a task depends on it', () => {
    const loose = documentOf(
      { d: ['dense', { units: 10 }], g: ['dense', { units: 5 }], x: ['dense'], y: ['dense'] },
      'in d digit-head',
      'g group-head',
      'x y',
    );
    expect(codes(loose)).toEqual(['graph.missingInput node:g', 'graph.unused node:y']);
  });

  it('only warns of faults that training leaves out', () => {
    const project = wired({ x: ['dense', { units: -1 }] }, 'in d', 'in g', 'in x');
    const { diagnostics, trainable, nodes } = analyzeGraph(project, signature);
    expect(codesOf(diagnostics)).toEqual(['graph.badParameter node:x', 'graph.unused node:x']);
    expect(diagnostics.map(({ severity }) => severity)).toEqual(['warning', 'warning']);
    expect(trainable).toBe(true);
    expect(nodes.get('x')?.diagnostics).toHaveLength(2);
  });

  it('asks for a task, an input and a head for each task', () => {
    expect(codes(defaults.project('test'))).toEqual(['graph.noTask tasks', 'graph.noInput graph']);
    expect(codes(removeNodes(sharedDocument(), ['in']))).toEqual(['graph.noInput graph', 'graph.missingInput node:shared']);
    expect(codes(removeNodes(sharedDocument(), ['group-head', 'g']))).toEqual(['graph.taskWithoutHead task:group']);
  });

  it('refuses a head without a task and a second head of one', () => {
    expect(codes(updateParams(sharedDocument(), 'group-head', { task: 'gone' }))).toEqual([
      'graph.taskWithoutHead task:group',
      'graph.headWithoutTask node:group-head',
    ]);
    expect(codes(wired({ more: ['head', { task: 'digit' }] }, 'in d more', 'in g'))).toEqual([
      'graph.secondHead node:digit-head',
    ]);
  });

  it('refuses a target, a kind or a loss that does not fit', () => {
    const change = (fields: Parameters<typeof updateTask>[2]) => codes(updateTask(sharedDocument(), 'digit', fields));
    expect(change({ target: 'smell' })).toEqual(['graph.unknownTarget task:digit']);
    expect(change({ kind: 'regression' })).toEqual(['graph.targetKind task:digit']);
    expect(change({ loss: 'guess' })).toEqual(['graph.unknownLoss task:digit']);
  });
});
