import { byKnownOrder } from './word-lists.ts';

/** A level as a document names it. */
export const cutLevel = (word: string): string => word.slice(0, 200);

/** All levels of an ordered column, from least to most: as they are asked for, and otherwise as their words show; what was not named stands behind the rest. */
export function orderedLevels(words: readonly string[], asked: readonly string[] = []): readonly string[] {
  const shown = new Set(byKnownOrder(words).map(cutLevel));
  const first = new Set(asked.filter((level) => shown.has(level)));
  return [...first, ...[...shown].filter((level) => !first.has(level))];
}

/** One level goes up or down by one place; at an end it stays. */
export function moved(levels: readonly string[], index: number, by: -1 | 1): string[] {
  const [level, other] = [levels[index], levels[index + by]];
  return levels.map((one, i) => (i === index ? other : i === index + by ? level : one) ?? one);
}
