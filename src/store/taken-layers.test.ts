import { expect, test } from 'vitest';
import type { Project } from '../core/project/schema.ts';
import { layersIn, learners, misfitOf, namedIn, proposedSource } from '../core/runs/taken-layers.ts';
import { precompile } from '../engine/training/precompile.ts';
import { toyProject } from '../engine/training/testing/projects.ts';
import { derive } from './derived.ts';
import type { Playground } from './playground.ts';
import { createPageRuns } from './runs/page-runs.ts';
import { memoryTable } from './runs/testing/memory-table.ts';
import { layersOfFile, layersOfRun, type TakenSource, takeLayers } from './taken-source.ts';
import { directPlayground, untilState } from './testing/direct-playground.ts';

async function loaded(project = toyProject()): Promise<Playground> {
  const playground = directPlayground(project);
  playground.actions.load({ from: 'initial' });
  await untilState(playground, 'idle');
  return playground;
}

async function train(playground: Playground, steps: number): Promise<void> {
  playground.actions.train(steps);
  await untilState(playground, 'running');
  await untilState(playground, 'paused');
}

const document = ({ project }: Playground): Project => project.getState().project;

/** The weights of the moment, by name. */
async function weightsOf({ actions }: Playground) {
  const answer = await actions.request({ kind: 'checkpoint' });
  if (!answer.ok) throw new Error('the weights are read');
  return namedIn(answer.value.checkpoint);
}

/** A model that has trained with another seed, as a source of layers. */
async function another(): Promise<TakenSource> {
  const playground = await loaded({ ...toyProject(), seed: 77 });
  await train(playground, 12);
  return { name: 'Run 1', document: document(playground), layers: layersIn(await weightsOf(playground)) };
}

/** The first node that learns. */
const firstOf = (project: Project): string => {
  const { analysis } = derive(project);
  const [first] = analysis ? learners(project, analysis) : [];
  if (!first) throw new Error('something learns');
  return first.id;
};

test('a checkpoint says by itself what its weights are called', async () => {
  const playground = await loaded();
  const compiled = precompile(document(playground));
  if (!compiled.ok) throw new Error('it compiles');
  const { parameters, states } = compiled.value.program;
  const named = Object.entries(await weightsOf(playground));
  expect(named.map(([name, { shape, data }]) => [name, shape, data.length])).toEqual(
    [...parameters, ...states].map(({ name, shape, size }) => [name, [...shape], size]),
  );
});

test('layers of another model are where a run begins, the others as the seed says; one undo brings the run back that gave way', async () => {
  const source = await another();
  const playground = await loaded();
  const fresh = await weightsOf(playground);
  await train(playground, 5);
  const own = await weightsOf(playground);
  const before = document(playground);
  const node = firstOf(before);
  takeLayers(playground, source, new Map([[node, node]]), true);
  await untilState(playground, 'idle');
  expect(document(playground).graph.nodes.find(({ id }) => id === node)).toMatchObject({
    frozen: true,
    taken: { from: 'Run 1', node },
  });
  const begun = await weightsOf(playground);
  const learned = Object.fromEntries([...(source.layers.get(node) ?? [])].map(([name, weight]) => [`${node}/${name}`, weight]));
  expect(Object.keys(learned).length).toBeGreaterThan(0);
  expect(begun).toEqual({ ...fresh, ...learned });
  expect(playground.run.getState().notices).toEqual([]);

  playground.project.undo();
  expect(document(playground)).toBe(before);
  await expect.poll(() => playground.run.getState().history.status).toMatchObject({ step: 5, state: 'idle' });
  expect(await weightsOf(playground)).toEqual(own);

  // Once more, and trained: a reset goes back to what was taken, and frozen layers are as they were.
  playground.project.redo();
  playground.actions.apply();
  await untilState(playground, 'idle');
  expect(await weightsOf(playground)).toEqual(begun);
  await train(playground, 3);
  const later = await weightsOf(playground);
  expect(later).toMatchObject(learned);
  expect(later).not.toEqual(begun);
  playground.actions.reset();
  await untilState(playground, 'idle');
  expect(await weightsOf(playground)).toEqual(begun);
});

test('what does not fit is told by its parameter and both shapes; a layer of another name is found where it alone fits', async () => {
  const { layers } = await another();
  const [[id = '', learned = new Map()] = []] = [...layers];
  const kernel = learned.get('kernel');
  if (!kernel) throw new Error('a layer has a kernel');
  const wanted = [...learned].map(([name, { shape }]) => ({ name, shape }));
  expect(misfitOf(wanted, learned)).toBeNull();
  const wider = [{ name: 'kernel', shape: [2, 99] }];
  expect(misfitOf(wider, learned)).toEqual({ parameter: 'kernel', here: [2, 99], there: kernel.shape });
  expect(misfitOf([...wanted, { name: 'gamma', shape: [3] }], learned)).toEqual({ parameter: 'gamma', here: [3], there: null });
  expect(proposedSource('renamed', wanted, new Map([[id, learned]]))).toBe(id);
  expect(proposedSource('renamed', wider, layers)).toBeNull();
  expect(proposedSource(id, wider, layers)).toBe(id);
});

test('sources are runs that are kept and files with weights; a file without any is refused in words', async () => {
  const playground = await loaded();
  await train(playground, 4);
  const weights = await weightsOf(playground);
  const pageRuns = createPageRuns(playground, {
    tables: { summaries: memoryTable().table, records: memoryTable().table, weights: memoryTable().table },
    clock: () => 0,
    now: () => 0,
    after: () => () => undefined,
  });
  await pageRuns.keep();
  pageRuns.flush();
  const [run] = pageRuns.library.getState().runs;
  const kept = await layersOfRun(pageRuns, run?.id ?? '', 'Run 1');
  if (!kept.ok) throw new Error('the run has weights');
  expect(kept.value.layers).toEqual(layersIn(weights));
  expect(await layersOfRun(pageRuns, 'gone', 'Gone')).toMatchObject({ ok: false, diagnostics: [{ code: 'runs.weightsGone' }] });
  const files = ['safetensors', 'project'].map(async (format) => {
    const written = await playground.actions.exportModel(format, 'current');
    if (!written.ok) throw new Error(`${format} is written`);
    return layersOfFile(playground, new File([written.value.bytes], written.value.fileName));
  });
  const [full, empty] = await Promise.all(files);
  expect(full?.ok && full.value.layers).toEqual(layersIn(weights));
  expect(empty).toMatchObject({ ok: false, diagnostics: [{ code: 'file.noWeights' }] });
});
