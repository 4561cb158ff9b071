import type { Project } from '../project/schema.ts';

/** Of the 255 bytes that a file name may have the rest needs the others. */
const mostBytes = 120;

const bytesOf = (letter: string): number => {
  const code = letter.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
};

/** The words of a name, whatever the writing, as a part of a path: nothing of what leads anywhere else. Empty where there are none. */
export function wordsOf(name: string): string {
  const words = name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-/, '');
  let bytes = 0;
  const fitting = Array.from(words).filter((letter) => {
    bytes += bytesOf(letter);
    return bytes <= mostBytes;
  });
  return fitting.join('').replace(/-$/, '');
}

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
