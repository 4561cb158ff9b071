import { execFileSync } from 'node:child_process';
import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ExpectedCase } from '../../code/testing/cases.ts';

/** A new folder whose modules find TensorFlow.js as they would after an install. */
export function installedFolder(): string {
  const root = mkdtempSync(join(tmpdir(), 'javascript-'));
  symlinkSync(resolve(import.meta.dirname, '../../../../../node_modules'), join(root, 'node_modules'));
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
  const judge = join(import.meta.dirname, 'judge.mjs');
  const answer = execFileSync(process.execPath, [judge, folder], { encoding: 'utf8', maxBuffer: 1e8 });
  return JSON.parse(answer.trim().split('\n').at(-1) ?? '');
}
