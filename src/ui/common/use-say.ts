import { interpolate } from '../../core/util/interpolate.ts';
import { inLanguage, type LocalizedText } from '../../core/util/localized.ts';
import { useView } from '../../store/react.tsx';

/** Texts with values in them, in the reader's language. */
export function useSay(): (text: LocalizedText, values?: Parameters<typeof interpolate>[1]) => string {
  const language = useView((view) => view.language);
  return (text, values = {}) => interpolate(inLanguage(text, language), values, language);
}
