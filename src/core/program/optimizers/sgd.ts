import { mul, sub } from '../update/expression.ts';
import { defineOptimizer } from './optimizer.ts';

/** w − α·g: stochastic gradient descent (Robbins and Monro, 1951). */
export const sgd = defineOptimizer({
  kind: 'sgd',
  text: {
    title: { en: 'SGD', 'zh-CN': 'SGD' },
    summary: {
      en: 'Goes straight down the gradient.',
      'zh-CN': '直接沿梯度的反方向走一步。',
    },
    fields: {},
  },
  usualRate: 0.01,
  settings: {},
  update: (_, { parameter, gradient, learningRate }) => sub(parameter, mul(learningRate, gradient)),
});
