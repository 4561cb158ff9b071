import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Project } from '../project/schema.ts';
import { invariant } from '../util/assert-never.ts';
import { analyzeGraph } from './analyze.ts';
import { mergeNodes } from './merge.ts';
import { servedTasks } from './serving.ts';
import { splitPerTask } from './split.ts';
import { documentOf, frozen, type NodeSketch, signature, wiresOf } from './testing/documents.ts';
import { logitsOf } from './testing/evaluate.ts';
import { downstream, topologicalOrder } from './topology.ts';

const kinds: readonly NodeSketch[] = [['dense', { units: 4, activation: 'tanh' }], ['activation'], ['add'], ['average']];

/** Up to eight layers of width 4, each of which reads earlier ones; each task reads one of them through its own logits. */
const documents = fc
  .tuple(
    fc.array(fc.record({ kind: fc.nat(3), reads: fc.uniqueArray(fc.nat(20), { minLength: 1, maxLength: 3 }) }), { maxLength: 8 }),
    fc.nat(20),
    fc.nat(20),
  )
  .map(([layers, digit, group]): Project => {
    const nodes: Record<string, NodeSketch> = { base: ['dense', { units: 4, activation: 'tanh' }] };
    const wires = ['in base'];
    const earlier = ['base'];
    const read = (number: number): string => earlier[number % earlier.length] ?? 'base';
    layers.forEach(({ kind, reads }, index) => {
      const sketch = kinds[kind] ?? ['add'];
      const sources = [...new Set(reads.map(read))].slice(0, kind < 2 ? 1 : 3);
      nodes[`n${index}`] = sketch;
      for (const source of sources) wires.push(`${source} n${index}`);
      earlier.push(`n${index}`);
    });
    nodes.d = ['dense', { units: 10 }];
    nodes.g = ['dense', { units: 5 }];
    return frozen(documentOf(nodes, ...wires, `${read(digit)} d digit-head`, `${read(group)} g group-head`));
  });

const origin = (id: string): string => id.replace(/-\d+$/, '');
const tasksOf = ({ graph }: Project) => servedTasks(graph, ['digit', 'group']);

/** Every way to split a document: the node and what comes of it. */
const splits = (project: Project): { node: string; split: Project }[] =>
  [...tasksOf(project)]
    .filter(([id, tasks]) => tasks.length > 1 && id !== 'in')
    .map(([node]) => {
      const split = splitPerTask(project, node);
      invariant(split.ok, 'a shared layer can be split');
      return { node, split: split.value };
    });

describe('split per task, on any graph', () => {
  it('leaves one task to each new node, and the function unchanged where copies have equal weights', () => {
    fc.assert(
      fc.property(documents, (project) => {
        const before = analyzeGraph(project, signature).nodes;
        const logits = logitsOf(project, signature, origin);
        for (const { node, split } of splits(project)) {
          const after = analyzeGraph(split, signature).nodes;
          const touched = downstream(project.graph, [node]);
          for (const [id, { tasks, shape }] of after) {
            expect(shape).toEqual(before.get(origin(id))?.shape);
            if (touched.has(origin(id))) expect(tasks.length).toBeLessThanOrEqual(1);
            else expect(tasks).toEqual(before.get(id)?.tasks);
          }
          expect([...after.keys()].filter((id) => origin(id) === node)).toHaveLength(2);
          expect(logitsOf(split, signature, origin)).toEqual(logits);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is undone by merging the copies', () => {
    fc.assert(
      fc.property(documents, (project) => {
        for (const { split } of splits(project)) {
          let merged = split;
          for (const { id } of topologicalOrder(project.graph).order) {
            const copies = merged.graph.nodes.filter((node) => origin(node.id) === id && node.kind !== 'head');
            if (copies.length < 2) continue;
            const result = mergeNodes(
              merged,
              copies.map((copy) => copy.id),
            );
            invariant(result.ok, 'copies can be merged');
            merged = result.value;
          }
          expect(wiresOf(merged)).toEqual(wiresOf(project));
          expect(merged.graph.nodes).toEqual(project.graph.nodes);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('merge, on any graph', () => {
  it('leaves the function unchanged where what is merged has equal weights', () => {
    fc.assert(
      fc.property(documents, fc.nat(20), (project, pick) => {
        const node = project.graph.nodes[pick % project.graph.nodes.length];
        invariant(node, 'there is a node');
        const result = mergeNodes(project, [node.id]);
        if (!result.ok) return;
        // Every Dense of the sketch has the same weights.
        const alike = () => 'same';
        expect(logitsOf(result.value, signature, alike)).toEqual(logitsOf(project, signature, alike));
      }),
      { numRuns: 100 },
    );
  });
});
