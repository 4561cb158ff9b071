import type { Preset } from '../../core/presets/preset.ts';
import { inLanguage, type Language, languages } from '../../core/util/localized.ts';

const fold = (text: string): string => text.normalize('NFKD').toLowerCase();

/**
 * The presets that answer a query, in their own order: each of its words stands somewhere in the title or the sentence, in any language. An
 * empty query gives all of them.
 */
export function findPresets(presets: readonly Preset[], query: string, reader: Language): readonly Preset[] {
  const words = fold(query)
    .split(/\s+/u)
    .filter((word) => word !== '');
  return presets.filter(({ id, text: { title, watch } }) => {
    const text = fold(
      [id, ...[...languages, reader].flatMap((language) => [inLanguage(title, language), inLanguage(watch, language)])].join(
        '\n',
      ),
    );
    return words.every((word) => text.includes(word));
  });
}
