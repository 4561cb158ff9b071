import { interpolate, type MessageValue, type Values } from './interpolate.ts';
import { inLanguage, type Language, type LocalizedText } from './localized.ts';
import { type MessageCode, messages } from './messages/registry.ts';

export type Severity = 'error' | 'warning' | 'info';

/** What a catalogue of messages holds for one code; `{{name}}` stands for a value, `{{name, row|rows}}` for a form that goes with it. */
export interface MessageTemplate {
  readonly severity: Severity;
  readonly text: LocalizedText;
  readonly hint?: LocalizedText;
}

/**
 * An expected failure as a value: shown beside what it concerns (`where`), in the reader's language (`code` and `values` through the
 * locale files; `message` is the English rendering, for scripts and logs).
 *
 * `where` is a path: `node:ID`, `edge:ID`, `task:ID`, `training.batchSize`, `data.options.noise`, `file`, `link`, `page`.
 */
export interface Diagnostic {
  readonly code: MessageCode;
  readonly severity: Severity;
  readonly message: string;
  readonly where?: string;
  readonly hint?: string;
  readonly values?: Values;
}

/** A message that does not speak of the node it happened in is preceded by its name, which `values.node` holds. */
function render(template: MessageTemplate, values: Values, language: Language): string {
  const text = inLanguage(template.text, language);
  const prefix = values.node === undefined || text.includes('{{node}}') ? '' : `{{node}}${language === 'zh-CN' ? '：' : ': '}`;
  return interpolate(prefix + text, values, language);
}

/** A diagnostic in the reader's language. */
export function diagnosticText(item: Diagnostic, language: Language): { readonly message: string; readonly hint?: string } {
  const template: MessageTemplate = messages[item.code];
  const values = item.values ?? {};
  return {
    message: render(template, values, language),
    ...(template.hint ? { hint: interpolate(inLanguage(template.hint, language), values, language) } : {}),
  };
}

/** The names in a template, «{{name}}», as a union of string types. */
type Placeholders<T extends string> = T extends `${string}{{${infer Inside}}}${infer Rest}`
  ? (Inside extends `${infer Name}, ${string}` ? Name : Inside) | Placeholders<Rest>
  : never;
type Texts<C extends MessageCode> =
  | (typeof messages)[C]['text']['en']
  | ((typeof messages)[C] extends { readonly hint: { readonly en: infer Hint extends string } } ? Hint : never);

/** What a message must be given: a value for every name in its text and its hint. */
export type MessageValues<C extends MessageCode> = Readonly<Record<Placeholders<Texts<C>>, MessageValue>> & Values;

/** The values may be left out only where the message has no place for any; the compiler checks the names. */
export function diagnostic<C extends MessageCode>(
  code: C,
  ...rest: [Placeholders<Texts<C>>] extends [never]
    ? [values?: Values, where?: string]
    : [values: MessageValues<C>, where?: string]
): Diagnostic {
  const [values = {}, where] = rest;
  const template: MessageTemplate = messages[code];
  return {
    code,
    severity: template.severity,
    message: render(template, values, 'en'),
    ...(template.hint ? { hint: interpolate(template.hint.en, values) } : {}),
    ...(where === undefined ? {} : { where }),
    values,
  };
}

/** The same diagnostic at the place that its cause turned out to have, with what is known there. */
export function located(item: Diagnostic, where: string, more: Values = {}): Diagnostic {
  const moved: Diagnostic = { ...item, where, values: { ...more, ...item.values } };
  return { ...moved, ...diagnosticText(moved, 'en') };
}

/** True where something forbids training, loading, and so on. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((item) => item.severity === 'error');
}

/** The outcome of something that can be refused. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const refused = <T>(...diagnostics: readonly Diagnostic[]): Result<T> => ({ ok: false, diagnostics });

/** Carries a diagnostic through code that can only throw; caught at the nearest boundary that returns diagnostics. */
export class DiagnosticError extends Error {
  constructor(readonly diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.name = 'DiagnosticError';
  }
}
