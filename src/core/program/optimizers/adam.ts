import { add, div, type Expression, mul, sqrt, square, sub, type UpdateBuilder } from '../update/expression.ts';
import { biasCorrection } from '../update/step-scalars.ts';
import { defineOptimizer } from './optimizer.ts';
import { beta1Title, beta2Title, epsilon, epsilonTitle, kept, movingMean } from './settings.ts';

export const adamSettings = { beta1: kept(0.9), beta2: kept(0.999), epsilon };
export const adamFields = { beta1: beta1Title, beta2: beta2Title, epsilon: epsilonTitle };

/**
 * m = β₁·m + (1−β₁)·g;  v = β₂·v + (1−β₂)·g²;  gives α·(m/c₁)/(√(v/c₂) + ε) with cᵢ = 1 − βᵢᵗ (Kingma and Ba, 2015). What is the same
 * for all parameters is divided once.
 */
export function adamStep(
  settings: { readonly beta1: number; readonly beta2: number; readonly epsilon: number },
  { gradient, learningRate, perStep, slot }: UpdateBuilder,
): Expression {
  const { beta1, beta2 } = settings;
  const { after: m } = slot(0, (before) => movingMean(beta1, before, gradient));
  const { after: v } = slot(0, (before) => movingMean(beta2, before, square(gradient)));
  const rate = div(learningRate, perStep(biasCorrection(beta1)));
  const scale = div(1, perStep(biasCorrection(beta2)));
  return div(mul(m, rate), add(sqrt(mul(v, scale)), settings.epsilon));
}

/** w − the step of Adam. */
export const adam = defineOptimizer({
  kind: 'adam',
  text: {
    title: { en: 'Adam', 'zh-CN': 'Adam' },
    summary: {
      en: 'Momentum, with a step size of each parameter’s own.',
      'zh-CN': '带动量，并为每个参数自适应步长。',
    },
    more: {
      en: 'ε is 1e-7 and stands outside the root, after the correction of the start, as in PyTorch (which takes 1e-8); in Keras it stands before it.',
      'zh-CN': 'ε 为 1e-7，位于根号之外、偏差修正之后，与 PyTorch 相同（其值为 1e-8）；Keras 则放在修正之前。',
    },
    fields: adamFields,
  },
  usualRate: 1e-3,
  settings: adamSettings,
  update: (settings, builder) => sub(builder.parameter, adamStep(settings, builder)),
});
