import { assertNever, at } from '../../util/assert-never.ts';
import type { ControlLayout, UpdateSpec, UpdateValue } from '../types.ts';
import { binaryFunctions, unaryFunctions } from './elementwise.ts';
import { outside } from './kernel.ts';

type Numbers = Float32Array | Float64Array;

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

/** Computes one value of the rule for parameter `i` from those before it. */
type Compute = (known: Float64Array, i: number) => number;

/**
 * One optimiser step in place: changes `parameters` (its first `gradient.length` numbers) and `optimizer` ([slots, gradient.length]).
 * `controls` is one control row.
 */
export function applyUpdate(
  { rule, clipNorm }: UpdateSpec,
  controls: ArrayLike<number>,
  layout: Pick<ControlLayout, 'learningRate' | 'stepScalars'>,
  parameters: Numbers,
  gradient: Numbers,
  optimizer: Numbers,
): void {
  const count = gradient.length;
  const factor = clipFactor(gradient, clipNorm);
  const compute = rule.values.map((value): Compute => {
    switch (value.kind) {
      case 'parameter':
        return (_, i) => parameters[i] ?? outside;
      case 'gradient':
        return (_, i) => (gradient[i] ?? outside) * factor;
      case 'slot':
        return (_, i) => optimizer[value.slot * count + i] ?? outside;
      default:
        return computed(value, controls, layout);
    }
  });
  const known = new Float64Array(compute.length);
  for (let i = 0; i < count; i++) {
    for (let place = 0; place < compute.length; place++) known[place] = compute[place]?.(known, i) ?? outside;
    parameters[i] = known[rule.parameter] ?? outside;
    rule.slots.forEach(({ next }, slot) => {
      optimizer[slot * count + i] = known[next] ?? outside;
    });
  }
}

function computed(
  value: Exclude<UpdateValue, { readonly kind: 'parameter' | 'gradient' | 'slot' }>,
  controls: ArrayLike<number>,
  layout: Pick<ControlLayout, 'learningRate' | 'stepScalars'>,
): Compute {
  switch (value.kind) {
    case 'constant':
      return () => value.value;
    case 'learningRate': {
      const rate = at(controls, layout.learningRate);
      return () => rate;
    }
    case 'stepScalar': {
      const scalar = at(controls, layout.stepScalars + value.index);
      return () => scalar;
    }
    case 'unary': {
      const [x] = value.inputs;
      const apply = unaryFunctions[value.fn];
      return (known) => apply(known[x] ?? outside);
    }
    case 'binary': {
      const [a, b] = value.inputs;
      const apply = binaryFunctions[value.fn];
      return (known) => apply(known[a] ?? outside, known[b] ?? outside);
    }
    case 'select': {
      const [condition, a, b] = value.inputs;
      return (known) => (known[condition] !== 0 ? known[a] : known[b]) ?? outside;
    }
    default:
      return assertNever(value);
  }
}
