import { blocks } from '../../../core/graph/blocks/registry.ts';
import { inLanguage, type Language, languages } from '../../../core/util/localized.ts';

/** A composite block as the palette and the search offer it. */
export interface BlockOption {
  readonly id: string;
  readonly icon: string;
  readonly title: string;
  readonly summary: string;
  readonly terms: readonly string[];
}

/** All but those that a teacher left out. */
export const blockOptions = (language: Language, hidden: readonly string[]): BlockOption[] =>
  Object.values(blocks)
    .filter(({ id }) => !hidden.includes(`block:${id}`))
    .map(({ id, icon, text }) => ({
      id,
      icon,
      title: inLanguage(text.title, language),
      summary: inLanguage(text.summary, language),
      terms: [id, ...languages.map((each) => text.title[each])],
    }));
