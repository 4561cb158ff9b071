import { z } from 'zod';
import type { Tensor } from '../../program/builder.ts';
import { assertNever, at } from '../../util/assert-never.ts';
import { sequenceAt } from '../support/sequence.ts';
import { lookUp, vectorField, vectorSize, vocabularyFields, vocabularyShape } from '../support/tokens.ts';
import { type LayerKind, type LowerContext, singleInput } from '../types.ts';

const positions = ['learned', 'sinusoidal'] as const;

const schema = z.strictObject({ units: vectorSize, positions: z.enum(positions).default('learned'), ...vocabularyShape });

/** PE(t, 2i) = sin(t / 10000^(2i/units)), PE(t, 2i + 1) = cos of the same (Vaswani et al., 2017, section 3.5); row-major [length, units]. */
export function sinusoids(length: number, units: number): number[] {
  return Array.from({ length: length * units }, (_, index) => {
    const [position, feature] = [Math.floor(index / units), index % units];
    const angle = position / 10_000 ** ((feature - (feature % 2)) / units);
    return feature % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
  });
}

/** [length, units] */
function positionTable(ctx: LowerContext, kind: (typeof positions)[number], length: number, units: number): Tensor {
  switch (kind) {
    case 'learned':
      return ctx.parameter('positions', [length, units], { kind: 'normal', deviation: 0.05 });
    case 'sinusoidal':
      return ctx.b.constant(() => sinusoids(length, units), [length, units]);
    default:
      return assertNever(kind);
  }
}

/**
 * ids i32 [N, L] → [N, L, units] with the mask ids ≠ 0: the token's vector plus that of its position. A sequence of numbers [N, L, F] keeps
 * its own vectors and gets positions of F. Beside sinusoids, whose numbers are of size 1, tokens are multiplied by √units, as in the paper.
 */
export const positionEmbedding: LayerKind<z.infer<typeof schema>, 'positionEmbedding'> = {
  kind: 'positionEmbedding',
  category: 'sequence',
  icon: 'IconListNumbers',
  schema,
  fields: [
    vectorField,
    {
      name: 'positions',
      title: { en: 'Positions', 'zh-CN': '位置编码' },
      help: {
        en: 'Learned vectors fit the data and need enough of it at every position; waves are fixed, need no weights, and tell distances from the start.',
        'zh-CN': '可学习的向量更贴合数据，但每个位置都要有足够的数据；正弦波固定不变，无需权重，一开始就能反映距离。',
      },
      control: 'choice',
      options: [
        { value: 'learned', title: { en: 'learned', 'zh-CN': '可学习的向量' } },
        { value: 'sinusoidal', title: { en: 'sine waves', 'zh-CN': '正弦与余弦波' } },
      ],
    },
    ...vocabularyFields,
  ],
  inputs: singleInput,
  text: {
    title: { en: 'Token + position embedding', 'zh-CN': '词元与位置嵌入' },
    summary: {
      en: 'Adds to every token’s vector one that says where it stands.',
      'zh-CN': '在每个词元的向量上加上表示其位置的向量。',
    },
    more: {
      en: 'Attention sees a set of tokens without an order, so their places must be written into their vectors: learned, or as waves of many lengths (Vaswani et al., 2017). A sequence of numbers, such as the frames of a recording, gets positions only. With waves, the tokens’ vectors are first multiplied by √units, as in the paper; with learned positions they are not.',
      'zh-CN':
        '注意力只看到一组没有顺序的词元，因此要把位置写进向量：可以学习，也可以用多种波长的正弦波（Vaswani 等，2017）。对于数值序列（例如录音的各帧），只加上位置。使用正弦波时，词元向量先乘以 √单元数（与论文相同）；使用可学习的位置时则不乘。',
    },
  },
  lower(ctx, params, inputs) {
    const { b } = ctx;
    const learned = params.positions === 'learned';
    const tokens = at(inputs.in ?? [], 0);
    if (tokens.dtype === 'f32' || tokens.shape.length !== 2) {
      const { x } = sequenceAt(ctx, inputs);
      return b.add2(x, positionTable(ctx, params.positions, at(x.shape, 1), at(x.shape, 2)));
    }
    const deviation = learned ? 0.05 : 1 / Math.sqrt(params.units);
    const vectors = lookUp(ctx, inputs, params, { kind: 'normal', deviation });
    const scaled = learned ? vectors : b.scale(vectors, Math.sqrt(params.units));
    return b.add2(scaled, positionTable(ctx, params.positions, at(tokens.shape, 1), params.units));
  },
};
