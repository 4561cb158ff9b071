import { useMemo } from 'react';
import { stringsOf } from '../../locales/registry.ts';
import { type Translate, translator } from '../../locales/translate.ts';
import type { Strings } from '../../locales/types.ts';
import { useView } from '../../store/react.tsx';

/** The strings of the interface in the reader's language: `t` by their paths, the same function until the language changes. */
export function useTranslation(): { readonly t: Translate; readonly strings: Strings } {
  const language = useView((view) => view.language);
  return useMemo(() => {
    const strings = stringsOf(language);
    return { t: translator(strings), strings };
  }, [language]);
}
