import type { LossInfo } from './types.ts';

/** The cross entropy of labels that are classes, with everything that such a loss may be told. */
export const crossEntropy: LossInfo = {
  id: 'crossEntropy',
  title: { en: 'cross entropy', 'zh-CN': '交叉熵' },
  options: ['classWeights', 'focalGamma', 'labelSmoothing'],
};
