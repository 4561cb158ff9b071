import 'i18next';
import type { strings } from './en/strings.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof strings };
  }
}
