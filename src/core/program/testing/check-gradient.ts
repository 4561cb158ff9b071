import { at } from '../../util/assert-never.ts';
import { permutation, randomStream } from '../../util/random.ts';
import { ProgramBuilder, type Tensor } from '../builder.ts';
import { gradients } from '../differentiate.ts';
import { interpret } from '../reference/interpret.ts';
import { sizeOf } from '../shapes.ts';
import type { Shape } from '../types.ts';

/** How the loss reads an output: these give gradients of full, constant and partly stretched shape. */
export const readings = ['weighted', 'sum', 'lastAxis'] as const;
export type Reading = (typeof readings)[number];

/**
 * Numbers for several tensors, no two of them closer than 4/total and none at 0, so that central differences stay on one side of every
 * kink and tie.
 */
export function distinctNumbers(shapes: readonly Shape[], seed: number): Float64Array[] {
  const total = shapes.reduce((sum, shape) => sum + sizeOf(shape), 0);
  const order = permutation(total, randomStream(seed, 'distinct'));
  let next = 0;
  return shapes.map((shape) =>
    Float64Array.from({ length: sizeOf(shape) }, () => ((at(order, next++) + 0.5) / total) * 4 - 2 + 0.0137 / total),
  );
}

function lossOf(b: ProgramBuilder, y: Tensor, reading: Reading, seed: number): Tensor {
  const weightsOf = (shape: Shape): Tensor => {
    const random = randomStream(seed, 'weights');
    return b.constant(
      Array.from({ length: sizeOf(shape) }, () => random.normal()),
      shape,
    );
  };
  if (reading === 'sum' || y.shape.length === 0) return b.sum(y);
  if (reading === 'weighted') return b.sum(b.mul(y, weightsOf(y.shape)));
  const reduced = b.sum(y, [y.shape.length - 1]);
  return b.sum(b.mul(reduced, weightsOf(reduced.shape)));
}

/**
 * The largest difference between the gradient of a function, as `gradients` builds it, and central differences of the fourth order in float64,
 * relative to max(1, |gradient|). `build` receives one f32 tensor per entry of `inputs`.
 */
export function gradientError(
  shapes: readonly Shape[],
  inputs: readonly Float64Array[],
  build: (b: ProgramBuilder, inputs: readonly Tensor[]) => Tensor,
  reading: Reading = 'weighted',
  seed = 1,
): number {
  const b = new ProgramBuilder();
  const tensors = shapes.map((shape, index) => b.source({ kind: 'parameter', index }, shape));
  const loss = lossOf(b, build(b, tensors), reading, seed);
  const forward = b.build();
  const analytic = gradients(b, loss, tensors);
  const whole = b.build();
  const evaluate = (): number => at(interpret(forward, { parameters: inputs }).get(loss.id) ?? [], 0);
  const values = interpret(whole, { parameters: inputs });
  const step = 1e-5;
  let worst = 0;
  inputs.forEach((numbers, i) => {
    const gradient = analytic[i];
    const computed = gradient ? (values.get(gradient.id) ?? []) : new Float64Array(numbers.length);
    numbers.forEach((x, j) => {
      const slope = (h: number): number => {
        numbers[j] = x + h;
        const above = evaluate();
        numbers[j] = x - h;
        const below = evaluate();
        numbers[j] = x;
        return (above - below) / (2 * h);
      };
      const errorOf = (numeric: number): number => Math.abs(at(computed, j) - numeric) / Math.max(1, Math.abs(numeric));
      const plain = slope(step);
      const close = errorOf(plain) < 1e-8;
      // Richardson's extrapolation: what is left of a large third derivative goes, which a norm of almost equal features has.
      const error = close ? errorOf(plain) : errorOf((4 * plain - slope(2 * step)) / 3);
      worst = Number.isNaN(error) ? Number.POSITIVE_INFINITY : Math.max(worst, error);
    });
  });
  return worst;
}
