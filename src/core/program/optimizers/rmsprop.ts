import { add, div, mul, sqrt, square, sub } from '../update/expression.ts';
import { defineOptimizer } from './optimizer.ts';
import { epsilon, epsilonTitle, kept, movingMean } from './settings.ts';

/** v = ρ·v + (1−ρ)·g²;  w − α·g/√(v + ε) (Tieleman and Hinton, 2012), ε where tfjs-core has it. */
export const rmsprop = defineOptimizer({
  kind: 'rmsprop',
  text: {
    title: { en: 'RMSprop', 'zh-CN': 'RMSprop' },
    summary: {
      en: 'Divides each gradient by its recent size.',
      'zh-CN': '用梯度近期的大小来归一化梯度。',
    },
    more: {
      en: 'ε stands inside the root and the decay is 0.9, as in TensorFlow; PyTorch has ε outside and 0.99, so already its first step is another.',
      'zh-CN': 'ε 位于根号之内，衰减率为 0.9，与 TensorFlow 相同；PyTorch 的 ε 在根号之外、衰减率为 0.99，因此第一步就不同。',
    },
    fields: { decay: { en: 'Decay', 'zh-CN': '衰减率' }, epsilon: epsilonTitle },
  },
  usualRate: 1e-3,
  settings: { decay: kept(0.9), epsilon },
  update({ decay, epsilon: small }, { parameter, gradient, learningRate, slot }) {
    const { after: v } = slot(0, (before) => movingMean(decay, before, square(gradient)));
    return sub(parameter, div(mul(learningRate, gradient), sqrt(add(v, small))));
  },
});
