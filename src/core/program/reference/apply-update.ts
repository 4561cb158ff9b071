import { assertNever, at } from '../../util/assert-never.ts';
import type { ControlLayout, UpdateSpec, UpdateValue } from '../types.ts';
import { updateStretches } from '../update/stretches.ts';
import { applyBinary, applySelect, applyUnary } from './elementwise.ts';
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

/** Parameters that are computed at once: a call of a function for each value and parameter would take ten times as long. */
const blockSize = 1024;

/** Computes one value of the rule for the parameters from `start` on, as many as `out` holds, from those before it. */
type Compute = (out: Float64Array, known: readonly Float64Array[], start: number) => void;

/**
 * One optimiser step in place: changes `parameters` (its first `gradient.length` numbers) and `optimizer` ([slots, gradient.length]).
 * `controls` is one control row.
 */
export function applyUpdate(
  { rule, clipNorm }: UpdateSpec,
  controls: ArrayLike<number>,
  { learningRate, stepScalars, rates }: Pick<ControlLayout, 'learningRate' | 'stepScalars' | 'rates'>,
  parameters: Numbers,
  gradient: Numbers,
  optimizer: Numbers,
): void {
  const factor = clipFactor(gradient, clipNorm);
  for (const { start, end, shift } of updateStretches(rates, gradient.length)) {
    const layout = { learningRate: learningRate + shift, stepScalars: stepScalars + shift };
    updateStretch(rule, controls, layout, { parameters, gradient, optimizer, factor, start, end });
  }
}

interface Stretch {
  readonly parameters: Numbers;
  readonly gradient: Numbers;
  readonly optimizer: Numbers;
  /** What the gradient is multiplied by. */
  readonly factor: number;
  readonly start: number;
  readonly end: number;
}

function updateStretch(
  rule: UpdateSpec['rule'],
  controls: ArrayLike<number>,
  layout: Pick<ControlLayout, 'learningRate' | 'stepScalars'>,
  { parameters, gradient, optimizer, factor, start: first, end }: Stretch,
): void {
  const count = gradient.length;
  const compute = rule.values.map((value): Compute => {
    switch (value.kind) {
      case 'parameter':
        return (out, _, start) => out.set(parameters.subarray(start, start + out.length));
      case 'gradient':
        return (out, _, start) => {
          for (let i = 0; i < out.length; i++) out[i] = (gradient[start + i] ?? outside) * factor;
        };
      case 'slot': {
        const own = value.slot * count;
        return (out, _, start) => out.set(optimizer.subarray(own + start, own + start + out.length));
      }
      default:
        return computed(value, controls, layout);
    }
  });
  const blocks = compute.map(() => new Float64Array(Math.min(blockSize, end - first)));
  for (let start = first; start < end; start += blockSize) {
    const size = Math.min(blockSize, end - start);
    const known = blocks.map((block) => block.subarray(0, size));
    compute.forEach((fill, place) => {
      fill(at(known, place), known, start);
    });
    parameters.set(at(known, rule.parameter), start);
    rule.slots.forEach(({ next }, slot) => {
      optimizer.set(at(known, next), slot * count + start);
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
      return (out) => void out.fill(value.value);
    case 'learningRate':
      return (out) => void out.fill(at(controls, layout.learningRate));
    case 'stepScalar':
      return (out) => void out.fill(at(controls, layout.stepScalars + value.index));
    case 'unary': {
      const [x] = value.inputs;
      return (out, known) => void applyUnary(value.fn, at(known, x), out);
    }
    case 'binary': {
      const [a, b] = value.inputs;
      return (out, known) => void applyBinary(value.fn, at(known, a), at(known, b), out);
    }
    case 'select': {
      const [condition, a, b] = value.inputs;
      return (out, known) => void applySelect(at(known, condition), at(known, a), at(known, b), out);
    }
    default:
      return assertNever(value);
  }
}
