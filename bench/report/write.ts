import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const begin = '<!-- bench: written by `npm run bench -- --readme` -->';
const end = '<!-- bench: end -->';

/** Puts the text between the marks of the bench in the README. */
export function writeReadme(text: string): void {
  const path = resolve(root, 'README.md');
  const readme = readFileSync(path, 'utf8');
  const [before, rest] = readme.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`README.md has no ${begin} … ${end}`);
  writeFileSync(path, `${before}${begin}\n\n${text}\n\n${end}${after}`);
}

export const writeBenchFile = (name: string, text: string): void => writeFileSync(resolve(root, 'bench', name), text);
