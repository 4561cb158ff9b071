import type { MessageTemplate } from '../../core/util/diagnostics.ts';
import { type Diagnostic, interpolate } from '../../core/util/diagnostics.ts';
import type { LocalizedText } from '../../core/util/localized.ts';
import { messages } from '../../core/util/messages/registry.ts';
import { useView } from '../../store/react.tsx';

/** Texts that catalogue entries carry themselves, in the reader's language. */
export function useLocalized(): (text: LocalizedText) => string {
  const language = useView((view) => view.language);
  return (text) => text[language];
}

/** A diagnostic's message and hint in the reader's language. */
export function useDiagnosticText(): (item: Diagnostic) => { message: string; hint: string | null } {
  const language = useView((view) => view.language);
  return ({ code, values = {} }) => {
    const template: MessageTemplate = messages[code];
    return {
      message: interpolate(template.text[language], values),
      hint: template.hint ? interpolate(template.hint[language], values) : null,
    };
  };
}
