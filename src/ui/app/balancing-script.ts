import type { BalancingMethod } from '../../core/balancing/contract.ts';
import { balancingMethods } from '../../core/balancing/index.ts';
import { resolveBalancing } from '../../core/project/balancing.ts';
import { plainJson } from '../../core/project/plain-json.ts';
import { schemaProblems } from '../../core/project/problems.ts';
import { type Balancing, balancingSchema } from '../../core/project/schema.ts';
import { Budget, linkLimits } from '../../core/util/budget.ts';
import { DiagnosticError, type Result, refused } from '../../core/util/diagnostics.ts';

/** A balancing method as scripts see it. */
export interface BalancingMethodEntry {
  readonly id: string;
  readonly title: string;
  readonly family: string;
  readonly needs: string;
  /** Empty where there is none. */
  readonly paper: string;
  /** What each parameter is where it is left out. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

const entryOf = ({ id, text, family, needs, paper, schema }: BalancingMethod): BalancingMethodEntry => ({
  id,
  title: text.title.en,
  family,
  needs,
  paper: paper ? `${paper.title} (${paper.venue} ${paper.year})` : '',
  parameters: schema.parse({}),
});

export const balancingEntries = (): BalancingMethodEntry[] => Object.values(balancingMethods).map(entryOf);

/** Scripts are not typed: a choice of a method as the document holds it, its parameters complete, or what is wrong with it. */
export function parseBalancing(given: unknown): Result<Balancing> {
  try {
    return parsePlain(plainJson(given, new Budget(linkLimits, 'file')));
  } catch (error) {
    if (error instanceof DiagnosticError) return refused(error.diagnostic);
    throw error;
  }
}

/** In a document what is not said is `equal`; a script that misspells a field means something else. */
const choiceSchema = balancingSchema.extend({ method: balancingSchema.shape.method.unwrap() }).strict();

function parsePlain(given: unknown): Result<Balancing> {
  const parsed = choiceSchema.safeParse(given);
  if (!parsed.success) return refused(...schemaProblems(given, parsed.error));
  const resolved = resolveBalancing(parsed.data);
  return resolved.ok ? { ok: true, value: { ...parsed.data, parameters: resolved.value.parameters } } : resolved;
}
