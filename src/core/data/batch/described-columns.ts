import { ownValue } from '../../util/own-value.ts';
import type { Described, DescribedColumn, Fit } from '../import/described.ts';
import { readDate } from '../import/read-date.ts';
import { rowInput, widthOf } from '../import/signature.ts';
import { standardised } from '../import/standardised.ts';
import { separatedTags } from '../import/tags.ts';
import { wordsOf } from '../import/words.ts';
import { isEmpty, plainName, readCell, type WantedColumn, type WriteCell, writeFile } from './match-columns.ts';

/** Of levels, and of words that come with the data, these two stand before the first. */
const rareWord = 1;
const firstWord = 2;

/** The place of a word among levels: as it is written, else whatever its case, spaces and dashes. −1: it is none of them. */
function placeAmong(levels: readonly string[]): (word: string) => number {
  const exact = new Map(levels.map((level, i) => [level, i]));
  const alike = new Map(levels.map((level, i) => [plainName(level), i]));
  return (word) => exact.get(word.slice(0, 200)) ?? alike.get(plainName(word)) ?? -1;
}

const wordOf = (cell: string | number): string => String(cell).trim();

/** Writes one column of a row from `offset` on, as `encodeTable` does; a value that is missing, or cannot be read, has its mark where there is one. */
function writerOf(column: DescribedColumn, fit: Fit, offset: number, words: readonly string[]): WriteCell | null {
  switch (fit.as) {
    case 'number':
      return (cell, sample, decimal) => {
        const value = isEmpty(cell)
          ? null
          : column.kind === 'date'
            ? readDate(wordOf(cell), column.order ?? 'dayFirst')
            : readCell(cell, decimal);
        if (value !== null && !Number.isNaN(value)) {
          sample[offset] = standardised(value, fit.mean, fit.deviation);
          return null;
        }
        if (fit.indicator) sample[offset + 1] = 1;
        return value === null ? 'missing' : 'noNumber';
      };
    case 'yesno': {
      const place = placeAmong([fit.yes]);
      return (cell, sample) => {
        if (isEmpty(cell)) {
          if (fit.indicator) sample[offset + 1] = 1;
          return 'missing';
        }
        sample[offset] = place(wordOf(cell)) === 0 ? 1 : 0;
        return null;
      };
    }
    case 'rank': {
      const place = placeAmong(fit.levels);
      return (cell, sample) => {
        const found = isEmpty(cell) ? -1 : place(wordOf(cell));
        if (found >= 0) {
          sample[offset] = found / (fit.levels.length - 1);
          return null;
        }
        if (fit.indicator) sample[offset + 1] = 1;
        return isEmpty(cell) ? 'missing' : 'unknownOption';
      };
    }
    case 'onehot': {
      const place = placeAmong(fit.levels);
      return (cell, sample) => {
        const found = isEmpty(cell) ? -1 : place(wordOf(cell));
        if (found >= 0) sample[offset + found] = 1;
        else if (!isEmpty(cell) && fit.others) sample[offset + fit.levels.length] = 1;
        else {
          if (fit.indicator) sample[offset + widthOf(fit) - 1] = 1;
          return isEmpty(cell) ? 'missing' : 'unknownOption';
        }
        return null;
      };
    }
    case 'tags': {
      const place = placeAmong(fit.levels);
      return (cell, sample) => {
        if (isEmpty(cell)) return 'missing';
        const places = separatedTags(wordOf(cell), (tag) => place(tag) >= 0).map(place);
        for (const found of places) if (found >= 0) sample[offset + found] = 1;
        return places.some((found) => found >= 0) ? null : 'unknownOption';
      };
    }
    case 'embedding': {
      const place = placeAmong(words.slice(firstWord));
      return (cell, sample) => {
        if (isEmpty(cell)) return 'missing';
        const found = place(wordOf(cell));
        sample[0] = found < 0 ? rareWord : found + firstWord;
        return null;
      };
    }
    case 'words': {
      const places = new Map(words.slice(firstWord).map((word, i) => [word, i + firstWord]));
      return (cell, sample) => {
        if (isEmpty(cell)) return 'missing';
        wordsOf(wordOf(cell))
          .slice(0, fit.length)
          .forEach((word, i) => {
            sample[i] = places.get(word) ?? rareWord;
          });
        return null;
      };
    }
    case 'image':
      return writeFile('image');
    case 'frames':
      return writeFile('sound');
    default:
      return null;
  }
}

/**
 * The columns that an input of a visitor's data is read from, each by what was found in the training rows: under the name that the file had. `words`:
 * what came with the data, by input. null where rows of a file cannot hold it.
 */
export function columnsOfDescribed(
  { columns }: Described,
  input: string,
  words: Readonly<Record<string, readonly string[]>>,
): readonly WantedColumn[] | null {
  const wanted: WantedColumn[] = [];
  let offset = 0;
  for (const column of columns) {
    const { id, name, role, fit } = column;
    if (role !== 'feature' || !fit) continue;
    const width = widthOf(fit);
    if ((width > 0 ? rowInput : id) === input) {
      const write = writerOf(column, fit, offset, ownValue(words, id) ?? []);
      if (!write) return null;
      const media = fit.as === 'image' ? 'image' : fit.as === 'frames' ? 'sound' : null;
      wanted.push({ input, title: { en: name, 'zh-CN': name }, names: [name], ...(media ? { media } : {}), write });
    }
    offset += width;
  }
  return wanted.length > 0 ? wanted : null;
}
