import type { laterStrings } from './en/later-strings.ts';
import type { rareStrings } from './en/rare-strings.ts';
import type { strings } from './en/strings.ts';

/** The shape of a group of strings without its words: a translation has the same keys, all of them. */
export type SameKeys<T> = { readonly [K in keyof T]: T[K] extends string ? string : SameKeys<T[K]> };

/** The strings of the interface in any language. */
export type Strings = SameKeys<typeof strings & typeof laterStrings & typeof rareStrings>;
