import type { Lesson } from '../../core/lessons/lesson.ts';
import type { Preset } from '../../core/presets/preset.ts';
import { inLanguage, type Language, type LocalizedText, languages } from '../../core/util/localized.ts';

const fold = (text: string): string => text.normalize('NFKD').toLowerCase();

/** Whether each word of a query stands somewhere in an id or in texts, in any language; an empty query has none that does not. */
function answers(query: string, reader: Language, id: string, texts: readonly LocalizedText[]): boolean {
  const words = fold(query)
    .split(/\s+/u)
    .filter((word) => word !== '');
  const read = [...languages, reader];
  const text = fold([id, ...texts.flatMap((one) => read.map((language) => inLanguage(one, language)))].join('\n'));
  return words.every((word) => text.includes(word));
}

/** The presets that answer a query by their titles and sentences, in their own order. An empty query gives all of them. */
export const findPresets = (presets: readonly Preset[], query: string, reader: Language): readonly Preset[] =>
  presets.filter(({ id, text: { title, watch } }) => answers(query, reader, id, [title, watch]));

/** The lessons that answer a query by their titles and questions, in their own order; none where nothing is asked. */
export const findLessons = (lessons: readonly Lesson[], query: string, reader: Language): readonly Lesson[] =>
  query.trim() === '' ? [] : lessons.filter(({ id, text: { title, about } }) => answers(query, reader, id, [title, about]));
