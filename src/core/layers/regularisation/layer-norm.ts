import { z } from 'zod';
import { featuresOf } from '../support/inputs.ts';
import { epsilonField, epsilonSchema, layerNormalized } from '../support/normalize.ts';
import { type LayerKind, singleInput } from '../types.ts';

const schema = z.strictObject({ epsilon: epsilonSchema });

/** [N, ..., C] → the same shape, normalised over the last axis. */
export const layerNorm: LayerKind<z.infer<typeof schema>, 'layerNorm'> = {
  kind: 'layerNorm',
  category: 'regularisation',
  icon: 'IconChartCandle',
  schema,
  fields: [epsilonField],
  inputs: singleInput,
  text: {
    title: { en: 'Layer norm', 'zh-CN': '层归一化' },
    summary: {
      en: 'Gives the features of each example mean 0 and variance 1, then learns a scale and a shift.',
      'zh-CN': '使每个样本的特征均值为 0、方差为 1，再学习缩放与平移。',
    },
    more: {
      en: 'Normalises each example by itself, over the last axis, and so behaves alike for any batch size, in training and in prediction (Ba, Kiros and Hinton, 2016). It keeps no running statistics, so tasks that share it share only its scale and shift. ε is 1e-3, as in Keras; PyTorch takes 1e-5.',
      'zh-CN':
        '在最后一个轴上对每个样本单独归一化，因此与批大小无关，训练与预测时行为一致（Ba、Kiros 与 Hinton，2016）。它不保存滑动统计量，共享该层的任务只共享缩放与平移参数。ε 为 1e-3，与 Keras 相同；PyTorch 为 1e-5。',
    },
  },
  lower: (ctx, { epsilon }, inputs) => layerNormalized(ctx, featuresOf(ctx, inputs), epsilon),
};
