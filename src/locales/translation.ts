/** A text of the interface in a further language, beside what it translates. An empty `text` is still to be translated. */
interface TranslatedString {
  readonly en: string;
  readonly text: string;
}

/** Texts in a further language. Texts of the interface by their paths; those of the catalogue by what they say in English. */
interface Translated {
  readonly interface: Readonly<Record<string, TranslatedString>>;
  readonly catalogue: Readonly<Record<string, string>>;
}

/** The file of a further language, `locales/TAG.json`. `gone`: translations of what is no longer said, or said in other words. */
export interface Translation extends Translated {
  readonly gone: Translated;
}

/** Everything that there is to translate: the interface's English texts by their paths, and the catalogue's. */
export interface TextsToTranslate {
  readonly interface: ReadonlyMap<string, string>;
  readonly catalogue: ReadonlySet<string>;
}

const nothing: Translated = { interface: {}, catalogue: {} };

const sorted = <T>(entries: Iterable<readonly [string, T]>): Record<string, T> =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));

/** The same file for the texts of today: what was translated stays, what is new is empty, what is no longer said moves to `gone`. */
export function updateTranslation(texts: TextsToTranslate, previous: Translation = { ...nothing, gone: nothing }): Translation {
  const strings = [previous.gone, previous].flatMap((part) => Object.entries(part.interface));
  const entries = [previous.gone, previous].flatMap((part) => Object.entries(part.catalogue));
  const translated = new Map(
    strings.filter(([, { text }]) => text !== '').map(([path, { en, text }]) => [`${path} ${en}`, text]),
  );
  const known = new Map(entries.filter(([, text]) => text !== ''));
  return {
    interface: sorted([...texts.interface].map(([path, en]) => [path, { en, text: translated.get(`${path} ${en}`) ?? '' }])),
    catalogue: sorted([...texts.catalogue].map((en) => [en, known.get(en) ?? ''])),
    gone: {
      interface: sorted(strings.filter(([path, { en, text }]) => text !== '' && texts.interface.get(path) !== en)),
      catalogue: sorted([...known].filter(([en]) => !texts.catalogue.has(en))),
    },
  };
}

/** The interface's strings as far as they are translated, by their paths. */
export const translatedStrings = (translation: Translation): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(translation.interface).flatMap(([path, { text }]) => (text === '' ? [] : [[path, text] as const])),
  );

/** The catalogue's texts as far as they are translated, by what they say in English. */
export const translatedEntries = (translation: Translation): ReadonlyMap<string, string> =>
  new Map(Object.entries(translation.catalogue).filter(([, text]) => text !== ''));

/** Every text of a tree of strings, by its path. */
export function textsOf(tree: object, path = ''): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const here = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') texts.set(here, value);
    else for (const [inner, text] of textsOf(Object(value), here)) texts.set(inner, text);
  }
  return texts;
}

/** The values that a text has a place for, «{{name}}». */
export const placeholders = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();

/** What is translated with other values than it has in English: those texts, in English. */
export const withOtherValues = (translation: Translation): string[] =>
  [...Object.values(translation.interface).map(({ en, text }) => [en, text] as const), ...Object.entries(translation.catalogue)]
    .filter(([en, text]) => text !== '' && placeholders(text).join() !== placeholders(en).join())
    .map(([en]) => en);
