import { useEffect, useState } from 'react';
import { inLanguage, type LocalizedText } from '../../core/util/localized.ts';
import { loadLongTexts } from '../../locales/registry.ts';
import { useView } from '../../store/react.tsx';

/** What a catalogue entry says to those who ask for more, in the reader's language. Nothing until it has come, or where it cannot. */
export function LongText({ text }: { readonly text: LocalizedText }) {
  const language = useView((view) => view.language);
  const [, setLoaded] = useState<string | null>(null);
  useEffect(() => {
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
  }, [language]);
  return inLanguage(text, language);
}
