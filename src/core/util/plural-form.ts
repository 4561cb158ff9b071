import type { Language } from './localized.ts';

/** The order of CLDR, in which a text lists the forms of a word. */
const categories: readonly Intl.LDMLPluralRule[] = ['zero', 'one', 'two', 'few', 'many', 'other'];

/** By language. To ask for rules takes far longer than to go by them, and every card of a canvas counts its parameters. */
const known = new Map<Language, { readonly rules: Intl.PluralRules; readonly own: readonly Intl.LDMLPluralRule[] }>();

/** Which of the forms that a language tells apart goes with a number. */
function placeOf(number: number, language: Language): number {
  let found = known.get(language);
  if (!found) {
    const rules = new Intl.PluralRules(language);
    const { pluralCategories } = rules.resolvedOptions();
    found = { rules, own: categories.filter((category) => pluralCategories.includes(category)) };
    known.set(language, found);
  }
  return found.own.indexOf(found.rules.select(number));
}

/**
 * The form of a word that goes with a number: of `row|rows` in English, in other languages of as many as they tell apart, in CLDR's order
 * (https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html). Numbers that are written with separators go with the last one.
 */
export function pluralForm(number: string | number, forms: string, language: Language): string {
  const all = forms.split('|');
  return all[placeOf(Number(number), language)] ?? all.at(-1) ?? '';
}
