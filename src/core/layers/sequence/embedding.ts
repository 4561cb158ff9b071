import { z } from 'zod';
import { lookUp, vectorField, vectorSize, vocabularyFields, vocabularyShape } from '../support/tokens.ts';
import { type LayerKind, singleInput } from '../types.ts';

const schema = z.strictObject({ units: vectorSize, ...vocabularyShape });

/** ids i32 [N, L] → [N, L, units] with the mask ids ≠ 0; of any other shape [N, ...] → [N, ..., units], unmasked. */
export const embedding: LayerKind<z.infer<typeof schema>, 'embedding'> = {
  kind: 'embedding',
  category: 'sequence',
  icon: 'IconVocabulary',
  schema,
  fields: [vectorField, ...vocabularyFields],
  inputs: singleInput,
  text: {
    title: { en: 'Embedding', 'zh-CN': '嵌入' },
    summary: { en: 'Looks up a learned vector for every token.', 'zh-CN': '为每个词元查出一个可学习的向量。' },
    more: {
      en: 'A table with one row per word or sign, learned like any other weights, so that tokens used alike come to lie near one another (Bengio et al., 2003). Token 0 is padding: the layers behind leave those positions out. Vectors start from a normal distribution with a deviation of 0.05; PyTorch’s has 1, and Keras’ is uniform.',
      'zh-CN':
        '每个词或符号对应表中的一行，像其他权重一样学习，用法相近的词元会逐渐靠近（Bengio 等，2003）。编号 0 表示填充：其后的层会忽略这些位置。向量从标准差为 0.05 的正态分布初始化；PyTorch 的标准差为 1，Keras 用均匀分布。',
    },
  },
  lower: (ctx, params, inputs) => lookUp(ctx, inputs, params, { kind: 'normal', deviation: 0.05 }),
};
