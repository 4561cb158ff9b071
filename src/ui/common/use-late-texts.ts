import { useEffect, useState } from 'react';
import { loadLongTexts } from '../../locales/registry.ts';
import { useView } from '../../store/react.tsx';

/** Fetches the texts that do not come with the first load where they are `needed`, and renders again when they can be read. */
export function useLateTexts(needed = true): void {
  const language = useView((view) => view.language);
  const [, setLoaded] = useState<string | null>(null);
  useEffect(() => {
    if (!needed) return;
    let gone = false;
    void loadLongTexts(language).then(
      () => {
        if (!gone) setLoaded(language);
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [language, needed]);
}
