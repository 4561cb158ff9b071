import { inLanguage, type Language, type LocalizedText } from './localized.ts';
import { pluralForm } from './plural-form.ts';

/** What a message is given: figures, names, and what stands for a name in every language. */
export type MessageValue = string | number | LocalizedText;
export type Values = Readonly<Record<string, MessageValue>>;

/** The longest word, and the longest value, that a message shows: names come from files, and a file may call something by 100,000 letters. */
const longestWord = 120;
const longestValue = 1200;

const cutTo = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

/** A value as a message can hold it. */
function shown(value: MessageValue, language: Language): string {
  const text = inLanguage(value, language);
  return text.length <= longestWord ? text : cutTo(text, longestValue).replace(/\S+/g, (word) => cutTo(word, longestWord));
}

/** Puts values into a template: `{{name}}` becomes `values.name`, `{{name, row|rows}}` the form that goes with that number. */
export function interpolate(template: string, values: Values, language: Language = 'en'): string {
  return template.replace(/\{\{(\w+)(?:, ([^}]+))?\}\}/g, (whole, name: string, forms?: string) => {
    const text = shown(values[name] ?? whole, language);
    return forms === undefined ? text : pluralForm(text, forms, language);
  });
}
