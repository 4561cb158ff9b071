import {
  type BalancingMethod,
  type CombiningMethod,
  isPlain,
  type StepReads,
  variantOf,
  type WeighingMethod,
} from '../balancing/contract.ts';
import { balancingMethod, balancingMethods } from '../balancing/index.ts';
import { type Diagnostic, diagnostic, ok, type Result, refused } from '../util/diagnostics.ts';
import { schemaProblems } from './problems.ts';
import type { Balancing } from './schema.ts';
import { type Choosing, choosingOf, programKey } from './switches.ts';

/** A document's method with its parameters, every one of them. */
export interface ResolvedBalancing {
  readonly method: BalancingMethod;
  readonly parameters: Record<string, unknown>;
  readonly choosing: Choosing;
}

const place = 'training.balancing';

function parameterProblem({ text }: BalancingMethod, { where, values }: Diagnostic): Diagnostic {
  const { path = '', found = '–', expected = '' } = values ?? {};
  return diagnostic('balancing.badParameter', { method: text.title, parameter: path, found, expected }, `${place}.${where}`);
}

/** The method that a document asks for. Refused: `balancing.unknownMethod`, `balancing.badParameter`. */
export function resolveBalancing(balancing: Balancing): Result<ResolvedBalancing> {
  const { method: id, parameters } = balancing;
  const method = balancingMethod(id);
  if (!method) {
    const known = Object.keys(balancingMethods).join(', ');
    return refused(diagnostic('balancing.unknownMethod', { method: id, known }, place));
  }
  const parsed = method.schema.safeParse(parameters);
  if (parsed.success) {
    const chosen = variantOf(method, parsed.data);
    return ok({ method: chosen, parameters: parsed.data, choosing: choosingOf(chosen, balancing) });
  }
  return refused(...schemaProblems(parameters, parsed.error).map((problem) => parameterProblem(method, problem)));
}

type OwnSteps = CombiningMethod | (WeighingMethod & { readonly reads: StepReads });

/** True for a method that says itself what its steps compute. */
export const hasOwnSteps = (method: BalancingMethod): method is OwnSteps => 'reads' in method && method.reads !== undefined;

/**
 * The kind of step that a document takes: one whose weights are known before it (`plain`), or one in whose middle they are chosen, from the
 * losses alone (`weighed`) or from the Gramian of the task gradients too (`balanced`), or one that its method says itself, by its name and
 * what decides about the program; with the switches that ask for another one. null where its method cannot be used.
 */
export function stepKindOf(balancing: Balancing): string | null {
  const resolved = resolveBalancing(balancing);
  if (!resolved.ok) return null;
  return [...basicKind(resolved.value), ...programKey(resolved.value.choosing)].join(' ');
}

function basicKind({ method, parameters }: ResolvedBalancing): string[] {
  if (isPlain(method)) return ['plain'];
  if (hasOwnSteps(method)) return [method.id, ...(method.reads.structural ?? []).map((name) => String(parameters[name]))];
  return [method.needs === 'losses' ? 'weighed' : 'balanced'];
}

/** False where the step is made of more than its own task gradients, or has weights of its own here and there, so that they do not say where it goes. */
export function stepFollowsWeights(balancing: Balancing): boolean {
  const resolved = resolveBalancing(balancing);
  if (!resolved.ok) return false;
  const { method, choosing } = resolved.value;
  return (!hasOwnSteps(method) || method.reads.weighsOwn === true) && !choosing.perNode && !choosing.perSet;
}
