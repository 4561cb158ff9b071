import type { LocalizedText } from '../../core/util/localized.ts';

/** What is said of a balancing method to those who ask for more. */
export interface MethodFacts {
  readonly helps: LocalizedText;
  /** Its formula. */
  readonly mathml: string;
}

/** By the method's id: `scripts/formulas.ts` makes this module of what the methods say. */
export const methodFacts: ReadonlyMap<string, MethodFacts> = new Map();
