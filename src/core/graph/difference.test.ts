import { describe, expect, it } from 'vitest';
import type { Project } from '../project/schema.ts';
import { documentDifference } from './difference.ts';
import { differenceLine, differencePhrases } from './difference-words.ts';
import { splitPerTask } from './split.ts';
import { documentOf } from './testing/documents.ts';

const base = documentOf(
  { trunk: ['dense', { units: 8 }], 'digit-out': ['dense', { units: 10 }], 'group-out': ['dense', { units: 5 }] },
  'in trunk digit-out digit-head',
  'trunk group-out group-head',
);

const phrases = (before: Project, after: Project, language = 'en'): readonly string[] =>
  differencePhrases(documentDifference(before, after), before, after, language);

describe('what another document does otherwise', () => {
  it('is nothing where only names and places are others', () => {
    const moved = {
      ...base,
      name: 'another',
      note: 'a note',
      tasks: base.tasks.map((task) => ({ ...task, name: `${task.name}!` })),
      graph: {
        ...base.graph,
        nodes: base.graph.nodes.map((node) => ({ ...node, name: 'N', position: { x: 7, y: 7 } })),
        edges: base.graph.edges.map((edge) => ({ ...edge, id: `other-${edge.id}` })),
      },
    };
    expect(phrases(base, moved)).toEqual([]);
    expect(differenceLine(base, moved, 'en')).toBe('the same document');
  });

  it('is said of weights, switches, rates and the seed, in both languages', () => {
    const other = {
      ...base,
      seed: 9,
      tasks: base.tasks.map((task) =>
        task.id === 'group' ? { ...task, weight: 3 } : { ...task, enabled: false, labelsKept: 0.5 },
      ),
      training: {
        ...base.training,
        learningRate: 0.01,
        balancing: { method: 'pcgrad', parameters: {} },
        optimizer: { ...base.training.optimizer, kind: 'sgd' as const },
      },
    };
    expect(phrases(base, other)).toEqual([
      'digit switched off',
      'digit: labels kept 1 → 0.5',
      'weight of group 1 → 3',
      'optimiser adam → sgd',
      'learning rate 0.001 → 0.01',
      'balancing Your weights → Projecting conflicts (PCGrad)',
      'seed 1 → 9',
    ]);
    expect(phrases(base, other, 'zh-CN')).toContain('group的权重 1 → 3');
    expect(differenceLine(base, other, 'en', 2)).toBe('digit switched off, digit: labels kept 1 → 0.5, 5 more');
  });

  it('names layers that are more, fewer, others or frozen, and wires that go otherwise', () => {
    const split = splitPerTask(base, 'trunk');
    if (!split.ok) throw new Error('it can be split');
    const difference = documentDifference(base, split.value);
    expect(difference.nodes.added).toHaveLength(1);
    expect(phrases(base, split.value)[0]).toMatch(/^1 layer more \(Dense/);
    expect(phrases(split.value, base)[0]).toMatch(/^1 layer fewer \(Dense/);

    const changed = {
      ...base,
      graph: {
        ...base.graph,
        nodes: base.graph.nodes.map((node) =>
          node.id === 'trunk' ? { ...node, name: 'Trunk', frozen: true, params: { ...node.params, units: 16 } } : node,
        ),
        edges: base.graph.edges.map((edge) =>
          edge.source === 'trunk' && edge.target === 'group-out' ? { ...edge, source: 'in' } : edge,
        ),
      },
    };
    expect(phrases(base, changed)).toEqual(['Trunk: Units 8 → 16', 'Trunk frozen', 'wired otherwise (2 wires)']);
    expect(documentDifference(base, changed).nodes.changed.map(({ node }) => node.id)).toEqual(['trunk']);
  });
});
