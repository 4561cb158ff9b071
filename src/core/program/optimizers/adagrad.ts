import { z } from 'zod';
import { add, div, mul, sqrt, square, sub } from '../update/expression.ts';
import { defineOptimizer } from './optimizer.ts';
import { epsilon, epsilonTitle } from './settings.ts';

/** v = v + g²;  w − α·g/√(v + ε) (Duchi, Hazan and Singer, 2011), ε where tfjs-core has it. */
export const adagrad = defineOptimizer({
  kind: 'adagrad',
  text: {
    title: { en: 'Adagrad', 'zh-CN': 'Adagrad' },
    summary: {
      en: 'Gives smaller steps to what has moved a lot.',
      'zh-CN': '参数变动越多，步长越小。',
    },
    more: {
      en: 'What has been gathered starts at 0.1, and ε stands inside the root; in PyTorch it starts at 0, with ε outside.',
      'zh-CN': '累积值从 0.1 开始，ε 位于根号之内；PyTorch 从 0 开始，ε 在根号之外。',
    },
    fields: { initialAccumulator: { en: 'Initial accumulator', 'zh-CN': '初始累积值' }, epsilon: epsilonTitle },
  },
  usualRate: 0.01,
  settings: { initialAccumulator: z.number().min(0).default(0.1), epsilon },
  update({ initialAccumulator, epsilon: small }, { parameter, gradient, learningRate, slot }) {
    const { after: v } = slot(initialAccumulator, (before) => add(before, square(gradient)));
    return sub(parameter, div(mul(learningRate, gradient), sqrt(add(v, small))));
  },
});
