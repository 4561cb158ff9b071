import type { OptimizerSettings } from '../../../../core/program/optimizers/registry.ts';
import { adamTwin } from './adam.ts';
import { adamwTwin } from './adamw.ts';
import { momentumTwin } from './momentum.ts';
import { nadamTwin } from './nadam.ts';
import { sgdTwin } from './sgd.ts';
import type { OptimizerTwin } from './twin.ts';

interface AnyTwin {
  readonly kind: string;
  write(settings: OptimizerSettings, learningRate: number): string | null;
}

const entry = <K extends OptimizerSettings['kind']>({ kind, write }: OptimizerTwin<K>): AnyTwin => ({
  kind,
  write(settings, learningRate) {
    const isOwn = (given: OptimizerSettings): given is Extract<OptimizerSettings, { kind: K }> => given.kind === kind;
    return isOwn(settings) ? write(settings, learningRate) : null;
  },
});

/** Optimisers that PyTorch has as the page has them; others are written as their rule. A further one is one file and one line here. */
export const optimizerTwins: readonly AnyTwin[] = [
  entry(sgdTwin),
  entry(momentumTwin),
  entry(adamTwin),
  entry(adamwTwin),
  entry(nadamTwin),
];
