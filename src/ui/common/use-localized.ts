import { type Diagnostic, diagnosticText } from '../../core/util/diagnostics.ts';
import { inLanguage, type LocalizedText } from '../../core/util/localized.ts';
import { useView } from '../../store/react.tsx';

/** Texts that catalogue entries carry themselves, in the reader's language. */
export function useLocalized(): (text: LocalizedText) => string {
  const language = useView((view) => view.language);
  return (text) => inLanguage(text, language);
}

/** A diagnostic's message and hint in the reader's language. */
export function useDiagnosticText(): (item: Diagnostic) => { message: string; hint: string | null } {
  const language = useView((view) => view.language);
  return (item) => {
    const { message, hint = null } = diagnosticText(item, language);
    return { message, hint };
  };
}
