import { describe, expect, test } from 'vitest';
import { signatureOf } from '../../data/registry.ts';
import { toyRelated } from '../../presets/toys.ts';
import type { Project } from '../../project/schema.ts';
import { ok, refused } from '../../util/diagnostics.ts';
import { analyzeGraph } from '../analyze.ts';
import { moveNodes, updateParams } from '../edits.ts';
import { overlaps, picturedIn } from '../place.ts';
import { splitPerTask } from '../split.ts';
import { addTask } from '../tasks.ts';
import { alongFlow } from './along-flow.ts';
import { arrange } from './arrange.ts';
import { flowOf } from './flow.ts';

const lying = toyRelated();
const standing = moveNodes(
  lying,
  Object.fromEntries(
    arrange(
      lying.graph,
      lying.tasks.map(({ id }) => id),
      { width: 400, height: 900 },
    ).places,
  ),
);
const places = ({ graph }: Project) => Object.fromEntries(graph.nodes.map(({ id, position }) => [id, position]));
const resultOf = (result: ReturnType<typeof splitPerTask>): Project => {
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
  return result.value;
};

describe('edits along the way of a network', () => {
  test('in one that goes to the right an edit is made as it is', () => {
    expect(flowOf(lying.graph)).toBe('right');
    expect(alongFlow(lying, (project) => splitPerTask(project, 'shared-2'))).toEqual(splitPerTask(lying, 'shared-2'));
  });

  test('in one that goes down copies of a split stand beside one another, and nothing else moves', () => {
    expect(flowOf(standing.graph)).toBe('down');
    const [id] = standing.graph.nodes.filter(({ kind }) => kind === 'dense').map((node) => node.id);
    const after = resultOf(alongFlow(standing, (project) => splitPerTask(project, id ?? '')));
    const copies = after.graph.nodes.filter((node) => !standing.graph.nodes.includes(node));
    const [a, b] = copies.map(({ position }) => position);
    expect(a?.y).toBe(b?.y);
    expect(Math.abs((a?.x ?? 0) - (b?.x ?? 0))).toBeGreaterThanOrEqual(152);
    expect(flowOf(after.graph)).toBe('down');
  });

  test('the output of another task stands beside the last one, and no card covers another', () => {
    const signature = signatureOf(standing);
    if (!signature.ok) throw new Error('the toy has data');
    const fewer = { ...standing, tasks: standing.tasks.slice(0, 1) };
    const without = {
      ...fewer,
      graph: { ...fewer.graph, nodes: fewer.graph.nodes.filter(({ params }) => params.task !== standing.tasks[1]?.id) },
    };
    const target = standing.tasks[1]?.target ?? '';
    const after = resultOf(alongFlow(without, (project) => ok(addTask(project, signature.value, target))));
    const heads = after.graph.nodes.filter(({ kind }) => kind === 'head');
    expect(heads).toHaveLength(2);
    const [first, second] = heads.map(({ position }) => position);
    expect(second?.y).toBe(first?.y);
    expect(second?.x).toBeGreaterThan(first?.x ?? 0);
    const pictured = picturedIn(analyzeGraph(after, signature.value));
    for (const [i, one] of after.graph.nodes.entries())
      for (const other of after.graph.nodes.slice(i + 1)) expect(overlaps(one, other, pictured)).toBe(false);
  });

  test('an edit that moves nothing leaves every node where it is; one that is refused, or changes nothing, is that', () => {
    const after = resultOf(alongFlow(standing, (project) => ok(updateParams(project, 'shared-1', { units: 5 }))));
    expect(places(after)).toEqual(places(standing));
    expect(alongFlow(standing, ok)).toEqual(ok(standing));
    expect(alongFlow(standing, () => refused())).toEqual(refused());
  });
});
