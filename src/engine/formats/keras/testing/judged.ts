import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ExpectedCase, layOut } from '../../code/testing/cases.ts';
import type { Judge } from '../../code/testing/known-verdicts.ts';
import { ran, torchVersion } from '../../pytorch/testing/run-python.ts';

const script = join(import.meta.dirname, 'judge.py');
const standIn = join(import.meta.dirname, 'keras');

const modulesOf = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.py'))
    .sort()
    .map((file) => join(folder, file));

interface Judged {
  readonly predictions: number;
  readonly losses: number;
  readonly weights: number;
  readonly error?: string;
}

/** What the projects of a folder do with a stand-in for Keras that computes as Keras documents it: Debian has no Keras. */
export function judged(folder: string, cases: Readonly<Record<string, ExpectedCase>>): Record<string, Judged> {
  writeFileSync(join(folder, 'cases.json'), JSON.stringify(cases));
  return JSON.parse(ran(['-B', script, folder]));
}

/** The same of projects that are laid out first, below a folder. */
export const keras = (root: string): Judge<ExpectedCase> => ({
  framework: 'Keras',
  judging: [...[script, ...modulesOf(standIn)].map((file) => readFileSync(file, 'utf8')), torchVersion()],
  async judge(cases) {
    const folder = mkdtempSync(join(root, 'keras-'));
    for (const [name, { files }] of Object.entries(cases)) layOut(join(folder, name), files);
    const all = judged(folder, Object.fromEntries(Object.entries(cases).map(([name, { expected }]) => [name, expected])));
    return Object.fromEntries(Object.entries(all).map(([name, { error, ...apart }]) => [name, error ?? apart]));
  },
});
