import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, expect, it } from 'vitest';
import type { Project } from '../../../core/project/schema.ts';
import { type ExpectedCase, expectedOf, layOut, smallCase, sourceOf } from '../code/testing/cases.ts';
import { type Judge, type JudgedCase, verdictsOf } from '../code/testing/known-verdicts.ts';
import { hostileTable } from '../code/testing/own-table.ts';
import { documentOf, plain, plainCases } from '../code/testing/plain-cases.ts';
import { namedWeights } from '../named-weights.ts';
import { ran } from '../pytorch/testing/run-python.ts';
import { budgetOf, given, trainedModel } from '../testing.ts';
import { kerasProject } from './format.ts';
import { projectFiles, writeProjectZip } from './project-zip.ts';

const judgeFile = join(import.meta.dirname, 'testing/judge.py');
const standIn = join(import.meta.dirname, 'testing/keras');
const root = mkdtempSync(join(tmpdir(), 'keras-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Judged {
  readonly predictions: number;
  readonly losses: number;
  readonly weights: number;
  readonly error?: string;
}

/** What the projects of a folder do with a stand-in for Keras that computes as Keras documents it: Debian has no Keras. */
async function judged(folder: string, cases: Readonly<Record<string, ExpectedCase>>): Promise<Record<string, Judged>> {
  writeFileSync(join(folder, 'cases.json'), JSON.stringify(cases));
  return JSON.parse(await ran([judgeFile, folder]));
}

/** The same of projects that are not laid out yet. */
const keras: Judge<ExpectedCase> = {
  framework: 'Keras',
  judging: [
    judgeFile,
    ...readdirSync(standIn)
      .filter((file) => file.endsWith('.py'))
      .sort()
      .map((file) => join(standIn, file)),
  ].map((file) => readFileSync(file, 'utf8')),
  async judge(cases) {
    const folder = mkdtempSync(join(root, 'cases-'));
    for (const [name, { files }] of Object.entries(cases)) layOut(join(folder, name), files);
    const all = await judged(folder, Object.fromEntries(Object.entries(cases).map(([name, { expected }]) => [name, expected])));
    return Object.fromEntries(Object.entries(all).map(([name, { error, ...apart }]) => [name, error ?? apart]));
  },
};

/** Of these every layer is written as its primitives, too. */
const loweredToo = new Set(['digits-cnn', 'news-entities', 'words-gru', 'every layer']);

it('code of every kind of example predicts as the page does, and loses in 8 steps what the page loses', async () => {
  const cases: Record<string, JudgedCase<ExpectedCase>> = {};
  for (const [name, project] of plainCases) {
    const run = await smallCase(project);
    const source = sourceOf(run);
    // Its random numbers are others.
    const expected = await expectedOf(run, source, name === 'experts' ? 0 : 8);
    cases[name] = { files: projectFiles(source), expected };
    if (loweredToo.has(name)) cases[`${name}, lowered`] = { files: projectFiles(source, new Map()), expected };
  }
  const verdicts = await verdictsOf(keras, cases);
  const right = ({ predictions = Number.NaN, losses = Number.NaN, weights = 0 }: Readonly<Record<string, number>>): boolean =>
    predictions <= 1e-5 && losses <= 1e-3 && weights > 0;
  expect(Object.entries(verdicts).filter(([, verdict]) => typeof verdict === 'string' || !right(verdict))).toEqual([]);
  expect(Object.keys(verdicts).length).toBeGreaterThan(45);
}, 400_000);

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
  const all = await judged(folder, { case: await expectedOf(run, source, 2), own: await expectedOf(table, own, 4) });
  for (const one of [all.case, all.own]) {
    expect(one?.error).toBeUndefined();
    expect(one?.predictions).toBeLessThan(1e-5);
    expect(one?.losses).toBeLessThan(1e-3);
  }
  expect(Object.keys(unzipSync(writeProjectZip(source))).sort()).toEqual(Object.keys(projectFiles(source)).sort());
}, 60_000);
