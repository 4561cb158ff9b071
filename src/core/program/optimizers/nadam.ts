import { z } from 'zod';
import { add, div, mul, sqrt, square, sub } from '../update/expression.ts';
import { biasCorrection, scalar, stepNumber } from '../update/step-scalars.ts';
import { adamFields, adamSettings } from './adam.ts';
import { defineOptimizer } from './optimizer.ts';
import { movingMean } from './settings.ts';

/**
 * Adam with Nesterov's look ahead (Dozat, 2016), as torch.optim.NAdam has it: m and v are Adam's, the momentum grows,
 * μₜ = β₁·(1 − ½·0.96^(ψ·t)) with ψ the momentum decay, and with Pₜ = μ₁·…·μₜ
 * w − α·(μₜ₊₁·m/(1 − Pₜ₊₁) + (1−μₜ)·g/(1 − Pₜ)) / (√(v/(1 − β₂ᵗ)) + ε). tf.keras has ψ = 1.
 */
export const nadam = defineOptimizer({
  kind: 'nadam',
  text: {
    title: { en: 'NAdam', 'zh-CN': 'NAdam' },
    summary: {
      en: 'Adam with Nesterov’s look ahead.',
      'zh-CN': '带 Nesterov 前瞻的 Adam。',
    },
    fields: { ...adamFields, momentumDecay: { en: 'Momentum decay', 'zh-CN': '动量衰减' } },
  },
  usualRate: 1e-3,
  settings: { ...adamSettings, momentumDecay: z.number().min(0).default(0.004) },
  update({ beta1, beta2, epsilon, momentumDecay }, { parameter, gradient, learningRate, perStep, slot }) {
    const { after: m } = slot(0, (before) => movingMean(beta1, before, gradient));
    const { after: v } = slot(0, (before) => movingMean(beta2, before, square(gradient)));
    const momentumAt = (step: typeof stepNumber) =>
      scalar.mul(beta1, scalar.sub(1, scalar.mul(0.5, scalar.power(0.96, scalar.mul(momentumDecay, step)))));
    const now = momentumAt(stepNumber);
    const next = momentumAt(scalar.add(stepNumber, 1));
    const product = scalar.product(now);
    const ofMean = perStep(scalar.div(next, scalar.sub(1, scalar.mul(product, next))));
    const ofGradient = perStep(scalar.div(scalar.sub(1, now), scalar.sub(1, product)));
    const scale = div(1, perStep(biasCorrection(beta2)));
    const direction = add(mul(mul(learningRate, ofMean), m), mul(mul(learningRate, ofGradient), gradient));
    return sub(parameter, div(direction, add(sqrt(mul(v, scale)), epsilon)));
  },
});
