import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExpectedCase } from '../../code/testing/cases.ts';
import { ran } from '../../pytorch/testing/run-python.ts';

interface Judged {
  readonly predictions: number;
  readonly losses: number;
  readonly weights: number;
  readonly error?: string;
}

/** What the projects of a folder do with a stand-in for Keras that computes as Keras documents it: Debian has no Keras. */
export async function judged(folder: string, cases: Readonly<Record<string, ExpectedCase>>): Promise<Record<string, Judged>> {
  writeFileSync(join(folder, 'cases.json'), JSON.stringify(cases));
  return JSON.parse(await ran([join(import.meta.dirname, 'judge.py'), folder]));
}
