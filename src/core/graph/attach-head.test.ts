import { describe, expect, it } from 'vitest';
import { signatureOf } from '../data/registry.ts';
import { presets } from '../presets/registry.ts';
import type { Project } from '../project/schema.ts';
import { invariant } from '../util/assert-never.ts';
import { analyzeGraph } from './analyze.ts';
import { attachHead } from './attach-head.ts';
import { removeNodes } from './edits.ts';
import { overlaps } from './place.ts';
import { headOf, servedTasks } from './serving.ts';
import { addTask } from './tasks.ts';
import { documentOf, sharedDocument, signature, wiresOf } from './testing/documents.ts';

function attached(project: Project, task: string): Project {
  const result = attachHead(project, signature, task);
  invariant(result.ok, `a head for ${task}`);
  return result.value;
}
const fresh = (project: Project, target: string): Project => addTask(project, signature, target);

describe('a head', () => {
  it('goes where the tasks part, through the Dense layer that its task needs, and can be trained', () => {
    const project = attached(fresh(sharedDocument(), 'parity'), 'parity');
    expect(wiresOf(project)).toEqual(expect.arrayContaining(['shared>dense-1', 'dense-1>parity-head']));
    expect(project.graph.nodes.find(({ id }) => id === 'dense-1')?.params).toMatchObject({ units: 1, activation: 'none' });
    expect(analyzeGraph(project, signature).trainable).toBe(true);
    const { nodes } = project.graph;
    const added = nodes.filter(({ id }) => id === 'dense-1' || id === 'parity-head');
    expect(added.filter((a) => nodes.some((b) => b !== a && overlaps(a, b)))).toEqual([]);
  });

  it('that was there already, unconnected, is the one that is used', () => {
    const whole = sharedDocument();
    const loose = removeNodes(whole, ['g']);
    const project = attached(loose, 'group');
    expect(headOf(project.graph, 'group')).toEqual(headOf(loose.graph, 'group'));
    expect(wiresOf(project)).toEqual(['d>digit-head', 'dense-1>group-head', 'in>shared', 'shared>d', 'shared>dense-1']);
  });

  it('gets layers of its own where tasks share none', () => {
    const apart = documentOf(
      { a: ['dense', { units: 4 }], d: ['dense', { units: 10 }], b: ['dense', { units: 6 }], g: ['dense', { units: 5 }] },
      'in a d digit-head',
      'in b g group-head',
    );
    const project = attached(fresh(apart, 'parity'), 'parity');
    const served = servedTasks(project.graph, ['digit', 'group', 'parity']);
    expect(project.graph.nodes.filter(({ id, kind }) => kind !== 'input' && (served.get(id)?.length ?? 0) > 1)).toEqual([]);
    expect(project.graph.nodes.filter(({ kind }) => kind === 'dense')).toHaveLength(6);
    expect(analyzeGraph(project, signature).trainable).toBe(true);
  });

  it('begins a network of its own on the data where there is nothing else, and is refused where there is no data', () => {
    const bare = documentOf({});
    const only = { ...bare, tasks: bare.tasks.slice(0, 1), graph: { ...bare.graph, nodes: bare.graph.nodes.slice(0, 2) } };
    expect(wiresOf(attached(only, 'digit'))).toEqual(['dense-1>digit-head', 'in>dense-1']);
    const empty = { ...only, graph: { nodes: [], edges: [] } };
    const refusal = attachHead(empty, signature, 'digit');
    expect(refusal.ok ? [] : refusal.diagnostics.map(({ code }) => code)).toEqual(['graph.noPlaceForHead']);
  });
});

it.each(presets.map((preset) => [preset.id, preset] as const))(
  'in %s a task whose output was taken away gets one again',
  (_id, preset) => {
    const document = preset.project();
    const known = signatureOf(document);
    invariant(known.ok, preset.id);
    const task = document.tasks.at(-1)?.id ?? '';
    const cut = removeNodes(document, [headOf(document.graph, task)?.id ?? '']);
    const result = attachHead(cut, known.value, task);
    expect(result.ok && analyzeGraph(result.value, known.value).trainable).toBe(true);
  },
);
