import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layers } from '../layers/registry.ts';
import { parseProject } from '../project/parse.ts';
import type { Project } from '../project/schema.ts';
import type { Result } from '../util/diagnostics.ts';
import { analyzeGraph } from './analyze.ts';
import { catalogue, portsOf } from './catalogue.ts';
import { checkConnection } from './check-connection.ts';
import * as edits from './edits.ts';
import { duplicateNodes } from './fragment.ts';
import { addNodeBetween, connectWithDense } from './insert.ts';
import { mergeNodes } from './merge.ts';
import { splitPerTask } from './split.ts';
import { addHead, addTask, removeTask, setDataset, setTaskEnabled, setTaskTarget } from './tasks.ts';
import { deepDocument, frozen, signature } from './testing/documents.ts';
import { topologicalOrder, topologyOf } from './topology.ts';

/** One thing that somebody does; `pick(n)` are choices among whatever is there. */
type Deed = (project: Project, pick: (index: number) => number) => Project;

const choose = <T>(items: readonly T[], number: number): T | undefined => items[number % Math.max(1, items.length)];
const nodeId = (project: Project, number: number): string => choose(project.graph.nodes, number)?.id ?? 'none';
const edgeId = (project: Project, number: number): string => choose(project.graph.edges, number)?.id ?? 'none';
const taskId = (project: Project, number: number): string => choose(project.tasks, number)?.id ?? 'none';
const targetId = (number: number): string => choose(signature.targets, number)?.id ?? 'none';
const kindOf = (number: number): string => choose(Object.keys(layers), number) ?? 'dense';
const orElse = (project: Project, result: Result<Project>): Project => (result.ok ? result.value : project);
const small = { ...signature, inputs: signature.inputs.slice(0, 1), targets: signature.targets.slice(1, 3) };

const deeds: Readonly<Record<string, Deed>> = {
  add: (p, pick) => edits.addNode(p, { kind: kindOf(pick(0)), position: { x: pick(1), y: pick(2) } }),
  addInput: (p, pick) => edits.addNode(p, { kind: 'input', position: { x: 0, y: pick(0) }, params: { input: 'row' } }),
  connect: (p, pick) => edits.connect(p, { source: nodeId(p, pick(0)), target: nodeId(p, pick(1)), port: 'in' }),
  connectJudged(p, pick) {
    const connection = { source: nodeId(p, pick(0)), target: nodeId(p, pick(1)), port: 'in' };
    const problem = checkConnection(p, signature, connection);
    if (problem?.severity === 'error') return p;
    return problem?.code === 'graph.headFit' ? connectWithDense(p, signature, connection) : edits.connect(p, connection);
  },
  between: (p, pick) => orElse(p, addNodeBetween(p, edgeId(p, pick(0)), { kind: kindOf(pick(1)), position: { x: 0, y: 0 } })),
  remove: (p, pick) => edits.removeNodes(p, [nodeId(p, pick(0)), nodeId(p, pick(1))]),
  disconnect: (p, pick) => edits.removeEdges(p, [edgeId(p, pick(0))]),
  move: (p, pick) => edits.moveNodes(p, { [nodeId(p, pick(0))]: { x: pick(1), y: pick(2) - 500 } }),
  params: (p, pick) => edits.updateParams(p, nodeId(p, pick(0)), { units: pick(1) % 20 }),
  rename: (p, pick) => edits.renameNode(p, nodeId(p, pick(0)), '层'.repeat(pick(1) % 100)),
  freeze: (p, pick) => edits.setFrozen(p, [nodeId(p, pick(0))], pick(1) % 2 === 0),
  duplicate: (p, pick) =>
    duplicateNodes(
      p,
      [pick(0), pick(1), pick(2)].map((number) => nodeId(p, number)),
      { x: 20, y: 20 },
    ),
  split: (p, pick) => orElse(p, splitPerTask(p, nodeId(p, pick(0)))),
  merge: (p, pick) => orElse(p, mergeNodes(p, [nodeId(p, pick(0))])),
  mergeTwo: (p, pick) => orElse(p, mergeNodes(p, [nodeId(p, pick(0)), nodeId(p, pick(1))])),
  addTask: (p, pick) => addTask(p, signature, targetId(pick(0))),
  removeTask: (p, pick) => removeTask(p, taskId(p, pick(0))),
  addHead: (p, pick) => addHead(p, taskId(p, pick(0))),
  toggle: (p, pick) => setTaskEnabled(p, taskId(p, pick(0)), pick(1) % 2 === 0),
  target: (p, pick) => setTaskTarget(p, signature, taskId(p, pick(0)), targetId(pick(1))),
  data: (p, pick) => (pick(0) % 5 === 0 ? setDataset(p, 'other', pick(1) % 2 === 0 ? small : signature) : p),
};

const steps = fc.array(
  fc.record({ deed: fc.constantFrom(...Object.keys(deeds)), picks: fc.array(fc.nat(1000), { minLength: 3, maxLength: 3 }) }),
  { maxLength: 30 },
);

function overfullPorts(project: Project): string[] {
  const { incoming, nodes } = topologyOf(project.graph);
  return [...nodes.values()].flatMap((node) =>
    (portsOf(node, catalogue) ?? [])
      .filter(({ id, many }) => !many && (incoming.get(node.id) ?? []).filter((edge) => edge.port === id).length > 1)
      .map(({ id }) => `${node.id}.${id}`),
  );
}

describe('any sequence of edits', () => {
  it('writes into no document it was given, and leaves one that opens, has no cycle and can be analysed', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        let project = frozen(deepDocument());
        for (const { deed, picks } of sequence) {
          const next = deeds[deed]?.(project, (index) => picks[index] ?? 0) ?? project;
          const opened = parseProject(JSON.parse(JSON.stringify(next)));
          expect(opened).toEqual({ ok: true, value: next });
          expect(topologicalOrder(next.graph).blocked).toEqual([]);
          expect(overfullPorts(next)).toEqual([]);
          expect(analyzeGraph(next, signature).nodes.size).toBe(next.graph.nodes.length);
          project = frozen(next);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('pastes under ids that are new, whatever is copied how often', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat(50), { maxLength: 6 }), { maxLength: 6 }), (pastes) => {
        let project = deepDocument();
        for (const picks of pastes) {
          const before = project.graph;
          const copied = new Set(picks.map((number) => nodeId(project, number)));
          project = duplicateNodes(project, copied, { x: 1, y: 1 });
          const ids = [...project.graph.nodes, ...project.graph.edges].map(({ id }) => id);
          expect(new Set(ids).size).toBe(ids.length);
          const heads = before.nodes.filter((node) => node.kind === 'head' && copied.has(node.id)).length;
          expect(project.graph.nodes).toHaveLength(before.nodes.length + copied.size - heads);
        }
      }),
    );
  });
});
