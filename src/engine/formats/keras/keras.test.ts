import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, expect, it } from 'vitest';
import type { Project } from '../../../core/project/schema.ts';
import { expectedOf, layOut, smallCase, sourceOf } from '../code/testing/cases.ts';
import { hostileTable } from '../code/testing/own-table.ts';
import { documentOf, plain } from '../code/testing/plain-cases.ts';
import { namedWeights } from '../named-weights.ts';
import { budgetOf, given, trainedModel } from '../testing.ts';
import { kerasProject } from './format.ts';
import { projectFiles, writeProjectZip } from './project-zip.ts';
import { judged } from './testing/judged.ts';

const root = mkdtempSync(join(tmpdir(), 'keras-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

it('is opened by the page again, with all its weights', async () => {
  for (const id of ['digits-cnn', 'words-gru', 'cross-stitch']) {
    const source = trainedModel(documentOf(id));
    const zip = writeProjectZip(source);
    expect(await kerasProject.reader?.recognises(zip)).toBe(true);
    const read = given((await kerasProject.reader?.read(zip, budgetOf(zip))) ?? { ok: false, diagnostics: [] });
    expect(read.project).toEqual(source.project);
    expect({ ...read.weights }).toEqual(namedWeights(source.program, source.checkpoint));
  }
});

it('makes valid code of hostile names', async () => {
  const hostile = ['class', '__init__', '🙂', '"""\n\'\\', '../../etc/passwd', 'call', 'weights', 'ops', '{self}'];
  const project = plain(documentOf('digits-cnn'));
  const named: Project = {
    ...project,
    name: '__import__("os"); # \u2028 网络',
    tasks: project.tasks.map((task, i) => ({ ...task, name: hostile[i + 2] ?? '' })),
    graph: {
      ...project.graph,
      nodes: project.graph.nodes.map((node, i) => ({ ...node, name: hostile[i % hostile.length] ?? '' })),
    },
  };
  const run = await smallCase(named);
  const source = sourceOf(run);
  const folder = join(root, 'hostile');
  layOut(join(folder, 'case'), projectFiles(source));
  const table = await hostileTable();
  const own = sourceOf(table);
  layOut(join(folder, 'own'), projectFiles(own));
  const all = judged(folder, { case: await expectedOf(run, source, 2), own: await expectedOf(table, own, 4) });
  for (const one of [all.case, all.own]) {
    expect(one?.error).toBeUndefined();
    expect(one?.predictions).toBeLessThan(1e-5);
    expect(one?.losses).toBeLessThan(1e-3);
  }
  expect(Object.keys(unzipSync(writeProjectZip(source))).sort()).toEqual(Object.keys(projectFiles(source)).sort());
}, 60_000);
