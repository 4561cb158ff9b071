import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type ExpectedCase, layOut } from '../../code/testing/cases.ts';
import type { Judge } from '../../code/testing/known-verdicts.ts';

const modules = resolve(import.meta.dirname, '../../../../../node_modules');
const script = join(import.meta.dirname, 'judge.mjs');

/** A new folder whose modules find TensorFlow.js as they would after an install. */
export function installedFolder(): string {
  const root = mkdtempSync(join(tmpdir(), 'javascript-'));
  symlinkSync(modules, join(root, 'node_modules'));
  return root;
}

interface Judged {
  readonly predictions: number;
  readonly losses: number;
  readonly figures: readonly string[];
  readonly error?: string;
}

/** What stock TensorFlow.js makes of the projects of a folder, in a process of its own. */
export function judged(folder: string, cases: Readonly<Record<string, ExpectedCase>>): Record<string, Judged> {
  writeFileSync(join(folder, 'cases.json'), JSON.stringify(cases));
  const answer = execFileSync(process.execPath, [script, folder], { encoding: 'utf8', maxBuffer: 1e8 });
  return JSON.parse(answer.trim().split('\n').at(-1) ?? '');
}

/** The same of projects that are laid out first, below an `installedFolder`. */
export const tensorflowJs = (root: string): Judge<ExpectedCase> => ({
  framework: 'TensorFlow.js',
  judging: [script, join(modules, '@tensorflow/tfjs/package.json')].map((file) => readFileSync(file, 'utf8')),
  async judge(cases) {
    const folder = mkdtempSync(join(root, 'javascript-'));
    for (const [name, { files }] of Object.entries(cases)) layOut(join(folder, name), files);
    const all = judged(folder, Object.fromEntries(Object.entries(cases).map(([name, { expected }]) => [name, expected])));
    return Object.fromEntries(
      Object.entries(all).map(([name, { error, figures, ...apart }]) => [name, error ?? { ...apart, figures: figures.length }]),
    );
  },
});
