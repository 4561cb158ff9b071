import type { Language } from './localized.ts';

/** The order of CLDR, in which a text lists the forms of a word. */
const categories: readonly Intl.LDMLPluralRule[] = ['zero', 'one', 'two', 'few', 'many', 'other'];

/**
 * The form of a word that goes with a number: of `row|rows` in English, in other languages of as many as they tell apart, in CLDR's order
 * (https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html). Numbers that are written with separators go with the last one.
 */
export function pluralForm(number: string | number, forms: string, language: Language): string {
  const rules = new Intl.PluralRules(language);
  const { pluralCategories } = rules.resolvedOptions();
  const own = categories.filter((category) => pluralCategories.includes(category));
  const all = forms.split('|');
  return all[own.indexOf(rules.select(Number(number)))] ?? all.at(-1) ?? '';
}
