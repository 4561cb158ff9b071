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

export const blockOptions = (language: Language): BlockOption[] =>
  Object.values(blocks).map(({ id, icon, text }) => ({
    id,
    icon,
    title: inLanguage(text.title, language),
    summary: inLanguage(text.summary, language),
    terms: [id, ...languages.map((each) => text.title[each])],
  }));
