import { describe, expect, test } from 'vitest';
import { addNode, moveNodes, renameNode } from '../../../core/graph/edits.ts';
import { defaults } from '../../../core/project/defaults.ts';
import type { Project } from '../../../core/project/schema.ts';
import { diagnostic } from '../../../core/util/diagnostics.ts';
import { flowEdges, flowNodes, flowRoutes, type NodeMarks } from './flow-mapping.ts';
import { nodeContents } from './node-contents.ts';
import type { NodeWords } from './node-words.ts';

const words: NodeWords = {
  language: 'en',
  input: 'Input',
  output: 'Output',
  frozen: 'frozen',
  off: 'off',
  weightless: 'weight 0',
  parameters: (count) => `${count} parameters`,
  serves: (tasks) => `serves ${tasks}`,
  servesNone: 'serves no task',
};

const project: Project = {
  ...defaults.project('digits'),
  tasks: [
    defaults.task({ id: 'digit', name: 'Digit', target: 'digit', kind: 'classification', loss: 'crossEntropy' }),
    defaults.task({ id: 'group', name: 'Group', target: 'group', kind: 'classification', loss: 'crossEntropy', enabled: false }),
  ],
  graph: {
    nodes: [
      defaults.node({ id: 'pixels', kind: 'input', params: { input: 'pixels' } }),
      defaults.node({ id: 'shared', kind: 'dense', params: { units: 256 } }),
      defaults.node({ id: 'digit-out', kind: 'head', params: { task: 'digit' } }),
      defaults.node({ id: 'group-out', kind: 'head', params: { task: 'group' } }),
    ],
    edges: [
      defaults.edge({ id: 'e1', source: 'pixels', target: 'shared' }),
      defaults.edge({ id: 'e2', source: 'shared', target: 'digit-out' }),
      defaults.edge({ id: 'e3', source: 'shared', target: 'gone' }),
    ],
  },
};

const analysis = {
  diagnostics: [],
  trainable: true,
  nodes: new Map([
    [
      'shared',
      {
        shape: [256],
        dtype: 'f32' as const,
        masked: false,
        vocabulary: null,
        parameterCount: 200960,
        parameters: [],
        tasks: ['digit'],
        shared: false,
        diagnostics: [diagnostic('graph.missingInput', { node: 'shared' }, 'node:shared')],
        picture: null,
      },
    ],
  ]),
};

const still: NodeMarks = { selected: new Set(), moving: new Map(), verdicts: null, wireFrom: null };

describe('contents of the cards', () => {
  const contents = nodeContents({ project, analysis, pictures: true, words });

  test('a layer says its kind, shape, parameters, tasks and problem, in sight and in words', () => {
    expect(contents.get('shared')).toMatchObject({
      title: 'Dense',
      shape: '256',
      parameters: '200,960 parameters',
      sharing: 'one',
      serves: 'serves Digit',
      problem: { severity: 'error', text: 'Nothing is connected to the input of shared.' },
      label: 'Dense, 256, 200,960 parameters, serves Digit, Nothing is connected to the input of shared.',
    });
  });

  test('a head carries its task, switched off or on, and has no output', () => {
    expect(contents.get('digit-out')).toMatchObject({ title: 'Digit', hasOutput: false, task: { symbol: '●', enabled: true } });
    expect(contents.get('group-out')).toMatchObject({ title: 'Group', task: { symbol: '▲', enabled: false } });
  });

  test('ports that are not simply the input are named', () => {
    const added = addNode(project, { id: 'reader', kind: 'gru', position: { x: 0, y: 0 } });
    const ports = (id: string) => nodeContents({ project: added, analysis, words, pictures: true }).get(id)?.ports;
    expect(ports('reader')).toEqual([
      { id: 'in', title: null },
      { id: 'state', title: 'initial state' },
    ]);
    expect(ports('shared')).toEqual([{ id: 'in', title: null }]);
  });

  test('an edit changes the contents that it concerns and no others', () => {
    const renamed = nodeContents({ project: renameNode(project, 'shared', 'Trunk'), analysis, words, pictures: true }, contents);
    expect(renamed.get('shared')?.title).toBe('Trunk');
    expect(renamed.get('pixels')).toBe(contents.get('pixels'));
  });
});

describe('nodes and edges', () => {
  const contents = nodeContents({ project, analysis, pictures: true, words });
  const nodes = flowNodes(project.graph.nodes, contents, still);

  test('dragging one node leaves the others what they were', () => {
    const moving = new Map([['shared', { x: 8, y: 16 }]]);
    const dragged = flowNodes(project.graph.nodes, contents, { ...still, moving }, nodes);
    expect(dragged[1]?.position).toEqual({ x: 8, y: 16 });
    expect([dragged[0], dragged[2], dragged[3]]).toEqual([nodes[0], nodes[2], nodes[3]]);
    expect(dragged[0]).toBe(nodes[0]);
    const moved = moveNodes(project, { shared: { x: 8, y: 16 } });
    expect(flowNodes(moved.graph.nodes, contents, still, dragged)[1]).toBe(dragged[1]);
  });

  test('while a wire is drawn, refused targets are told from welcome ones', () => {
    const verdicts = new Map([
      ['pixels', diagnostic('graph.intoInput', { node: 'Input' })],
      ['digit-out', null],
      ['group-out', diagnostic('graph.headFit', { source: 'Shared', shape: '256', task: 'Group', needed: '5' })],
    ]);
    const drawn = flowNodes(project.graph.nodes, contents, { ...still, verdicts, wireFrom: 'shared' }, nodes);
    expect(drawn.map(({ className }) => className)).toEqual(['ed-refused', '', 'ed-welcome', 'ed-welcome']);
  });

  test('an edge has the shape that runs through it and its only task’s colour; one to nowhere is left out', () => {
    const label = (source: string, target: string, shape: string) => `${source} → ${target} (${shape})`;
    const edges = flowEdges(project.graph, contents, { selected: new Set(['e2']), dropOn: null, label });
    expect(edges.map(({ id, selected, ariaLabel }) => [id, selected, ariaLabel])).toEqual([
      ['e1', false, 'Input → Dense (?)'],
      ['e2', true, 'Dense → Digit (256)'],
    ]);
    expect(edges[0]?.data?.color).toBe('var(--task-0)');
    const again = flowEdges(project.graph, contents, { selected: new Set(['e2']), dropOn: null, label }, edges);
    expect(again[0]).toBe(edges[0]);
  });

  test('a wire that would run behind a card is led around it, in either direction, and is straight while an end of it is dragged', () => {
    const places = { pixels: 0, shared: 200, 'digit-out': 400 };
    const placed = (along: 'x' | 'y'): Project['graph'] => {
      const moved = Object.fromEntries(Object.entries(places).map(([id, at]) => [id, { x: 0, y: 0, [along]: at }]));
      const { nodes: all, edges: wires } = moveNodes(project, moved).graph;
      const skip = defaults.edge({ id: 'skip', source: 'pixels', target: 'digit-out' });
      return { nodes: all.filter(({ id }) => id !== 'group-out'), edges: [...wires, skip] };
    };
    const row = placed('x');
    const found = flowRoutes(row, contents, 'right');
    expect([...found.keys()]).toEqual(['skip']);
    // It leaves where the wires of the first card do, and goes above or below the card between.
    const corners = [...(found.get('skip')?.path ?? '').matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [
      Number(x),
      Number(y),
    ]);
    expect(corners[0]).toEqual([140, 38]);
    expect(corners.at(-1)).toEqual([400, 38]);
    expect(corners.some(([, y = 38]) => y < 0 || y > 76)).toBe(true);
    expect([...flowRoutes(placed('y'), contents, 'down').keys()]).toEqual(['skip']);

    const label = () => '';
    const marks = { selected: new Set<string>(), dropOn: null, label, routes: found };
    const pathOf = (moving: ReadonlyMap<string, { x: number; y: number }>) =>
      flowEdges(row, contents, { ...marks, moving }).find(({ id }) => id === 'skip')?.data?.route?.path;
    expect(pathOf(new Map())).toBe(found.get('skip')?.path);
    expect(pathOf(new Map([['pixels', { x: 8, y: 0 }]]))).toBeUndefined();
  });
});
