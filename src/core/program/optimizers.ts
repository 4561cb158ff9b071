import { assertNever } from '../util/assert-never.ts';
import type { ControlLayout, OptimizerSpec, UpdateSpec } from './types.ts';

type Numbers = Float32Array | Float64Array;

/** Numbers kept per trained parameter. */
export function optimizerSlots(spec: OptimizerSpec): number {
  switch (spec.kind) {
    case 'sgd':
      return 0;
    case 'momentum':
    case 'rmsprop':
    case 'adagrad':
      return 1;
    case 'adam':
    case 'adamw':
      return 2;
    default:
      return assertNever(spec);
  }
}

/**
 * What the gradient is multiplied by so that its L2 norm over all trained parameters is at most `clipNorm` (Pascanu et al., 2013):
 * clipNorm / max(norm, clipNorm).
 */
export function clipFactor(gradient: Numbers, clipNorm: number | null): number {
  if (clipNorm === null) return 1;
  let squares = 0;
  for (const g of gradient) squares += g * g;
  return clipNorm / Math.max(Math.sqrt(squares), clipNorm);
}

/**
 * One optimiser step in place: changes `parameters` (its first `gradient.length` numbers) and `optimizer` ([slots, gradient.length]).
 * `controls` is one control row. g is the clipped gradient, α the learning rate; the formulas are those of tfjs-core's optimisers:
 *
 * - sgd       w −= α·g
 * - momentum  m = μ·m + g;  w −= α·m, or with Nesterov w −= α·(g + μ·m)
 * - adam      m = β₁·m + (1−β₁)·g;  v = β₂·v + (1−β₂)·g²;  w −= α·(m/c₁)/(√(v/c₂) + ε), cᵢ = 1 − βᵢᵗ (Kingma and Ba, 2015)
 * - adamw     the same, and w −= α·decay·w with the w before the step (Loshchilov and Hutter, 2019)
 * - rmsprop   v = ρ·v + (1−ρ)·g²;  w −= α·g/√(v + ε)
 * - adagrad   v = v + g²;  w −= α·g/√(v + ε)
 */
export function applyUpdate(
  update: UpdateSpec,
  controls: ArrayLike<number>,
  layout: Pick<ControlLayout, 'learningRate' | 'biasCorrection'>,
  parameters: Numbers,
  gradient: Numbers,
  optimizer: Numbers,
): void {
  const spec = update.optimizer;
  const count = gradient.length;
  const rate = controls[layout.learningRate] ?? 0;
  const c1 = controls[layout.biasCorrection] ?? 1;
  const c2 = controls[layout.biasCorrection + 1] ?? 1;
  const factor = clipFactor(gradient, update.clipNorm);
  const first = optimizer.subarray(0, count);
  const second = optimizer.subarray(count, 2 * count);
  const delta = elementUpdate(spec, rate, c1, c2, first, second);
  for (let i = 0; i < count; i++) {
    const w = parameters[i] ?? 0;
    parameters[i] = w - delta(i, (gradient[i] ?? 0) * factor, w);
  }
}

/** What is taken off parameter `i`, whose clipped gradient is `g` and whose value is `w`; changes the slots. */
function elementUpdate(
  spec: OptimizerSpec,
  rate: number,
  c1: number,
  c2: number,
  first: Numbers,
  second: Numbers,
): (i: number, g: number, w: number) => number {
  switch (spec.kind) {
    case 'sgd':
      return (_, g) => rate * g;
    case 'momentum':
      return (i, g) => {
        const m = spec.momentum * (first[i] ?? 0) + g;
        first[i] = m;
        return rate * (spec.nesterov ? g + spec.momentum * m : m);
      };
    case 'adam':
    case 'adamw': {
      const decay = spec.kind === 'adamw' ? spec.weightDecay : 0;
      return (i, g, w) => {
        const m = spec.beta1 * (first[i] ?? 0) + (1 - spec.beta1) * g;
        const v = spec.beta2 * (second[i] ?? 0) + (1 - spec.beta2) * g * g;
        first[i] = m;
        second[i] = v;
        return rate * (m / c1 / (Math.sqrt(v / c2) + spec.epsilon) + decay * w);
      };
    }
    case 'rmsprop':
      return (i, g) => {
        const v = spec.decay * (first[i] ?? 0) + (1 - spec.decay) * g * g;
        first[i] = v;
        return (rate * g) / Math.sqrt(v + spec.epsilon);
      };
    case 'adagrad':
      return (i, g) => {
        const v = (first[i] ?? 0) + g * g;
        first[i] = v;
        return (rate * g) / Math.sqrt(v + spec.epsilon);
      };
    default:
      return assertNever(spec);
  }
}
