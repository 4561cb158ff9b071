/** The shape of a group of strings without its words: a translation has the same keys, all of them. */
export type SameKeys<T> = { readonly [K in keyof T]: T[K] extends string ? string : SameKeys<T[K]> };
