import { jsx } from 'react/jsx-runtime';
import { expect, it } from 'vitest';
import { digitsShared } from '../../core/presets/digits.ts';
import type { Project } from '../../core/project/schema.ts';
import { toyProject } from '../../engine/training/testing/projects.ts';
import { directPlayground, untilState } from '../../store/testing/direct-playground.ts';
import { rendered } from '../common/testing/rendered.ts';
import { RunControls } from './run-controls.tsx';
import { createScripting } from './scripting.ts';

/** The page that holds a document, and then opens another one. */
async function opened(before: Project, after: Project) {
  const playground = directPlayground(before);
  playground.actions.load({ from: 'initial' });
  await untilState(playground, 'idle', 'failed');
  const script = createScripting(playground, '0');
  const found = await script.load({ project: after });
  return { playground, script, codes: found.map(({ code }) => code), found };
}

/** Training is refused with a reason on the button itself, by hand, key and script alike. */
async function expectBlocked({ playground, script }: Awaited<ReturnType<typeof opened>>): Promise<string> {
  const buttons = await rendered(directPlayground(playground.project.getState().project), jsx(RunControls, {}));
  expect(/aria-disabled="(\w+)"/.exec(buttons)?.[1]).toBe('true');
  playground.actions.playOrPause();
  const status = await script.train({ steps: 3 });
  expect(status.step).toBe(0);
  return status.error?.message ?? '';
}

it('a cycle is named and keeps the document from training, without losing it', async () => {
  const before = toyProject();
  const edge = { id: 'back', source: 'shared-2', target: 'shared-1', port: 'in' };
  const page = await opened(before, { ...before, graph: { ...before.graph, edges: [...before.graph.edges, edge] } });
  expect(page.codes).toContain('graph.cycleFound');
  await expectBlocked(page);
  page.playground.project.undo();
  expect(page.script.project()).toEqual(before);
});

it('a shape mismatch names the node and says both shapes', async () => {
  const before = digitsShared();
  const nodes = before.graph.nodes.map((node) =>
    node.id === 'digit-logits' ? { ...node, params: { ...node.params, units: 7 } } : node,
  );
  const said = await expectBlocked(await opened(before, { ...before, graph: { ...before.graph, nodes } }));
  expect(said).toMatch(/\b7\b/);
  expect(said).toMatch(/\b10\b/);
});

it('a dangling head names its task', async () => {
  const before = digitsShared();
  const edges = before.graph.edges.filter(({ target }) => target !== 'group-head');
  const page = await opened(before, { ...before, graph: { ...before.graph, edges } });
  expect(page.codes).toContain('graph.headUnconnected');
  expect(await expectBlocked(page)).toContain('Group');
});

it('a task without data says which task and what to do', async () => {
  const before = toyProject();
  const tasks = before.tasks.map((task) => (task.id === 'planeB' ? { ...task, labelsKept: 0 } : task));
  const { codes, playground } = await opened(before, { ...before, tasks });
  expect(codes).toContain('data.noLabels');
  const notice = playground.run.getState().notices.find(({ code }) => code === 'data.noLabels');
  expect(notice?.message).toContain('Half-plane B');
});

it('a batch larger than the data says both numbers', async () => {
  const page = await opened(toyProject(), toyProject({ batchSize: 4096 }));
  const found = page.found.find(({ code }) => code === 'training.batchTooLarge');
  expect(found?.message).toContain('4096');
  expect(found?.message).toContain('700');
});
