import { z } from 'zod';
import { add, mul, sub } from '../update/expression.ts';
import { defineOptimizer } from './optimizer.ts';
import { kept } from './settings.ts';

/** m = μ·m + g; w − α·m (Polyak, 1964), or with Nesterov w − α·(g + μ·m) (Sutskever et al., 2013), as tfjs-core has them. */
export const momentum = defineOptimizer({
  kind: 'momentum',
  text: {
    title: { en: 'SGD with momentum', 'zh-CN': '带动量的 SGD' },
    summary: {
      en: 'Keeps rolling in the direction of past gradients.',
      'zh-CN': '沿过去梯度累积的方向继续前进。',
    },
    fields: { momentum: { en: 'Momentum', 'zh-CN': '动量' }, nesterov: { en: 'Nesterov', 'zh-CN': 'Nesterov' } },
  },
  usualRate: 0.01,
  settings: { momentum: kept(0.9), nesterov: z.boolean().default(false) },
  update({ momentum: mu, nesterov }, { parameter, gradient, learningRate, slot }) {
    const { after: m } = slot(0, (before) => add(mul(mu, before), gradient));
    return sub(parameter, mul(learningRate, nesterov ? add(gradient, mul(mu, m)) : m));
  },
});
