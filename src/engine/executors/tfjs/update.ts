import * as tf from '@tensorflow/tfjs-core';
import { binaryFunctions, unaryFunctions } from '../../../core/program/reference/elementwise.ts';
import type { ControlLayout, UpdateRule, UpdateSpec } from '../../../core/program/types.ts';
import { updateStretches } from '../../../core/program/update/stretches.ts';
import { assertNever, at } from '../../../core/util/assert-never.ts';
import { binaryOps, chosen, unaryOps } from './kernels/elementwise.ts';
import type { KernelContext } from './kernels/kernel.ts';

interface Updated {
  readonly parameters: tf.Tensor;
  readonly slots: readonly tf.Tensor[];
}

/** A value of a rule while it is computed: numbers are the same for all parameters. */
type Value = tf.Tensor | number;

/**
 * One optimiser step as a few operations over whole buffers: a call of tfjs for each operation of the rule, none for those on numbers that
 * are the same for all parameters. Call it inside tf.tidy: the tensors given are new.
 */
export function updater(
  { rule, clipNorm }: UpdateSpec,
  layout: Pick<ControlLayout, 'learningRate' | 'stepScalars' | 'rates'>,
  context: KernelContext,
) {
  const limit = clipNorm === null ? null : context.scalar(clipNorm);
  const zero = context.scalar(0);
  // Scalars that never change are uploaded once.
  const constants = new Map(
    rule.values.flatMap((value) => (value.kind === 'constant' ? [[value.value, context.scalar(value.value)] as const] : [])),
  );
  const tensor = (value: Value): tf.Tensor =>
    typeof value === 'number' ? (constants.get(value) ?? tf.scalar(value, 'float32')) : value;

  return (parameters: tf.Tensor, gradient: tf.Tensor, slots: readonly tf.Tensor[], controls: ArrayLike<number>): Updated => {
    const clipped = limit ? clip(gradient, limit) : gradient;
    const stretches = updateStretches(layout.rates, parameters.size);
    const [first, ...others] = stretches;
    if (first && others.length === 0) return along(parameters, clipped, slots, controls, first.shift);
    const parts = stretches.map(({ start, end, shift }) => {
      const cut = (buffer: tf.Tensor): tf.Tensor => tf.slice(buffer, [start], [end - start]);
      return along(cut(parameters), cut(clipped), slots.map(cut), controls, shift);
    });
    const joined = (of: (part: Updated) => tf.Tensor): tf.Tensor => tf.concat(parts.map(of));
    return {
      parameters: joined((part) => part.parameters),
      slots: slots.map((_, slot) => joined((part) => at(part.slots, slot))),
    };
  };

  /** The step of parameters whose numbers stand `shift` behind those of all. */
  function along(
    parameters: tf.Tensor,
    gradient: tf.Tensor,
    slots: readonly tf.Tensor[],
    controls: ArrayLike<number>,
    shift: number,
  ): Updated {
    const values: Value[] = [];
    for (const value of rule.values) values.push(compute(value, values));
    const whole = (place: number): tf.Tensor => {
      const value = at(values, place);
      return typeof value === 'number' ? tf.fill(parameters.shape, value) : value;
    };
    return { parameters: whole(rule.parameter), slots: rule.slots.map(({ next }) => whole(next)) };

    function compute(value: UpdateRule['values'][number], known: readonly Value[]): Value {
      switch (value.kind) {
        case 'parameter':
          return parameters;
        case 'gradient':
          return gradient;
        case 'slot':
          return at(slots, value.slot);
        case 'learningRate':
          return at(controls, layout.learningRate + shift);
        case 'stepScalar':
          return at(controls, layout.stepScalars + shift + value.index);
        case 'constant':
          return value.value;
        case 'unary': {
          const x = at(known, value.inputs[0]);
          return typeof x === 'number' ? unaryFunctions[value.fn](x) : unaryOps[value.fn](x);
        }
        case 'binary': {
          const [a, b] = [at(known, value.inputs[0]), at(known, value.inputs[1])];
          const isUniform = typeof a === 'number' && typeof b === 'number';
          return isUniform ? binaryFunctions[value.fn](a, b) : binaryOps[value.fn](tensor(a), tensor(b));
        }
        case 'select': {
          const [condition, a, b] = [at(known, value.inputs[0]), at(known, value.inputs[1]), at(known, value.inputs[2])];
          if (typeof condition === 'number') return condition !== 0 ? a : b;
          return chosen(condition, tensor(a), tensor(b), zero);
        }
        default:
          return assertNever(value);
      }
    }
  }
}

/** g · limit / max(‖g‖, limit) */
function clip(gradient: tf.Tensor, limit: tf.Tensor): tf.Tensor {
  const norm = tf.sqrt(tf.sum(tf.square(gradient)));
  return tf.mul(gradient, tf.div(limit, tf.maximum(norm, limit)));
}
