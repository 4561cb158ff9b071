import type { Language } from '../../core/util/localized.ts';
import { offeredLanguages, speak } from '../../locales/registry.ts';

const primary = (tag: string): string => tag.toLowerCase().split('-', 1)[0] ?? '';

/** The first of the wanted languages that is offered, be it for another region; else English. */
export function preferredLanguage(
  wanted: readonly string[],
  offered: readonly Language[] = [...offeredLanguages().keys()],
): Language {
  const found = wanted.map(
    (tag) =>
      offered.find((each) => each.toLowerCase() === tag.toLowerCase()) ?? offered.find((each) => primary(each) === primary(tag)),
  );
  return found.find((language) => language !== undefined) ?? 'en';
}

/** Fetches a language and tells the browser of it. Resolves with the language that can be read: English where the fetch fails. */
export async function readIn(wanted: Language): Promise<Language> {
  const language = await speak(wanted).then(
    () => wanted,
    () => 'en',
  );
  document.documentElement.lang = language;
  return language;
}
