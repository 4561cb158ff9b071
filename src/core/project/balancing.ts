import { type BalancingMethod, isPlain } from '../balancing/contract.ts';
import { balancingMethod, balancingMethods } from '../balancing/registry.ts';
import { type Diagnostic, diagnostic, ok, type Result, refused } from '../util/diagnostics.ts';
import { schemaProblems } from './problems.ts';
import type { Balancing } from './schema.ts';

/** A document's method with its parameters, every one of them. */
export interface ResolvedBalancing {
  readonly method: BalancingMethod;
  readonly parameters: Record<string, unknown>;
}

const place = 'training.balancing';

function parameterProblem({ text }: BalancingMethod, { where, values }: Diagnostic): Diagnostic {
  const { path = '', found = '–', expected = '' } = values ?? {};
  return diagnostic('balancing.badParameter', { method: text.title, parameter: path, found, expected }, `${place}.${where}`);
}

/** The method that a document asks for. Refused: `balancing.unknownMethod`, `balancing.badParameter`. */
export function resolveBalancing({ method: id, parameters }: Balancing): Result<ResolvedBalancing> {
  const method = balancingMethod(id);
  if (!method) {
    const known = Object.keys(balancingMethods).join(', ');
    return refused(diagnostic('balancing.unknownMethod', { method: id, known }, place));
  }
  const parsed = method.schema.safeParse(parameters);
  if (parsed.success) return ok({ method, parameters: parsed.data });
  return refused(...schemaProblems(parameters, parsed.error).map((problem) => parameterProblem(method, problem)));
}

/**
 * The kind of step that a document takes: one whose weights are known before it (`plain`), or one in whose middle they are chosen from the
 * Gramian of the task gradients (`balanced`); null where its method cannot be used.
 */
export function stepKindOf(balancing: Balancing): 'plain' | 'balanced' | null {
  const resolved = resolveBalancing(balancing);
  if (!resolved.ok) return null;
  return isPlain(resolved.value.method) ? 'plain' : 'balanced';
}
