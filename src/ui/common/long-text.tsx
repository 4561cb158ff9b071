import { inLanguage, type LocalizedText } from '../../core/util/localized.ts';
import { useView } from '../../store/react.tsx';
import { useLateTexts } from './use-late-texts.ts';

/** What a catalogue entry says to those who ask for more, in the reader's language. Nothing until it has come, or where it cannot. */
export function LongText({ text }: { readonly text: LocalizedText }) {
  const language = useView((view) => view.language);
  useLateTexts();
  return inLanguage(text, language);
}
