import { type Diagnostic, diagnostic } from '../../util/diagnostics.ts';
import { codesOf, textAt } from './column.ts';
import type { Fitted } from './fit.ts';
import { cutLevel } from './levels.ts';
import type { Table } from './table.ts';
import { wordsOf } from './words.ts';

const someOf = (words: readonly string[]): string => words.slice(0, 3).join(', ');

/** How many rows of a column are longer than what of them is used. */
function longer(table: Table, index: number, length: number, lengthOf: (text: string) => number): number {
  const column = table.columns[index];
  let count = 0;
  for (let row = 0; column && row < table.count; row++) {
    const text = textAt(column, row);
    if (text !== null && lengthOf(text) > length) count++;
  }
  return count;
}

/**
 * What of the rows is not used although it can be read: ends of long texts and sounds, and labels of classes that no training row has. `where` is
 * `column:NAME`.
 */
export function cutsOf(table: Table, fitted: readonly Fitted[]): readonly Diagnostic[] {
  return fitted.flatMap(({ name, fit, role }, index): readonly Diagnostic[] => {
    const where = `column:${name}`;
    if (fit?.as === 'words' || fit?.as === 'sequence') {
      // What is written ends with a sign of its own.
      const length = fit.as === 'words' ? fit.length : fit.length - 1;
      const count = longer(table, index, length, (text) => wordsOf(text).length);
      return count > 0 ? [diagnostic('import.cutTexts', { count, length }, where)] : [];
    }
    if (fit?.as === 'frames') {
      const framesOf = (path: string): number => {
        const sound = table.media.get(path);
        return sound?.kind === 'sound' ? sound.frames.length / sound.bands : 0;
      };
      const count = longer(table, index, fit.length, framesOf);
      return count > 0 ? [diagnostic('import.cutSounds', { count, seconds: (fit.length * 0.016).toFixed(1) }, where)] : [];
    }
    const column = table.columns[index];
    if (role !== 'target' || fit?.as !== 'label' || !column) return [];
    const { codes, words } = codesOf(column);
    const known = new Set(fit.levels);
    const unseen = words.map((word) => !known.has(cutLevel(word)));
    const count = codes.reduce((sum, code) => sum + (code >= 0 && unseen[code] ? 1 : 0), 0);
    const some = someOf(words.filter((_, i) => unseen[i]));
    return count > 0 ? [diagnostic('import.unseenClasses', { count, some }, where)] : [];
  });
}
