import type { OptimizerSettings } from '../../../../core/program/optimizers/registry.ts';

/** An optimiser that PyTorch has: the expression that makes it of `parameters`. */
export interface OptimizerTwin<K extends OptimizerSettings['kind'] = OptimizerSettings['kind']> {
  readonly kind: K;
  write(settings: Extract<OptimizerSettings, { kind: K }>, learningRate: number): string;
}
