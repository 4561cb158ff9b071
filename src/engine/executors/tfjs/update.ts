import * as tf from '@tensorflow/tfjs-core';
import type { OptimizerSpec, UpdateSpec } from '../../../core/program/types.ts';
import { assertNever, at } from '../../../core/util/assert-never.ts';
import type { KernelContext } from './kernels/kernel.ts';

/** What changes from step to step, as read from the control row. */
export interface UpdateControls {
  readonly learningRate: number;
  readonly correction1: number;
  readonly correction2: number;
}

interface Updated {
  readonly parameters: tf.Tensor;
  readonly slots: readonly tf.Tensor[];
}

/** The optimiser's slots and what is taken off the parameters, for one gradient. */
interface Delta {
  readonly delta: tf.Tensor;
  readonly slots: readonly tf.Tensor[];
}

type Rule = (w: tf.Tensor, g: tf.Tensor, slots: readonly tf.Tensor[], controls: UpdateControls) => Delta;

/**
 * One optimiser step as a few operations over whole buffers; the formulas are those of `applyUpdate` in core/program/optimizers.ts.
 * Call it inside tf.tidy: the tensors given are new.
 */
export function updater(update: UpdateSpec, context: KernelContext) {
  const rule = ruleOf(update.optimizer, context);
  const { clipNorm } = update;
  const limit = clipNorm === null ? null : context.scalar(clipNorm);
  return (parameters: tf.Tensor, gradient: tf.Tensor, slots: readonly tf.Tensor[], controls: UpdateControls): Updated => {
    const clipped = limit ? clip(gradient, limit) : gradient;
    const { delta, slots: next } = rule(parameters, clipped, slots, controls);
    return { parameters: tf.sub(parameters, delta), slots: next };
  };
}

/** g · limit / max(‖g‖, limit) */
function clip(gradient: tf.Tensor, limit: tf.Tensor): tf.Tensor {
  const norm = tf.sqrt(tf.sum(tf.square(gradient)));
  return tf.mul(gradient, tf.div(limit, tf.maximum(norm, limit)));
}

function ruleOf(spec: OptimizerSpec, context: KernelContext): Rule {
  switch (spec.kind) {
    case 'sgd':
      return (_, g, __, { learningRate }) => ({ delta: tf.mul(g, learningRate), slots: [] });
    case 'momentum': {
      const momentum = context.scalar(spec.momentum);
      return (_, g, slots, { learningRate }) => {
        const m = tf.add(tf.mul(at(slots, 0), momentum), g);
        const direction = spec.nesterov ? tf.add(g, tf.mul(m, momentum)) : m;
        return { delta: tf.mul(direction, learningRate), slots: [m] };
      };
    }
    case 'adam':
      return adam(spec, 0, context);
    case 'adamw':
      return adam(spec, spec.weightDecay, context);
    case 'rmsprop': {
      const [decay, rest] = [context.scalar(spec.decay), context.scalar(1 - spec.decay)];
      const epsilon = context.scalar(spec.epsilon);
      return (_, g, slots, { learningRate }) => {
        const v = tf.add(tf.mul(at(slots, 0), decay), tf.mul(tf.square(g), rest));
        return { delta: tf.div(tf.mul(g, learningRate), tf.sqrt(tf.add(v, epsilon))), slots: [v] };
      };
    }
    case 'adagrad': {
      const epsilon = context.scalar(spec.epsilon);
      return (_, g, slots, { learningRate }) => {
        const v = tf.add(at(slots, 0), tf.square(g));
        return { delta: tf.div(tf.mul(g, learningRate), tf.sqrt(tf.add(v, epsilon))), slots: [v] };
      };
    }
    default:
      return assertNever(spec);
  }
}

function adam(
  spec: { readonly beta1: number; readonly beta2: number; readonly epsilon: number },
  decay: number,
  context: KernelContext,
): Rule {
  const [beta1, rest1] = [context.scalar(spec.beta1), context.scalar(1 - spec.beta1)];
  const [beta2, rest2] = [context.scalar(spec.beta2), context.scalar(1 - spec.beta2)];
  const epsilon = context.scalar(spec.epsilon);
  return (w, g, slots, { learningRate, correction1, correction2 }) => {
    const m = tf.add(tf.mul(at(slots, 0), beta1), tf.mul(g, rest1));
    const v = tf.add(tf.mul(at(slots, 1), beta2), tf.mul(tf.square(g), rest2));
    const deviation = tf.add(tf.sqrt(tf.mul(v, 1 / correction2)), epsilon);
    const step = tf.div(tf.mul(m, learningRate / correction1), deviation);
    const delta = decay === 0 ? step : tf.add(step, tf.mul(w, learningRate * decay));
    return { delta, slots: [m, v] };
  };
}
