import type { z } from 'zod';
import { invariant } from '../../util/assert-never.ts';
import { adagrad } from './adagrad.ts';
import { adam } from './adam.ts';
import { adamw } from './adamw.ts';
import { lion } from './lion.ts';
import { momentum } from './momentum.ts';
import { nadam } from './nadam.ts';
import { rmsprop } from './rmsprop.ts';
import { sgd } from './sgd.ts';

/** Every optimiser, in the order in which they are offered. A new one is one file and one line here. */
export const optimizers = [sgd, momentum, adam, adamw, nadam, rmsprop, adagrad, lion] as const;

/** An optimiser and its settings, as a document has them. */
export type OptimizerSettings = z.output<(typeof optimizers)[number]['schema']>;
export type OptimizerKind = OptimizerSettings['kind'];

/** The optimiser of that name. */
export function optimizerOf(kind: OptimizerKind): (typeof optimizers)[number] {
  const found = optimizers.find((optimizer) => optimizer.kind === kind);
  invariant(found, `there is an optimiser ${kind}`);
  return found;
}
