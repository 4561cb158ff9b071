import type { Project } from '../project/schema.ts';

const wordsOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');

/**
 * The one way in which files are named that are taken home: the words of the document's name, whatever the writing, what the file holds (`what`,
 * where it is not the document itself), the seed, and of what was trained the step.
 */
export function fileNameOf(
  { name, seed }: Pick<Project, 'name' | 'seed'>,
  step: number | null,
  extension: string,
  what = '',
): string {
  const parts = [wordsOf(name) || 'model', wordsOf(what), `seed-${seed}`, step === null ? '' : `step-${step}`];
  return `${parts.filter((part) => part !== '').join('-')}.${extension}`;
}
