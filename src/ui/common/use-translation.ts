import type { ParseKeys } from 'i18next';
import { getI18n } from 'react-i18next';

/** The strings of the interface in the reader's language: `t` by their paths, which the compiler checks. */
export { useTranslation } from 'react-i18next';

/** Where a string of the interface stands. */
export type StringPath = ParseKeys;

/** What `t` does, for those whom it is handed to: its own type has more cases than the compiler looks at. */
export interface Say {
  (path: StringPath): string;
  (path: StringPath, values: Readonly<Record<string, string | number>>): string;
}

/** The same for what is not drawn by React. */
export const translator = () => getI18n().t;
