import { zipSync } from 'fflate';
import { expect, it } from 'vitest';
import type { Project } from '../../../core/project/schema.ts';
import { namedIn } from '../../../core/runs/taken-layers.ts';
import { at } from '../../../core/util/assert-never.ts';
import { mostArchiveBytes, readProjectsZip } from '../../../engine/formats/projects/projects-zip.ts';
import { modelFormats } from '../../../engine/formats/registry.ts';
import { macrotask } from '../../../engine/training/testing/bench.ts';
import { toyProject } from '../../../engine/training/testing/projects.ts';
import { createPageProjects } from '../../../store/persistence/page-projects.ts';
import { createPageRuns } from '../../../store/runs/page-runs.ts';
import { memoryTable } from '../../../store/runs/testing/memory-table.ts';
import { directPlayground, untilState } from '../../../store/testing/direct-playground.ts';
import { createProjectFiles } from './project-files.ts';

const named = (name: string): Project => ({ ...toyProject(), name });
const fileOf = (bytes: Uint8Array<ArrayBuffer>, name = 'projects.zip') => new File([bytes], name);

/** A browser with a page in it, which keeps what it does. */
async function page(initial: Project) {
  const tables = { projects: memoryTable(), versions: memoryTable(), weights: memoryTable() };
  const ofRuns = { summaries: memoryTable(), records: memoryTable(), weights: memoryTable() };
  const playground = directPlayground(initial, modelFormats);
  const after = (ms: number, work: () => void) => {
    const timer = setTimeout(work, ms / 100);
    return () => clearTimeout(timer);
  };
  const pageRuns = createPageRuns(playground, {
    tables: { summaries: ofRuns.summaries.table, records: ofRuns.records.table, weights: ofRuns.weights.table },
    clock: Date.now,
    now: () => performance.now(),
    after,
  });
  const pageProjects = createPageProjects(playground, {
    tables: { projects: tables.projects.table, versions: tables.versions.table, weights: tables.weights.table },
    runs: pageRuns,
    now: Date.now,
    began: Date.now(),
    after,
  });
  pageProjects.keep([playground.project.getState()]);
  playground.actions.load({ from: 'initial' });
  await untilState(playground, 'idle');
  await pageRuns.keep();
  return {
    playground,
    pageProjects,
    pageRuns,
    tables,
    files: createProjectFiles(playground, pageProjects, pageRuns),
    async train(steps: number): Promise<void> {
      playground.actions.train(steps);
      await untilState(playground, 'running');
      await untilState(playground, 'paused');
      for (let turn = 0; turn < 30; turn++) await macrotask();
    },
    async listed() {
      await pageProjects.keeper.settled();
      return (await pageProjects.shelf.all()).projects;
    },
    weightsNow() {
      const kept = playground.trainer.lastCheckpoint(playground.run.getState().history.runId);
      if (!kept) throw new Error('nothing was trained');
      return { step: kept.checkpoint.step, weights: namedIn(kept.checkpoint) };
    },
  };
}

it('a project opens with the run that trained it, a copy with its weights, and a zip takes both to another browser', async () => {
  const here = await page(named('first'));
  const { actions, project, run } = here.playground;
  project.edit((document) => ({ ...document, name: 'trained' }));
  const { key } = project.getState();
  await here.train(6);
  const trained = here.weightsNow();
  expect(trained.step).toBe(6);
  const [kept] = await here.listed();
  expect(kept).toMatchObject({ key, name: 'trained' });
  if (!kept) return;
  const copy = await here.files.duplicate(kept);
  expect(copy.ok).toBe(true);
  actions.open(named('another'));
  expect(project.getState().key).not.toBe(key);

  expect(await here.pageProjects.open(kept)).toEqual([]);
  await untilState(here.playground, 'paused', 'idle');
  expect(project.getState()).toMatchObject({ key, project: { name: 'trained' } });
  expect(run.getState().history.status.step).toBe(6);

  const [copied] = await here.listed();
  expect(copied).toMatchObject({ name: 'trained (2)', weights: true });
  if (!copied) return;
  await here.pageProjects.open(copied);
  await untilState(here.playground, 'idle');
  expect(project.getState()).toMatchObject({ key: copied.key, project: { name: 'trained (2)' } });
  expect(run.getState().notices).toMatchObject([{ code: 'page.weightsOpened' }]);
  await here.train(1);
  await expect.poll(() => here.pageProjects.trainedRun(copied.key)?.steps).toBe(1);
  expect(here.pageProjects.trainedRun(key)?.steps).toBe(6);

  const { bytes, refused } = await here.files.archive([kept]);
  expect(refused).toEqual([]);
  const read = bytes && readProjectsZip('all.zip', bytes);
  expect(read?.ok && read.value).toMatchObject([
    { folder: 'trained', read: { ok: true, value: { project: { name: 'trained' } } } },
  ]);
  const there = await page(named('elsewhere'));
  if (!bytes) return;
  const taken = await there.files.takeIn(fileOf(bytes));
  expect(taken).toMatchObject({ keys: [expect.any(String)], refused: [] });
  const [arrived] = await there.listed();
  expect(arrived).toMatchObject({ name: 'trained', weights: true, dataset: 'toys' });
  const file = await there.pageProjects.shelf.weightsOf(at(taken?.keys ?? [], 0));
  const back = file && (await there.playground.actions.request({ kind: 'read', fileName: 'weights.safetensors', bytes: file }));
  expect(back?.ok && back.value).toMatchObject({ project: { name: 'trained' }, step: 6, weights: trained.weights });
});

it('what a zip cannot bring is said, and nothing of it is kept', async () => {
  const { files, tables, listed, pageProjects } = await page(named('first'));
  const key = await pageProjects.shelf.add(named('good'), new Uint8Array([1]));
  const [good] = await listed();
  expect(good?.key).toBe(key);
  const broken = { ...at([good], 0), key: 'broken', name: 'broken', text: '{}' };
  tables.projects.rows.set('broken', broken);
  const { bytes, refused } = await files.archive(await listed());
  expect(refused).toMatchObject([{ name: 'broken', reasons: [{ code: expect.stringMatching(/^file\./) }] }]);
  expect(await files.duplicate(broken as never)).toMatchObject({ ok: false });

  // The weights that were kept there are none.
  expect(bytes && (await files.takeIn(fileOf(bytes)))).toMatchObject({
    keys: [],
    refused: [{ name: 'good', reasons: [{ code: 'file.notSafetensors' }] }],
  });
  expect(await files.takeIn(fileOf(zipSync({ 'a.txt': new Uint8Array(3) }) as Uint8Array<ArrayBuffer>, 'x.zip'))).toMatchObject({
    keys: [],
    refused: [{ name: 'x.zip', reasons: [{ code: 'file.unknownKind' }] }],
  });
  expect(
    await files.takeIn({ name: 'x.zip', size: mostArchiveBytes + 1, arrayBuffer: () => Promise.reject(new Error('read')) }),
  ).toBeNull();
});

it('where the browser has no room, a project of a zip is refused whole', async () => {
  const here = await page(named('first'));
  const { files, tables, listed, pageProjects } = here;
  here.playground.project.edit((document) => ({ ...document, name: 'trained' }));
  await here.train(2);
  const { bytes } = await files.archive(await listed());
  tables.projects.fault.full = true;
  const before = tables.weights.rows.size;
  expect(bytes && (await files.takeIn(fileOf(bytes)))).toEqual({
    keys: [],
    refused: [{ name: 'trained', reasons: 'The quota has been exceeded.' }],
  });
  expect(tables.weights.rows.size).toBe(before);
  expect((await pageProjects.shelf.all()).projects).toHaveLength(1);
});
