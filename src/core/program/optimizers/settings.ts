import { z } from 'zod';
import { smallestPositive } from '../../util/float32.ts';
import type { LocalizedText } from '../../util/localized.ts';
import { add, type Expression, mul, sub, type Term, type UpdateBuilder } from '../update/expression.ts';

/** How much of a moving mean is kept from one step to the next. */
export const kept = (usual: number) => z.number().min(0).lt(1).default(usual);

/** Keeps a division from zero: tf.keras's own value. */
export const epsilon = z.number().min(smallestPositive).default(1e-7);

export const epsilonTitle: LocalizedText = { en: 'ε', 'zh-CN': 'ε' };
export const beta1Title: LocalizedText = { en: 'β₁', 'zh-CN': 'β₁' };
export const beta2Title: LocalizedText = { en: 'β₂', 'zh-CN': 'β₂' };
export const weightDecayTitle: LocalizedText = { en: 'Weight decay', 'zh-CN': '权重衰减' };

/** w·(1 − α·decay): decoupled weight decay (Loshchilov and Hutter, 2019). */
export const decayed = ({ parameter, learningRate }: UpdateBuilder, decay: number): Term =>
  decay === 0 ? parameter : mul(parameter, sub(1, mul(learningRate, decay)));

/** β·before + (1 − β)·x */
export const movingMean = (beta: number, before: Expression, x: Expression): Term => add(mul(beta, before), mul(1 - beta, x));
