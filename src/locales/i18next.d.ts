import 'i18next';
import type { laterStrings } from './en/later-strings.ts';
import type { rareStrings } from './en/rare-strings.ts';
import type { strings } from './en/strings.ts';

type First = typeof strings;
type Later = typeof laterStrings;
type Rare = typeof rareStrings;
type Editors = First['editor'] & Later['editor'] & Rare['editor'];
type Panels = Later['panels'] & Rare['panels'];
type Divided = 'editor' | 'panels';

/** One flat type: an intersection of several is too deep for the compiler where a function of theirs is handed on. */
interface Translation extends Omit<First, Divided>, Omit<Later, Divided>, Omit<Rare, Divided> {
  readonly editor: { readonly [Group in keyof Editors]: Editors[Group] };
  readonly panels: { readonly [Group in keyof Panels]: Panels[Group] };
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: Translation };
    interpolationFormatTypeMap: { readonly [forms: `${string}|${string}`]: string | number };
  }
}
