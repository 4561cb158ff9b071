import type { OptimizerUpdate } from '../types.ts';
import type { Expression, UpdateBuilder } from '../update/expression.ts';
import { updateRule } from '../update/rule.ts';
import { type OptimizerSettings, optimizerOf } from './registry.ts';

/** The optimiser of a definition with these settings; see `defineOptimizer`. */
export const definedUpdate = (
  { kind, update }: { readonly kind: string; readonly update: (settings: unknown, builder: UpdateBuilder) => Expression },
  settings: unknown,
): OptimizerUpdate => ({ optimizer: kind, rule: updateRule((builder) => update(settings, builder)) });

/** What executors are told of a document's optimiser. Apart from the registry: the page only asks which ones there are. */
export const updateOf = (settings: OptimizerSettings): OptimizerUpdate => definedUpdate(optimizerOf(settings.kind), settings);
