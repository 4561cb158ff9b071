import { z } from 'zod';
import { featuresOf } from '../support/inputs.ts';
import { type LayerKind, singleInput } from '../types.ts';

const schema = z.strictObject({});

/** Below this a squared length counts as this, so that a row of zeros stays one. */
const least = 1e-12;

/** [N, ..., C] → x / √max(Σ x², 1e-12) over the last axis. */
export const l2Normalize: LayerKind<z.infer<typeof schema>, 'l2Normalize'> = {
  kind: 'l2Normalize',
  category: 'regularisation',
  icon: 'IconCompass',
  schema,
  fields: [],
  inputs: singleInput,
  text: {
    title: { en: 'L2 normalise', 'zh-CN': 'L2 归一化' },
    summary: {
      en: 'Scales every vector to length 1, so that only its direction counts.',
      'zh-CN': '把每个向量缩放到长度 1，只保留方向。',
    },
    more: {
      en: 'Products of such vectors are cosines: the usual end of an embedding that is compared with others, as in FaceNet (Schroff, Kalenichenko and Philbin, 2015). Without it a contrastive or triplet loss can be lowered by length alone.',
      'zh-CN':
        '这样的向量之积就是余弦相似度，常用于需要相互比较的嵌入的末端，如 FaceNet（Schroff、Kalenichenko 与 Philbin，2015）。没有它，仅改变长度就能降低对比损失或三元组损失。',
    },
  },
  lower(ctx, _params, inputs) {
    const { b } = ctx;
    const x = featuresOf(ctx, inputs);
    const squared = b.sum(b.unary('square', x), [x.shape.length - 1], true);
    return b.mul(x, b.unary('rsqrt', b.binary('max', squared, b.scalar(least))));
  },
};
