import { z } from 'zod';
import type { ProgramBuilder, Tensor } from '../../program/builder.ts';
import { samePadding, sizeOf } from '../../program/shapes.ts';
import type { Window2D } from '../../program/types.ts';
import { assertNever, at } from '../../util/assert-never.ts';
import { DiagnosticError, diagnostic } from '../../util/diagnostics.ts';
import { affine, affineFields, affineShape } from '../support/affine.ts';
import { sequenceAt, zeroPadding } from '../support/sequence.ts';
import { type LayerKind, singleInput } from '../types.ts';

const schema = z.strictObject({
  filters: z.int().min(1).max(4096).default(32),
  kernel: z.int().min(1).max(64).default(3),
  stride: z.int().min(1).max(16).default(1),
  padding: z.enum(['same', 'causal', 'valid']).default('same'),
  dilation: z.int().min(1).max(64).default(1),
  ...affineShape,
});
type Conv1dParams = z.infer<typeof schema>;

/** The window over a sequence that lies as an image of height 1, [N, 1, L, C]. */
function windowOf(length: number, { kernel, stride, padding, dilation }: Conv1dParams): Window2D {
  const around = (): readonly [number, number] => {
    switch (padding) {
      case 'same':
        return samePadding(length, kernel, stride, dilation);
      case 'causal':
        return [(kernel - 1) * dilation, 0];
      case 'valid':
        return [0, 0];
      default:
        return assertNever(padding);
    }
  };
  const [before, after] = around();
  return { kernel: [1, kernel], stride: [1, stride], dilation: [1, dilation], pad: [0, 0, before, after] };
}

/**
 * Which outputs [N, OL] a masked sequence has: as many as its valid part alone would give, ⌈length / stride⌉, or those whose whole window
 * lies inside for `valid`.
 */
function maskAfter(b: ProgramBuilder, mask: Tensor, { kernel, stride, padding, dilation }: Conv1dParams): Tensor {
  const [n, length] = [at(mask.shape, 0), at(mask.shape, 1)];
  const first = padding === 'valid' ? (kernel - 1) * dilation : 0;
  const rest = b.slice(mask, [0, first], [n, length - first]);
  if (stride === 1) return rest;
  const every: Window2D = { kernel: [1, 1], stride: [1, stride], dilation: [1, 1], pad: [0, 0, 0, 0] };
  const picked = b.unfold(b.reshape(rest, [n, 1, length - first, 1]), every);
  return b.reshape(picked, [n, at(picked.shape, 2)]);
}

/**
 * [N, L, C] → [N, OL, filters]; the kernel is [K, C, filters]. Padding counts as zeros, as if the sequence ended before it. Throws
 * `layer.strideDilation` where both exceed 1, which Keras and tfjs cannot express.
 */
export const conv1d: LayerKind<Conv1dParams, 'conv1d'> = {
  kind: 'conv1d',
  category: 'sequence',
  icon: 'IconWaveSawTool',
  schema,
  fields: [
    {
      name: 'filters',
      title: { en: 'Filters', 'zh-CN': '滤波器数' },
      help: {
        en: 'How many patterns are looked for: the features that come out at every position.',
        'zh-CN': '要寻找多少种模式，即每个位置输出的特征数。',
      },
      control: 'integer',
      min: 1,
      max: 4096,
    },
    {
      name: 'kernel',
      title: { en: 'Kernel size', 'zh-CN': '卷积核大小' },
      help: {
        en: 'How many neighbouring positions a pattern spans: 3 words, 5 frames.',
        'zh-CN': '一个模式跨越多少个相邻位置：例如 3 个词、5 帧。',
      },
      control: 'integer',
      min: 1,
      max: 64,
    },
    {
      name: 'stride',
      title: { en: 'Stride', 'zh-CN': '步幅' },
      help: {
        en: 'How far the window moves. 2 halves the length, and the cost of what follows.',
        'zh-CN': '窗口每次移动的距离。取 2 时长度减半，后续计算量也减半。',
      },
      control: 'integer',
      min: 1,
      max: 16,
    },
    {
      name: 'padding',
      title: { en: 'Padding', 'zh-CN': '填充' },
      help: {
        en: '“Same” keeps the length at stride 1; “causal” too, but no position sees a later one; “valid” keeps only windows that lie inside.',
        'zh-CN': '步幅为 1 时，“same”保持长度不变；“causal”同样，但任何位置都看不到后面的内容；“valid”只保留完全在内部的窗口。',
      },
      control: 'choice',
      options: [
        { value: 'same', title: { en: 'zeros (same)', 'zh-CN': '填充零（same）' } },
        { value: 'causal', title: { en: 'zeros (causal)', 'zh-CN': '左填（causal）' } },
        { value: 'valid', title: { en: 'none (valid)', 'zh-CN': '不填充（valid）' } },
      ],
    },
    {
      name: 'dilation',
      title: { en: 'Dilation', 'zh-CN': '膨胀率' },
      help: {
        en: 'The distance between the positions that a pattern looks at. 2 sees twice as far with the same weights.',
        'zh-CN': '卷积核所取位置之间的间距。取 2 时，用同样多的权重可以看到两倍远。',
      },
      control: 'integer',
      min: 1,
      max: 64,
    },
    ...affineFields,
  ],
  inputs: singleInput,
  text: {
    title: { en: 'Conv 1D', 'zh-CN': '一维卷积' },
    summary: {
      en: 'Looks for the same short patterns everywhere in a sequence.',
      'zh-CN': '在序列的每个位置寻找同样的短模式。',
    },
    more: {
      en: 'Each filter answers where a few neighbouring words or frames fit it, wherever they stand; with a maximum over time behind, this alone classifies sentences well (Kim, 2014). All positions are computed at once, unlike in a GRU or an LSTM. Where padding ends a sequence early, an output stands for the position i·stride with “same”, and for the last of its window with “valid”; Keras forgets the mask.',
      'zh-CN':
        '每个滤波器在序列各处寻找与之匹配的几个相邻词或帧；再对时间取最大值，仅此便能很好地对句子分类（Kim，2014）。与 GRU、LSTM 不同，所有位置同时计算。序列末尾有填充时，“same”的第 i 个输出对应位置 i·步幅，“valid”对应窗口的最后一个位置；Keras 会丢弃掩码。',
    },
  },
  lower(ctx, params, inputs) {
    const { b } = ctx;
    const { kernel, stride, dilation, filters } = params;
    if (stride > 1 && dilation > 1) throw new DiagnosticError(diagnostic('layer.strideDilation', { stride, dilation }));
    const { x, mask } = sequenceAt(ctx, inputs);
    const [n, length, channels] = [at(x.shape, 0), at(x.shape, 1), at(x.shape, 2)];
    const image = b.reshape(zeroPadding(b, x, mask), [n, 1, length, channels]);
    // A window of one cell that visits every position is the sequence itself.
    const cells = kernel === 1 && stride === 1 ? image : b.unfold(image, windowOf(length, params));
    if (mask) ctx.writeMask(maskAfter(b, mask, params));
    const positions = [n, at(cells.shape, 2)];
    const rows = b.reshape(cells, [sizeOf(positions), kernel * channels]);
    return b.reshape(affine(ctx, rows, [kernel, channels, filters], params), [...positions, filters]);
  },
};
