import { z } from 'zod';
import type { ProgramBuilder, Tensor } from '../../program/builder.ts';
import { at } from '../../util/assert-never.ts';
import type { FieldSpec, LowerContext } from '../types.ts';
import { dropped } from './dropped.ts';
import { maskedSoftmax, type Sequence } from './sequence.ts';

/** What every layer with heads of attention lets one choose. */
export const headsShape = {
  heads: z.int().min(1).max(64).default(4),
  headSize: z.int().min(1).max(512).default(16),
  causal: z.boolean().default(false),
  dropout: z.number().min(0).max(0.95).default(0),
};

export const headFields: readonly FieldSpec[] = [
  {
    name: 'heads',
    title: { en: 'Heads', 'zh-CN': '注意力头数' },
    help: {
      en: 'How many questions each position asks at once; each head can look elsewhere.',
      'zh-CN': '每个位置同时提出多少个“问题”；各个头可以关注不同的地方。',
    },
    control: 'integer',
    min: 1,
    max: 64,
  },
  {
    name: 'headSize',
    title: { en: 'Size per head', 'zh-CN': '每头维数' },
    help: {
      en: 'How many numbers a question, and its answer, consist of. Heads × size is usually the width of the input.',
      'zh-CN': '每个“问题”及其答案由多少个数组成。头数 × 维数通常等于输入的宽度。',
    },
    control: 'integer',
    min: 1,
    max: 512,
  },
  {
    name: 'causal',
    title: { en: 'Look back only', 'zh-CN': '只看前文' },
    help: {
      en: 'No position sees a later one, as when a text is written word by word.',
      'zh-CN': '任何位置都看不到后面的内容，如同逐词写作。',
    },
    control: 'switch',
  },
  {
    name: 'dropout',
    title: { en: 'Dropout', 'zh-CN': '随机失活率' },
    help: {
      en: 'The share of attention that is cut at random while training. More of it counters overfitting.',
      'zh-CN': '训练时随机切断的注意力比例。越大越能抑制过拟合。',
    },
    control: 'number',
    min: 0,
    max: 0.95,
    step: 0.05,
  },
];

export interface HeadParams {
  readonly heads: number;
  readonly headSize: number;
  readonly causal: boolean;
  readonly dropout: number;
}

/** x [N, L, F] → `parts` tensors of [N · heads, L, headSize], by one product with a kernel [F, parts · heads · headSize] and a bias. */
function project(ctx: LowerContext, name: string, x: Tensor, parts: number, { heads, headSize }: HeadParams): Tensor[] {
  const { b } = ctx;
  const [n, length, features] = [at(x.shape, 0), at(x.shape, 1), at(x.shape, 2)];
  const width = heads * headSize;
  const kernel = ctx.parameter(`${name}Kernel`, [features, parts * width], { kind: 'glorot', fanIn: features, fanOut: width });
  const bias = ctx.parameter(`${name}Bias`, [parts * width], { kind: 'zeros' });
  const flat = b.add2(b.matmul(b.reshape(x, [n * length, features]), kernel), bias);
  const apart = b.transpose(b.reshape(flat, [n, length, parts, heads, headSize]), [2, 0, 3, 1, 4]);
  return Array.from({ length: parts }, (_, part) => {
    const one = b.slice(apart, [part, 0, 0, 0, 0], [1, n, heads, length, headSize]);
    return b.reshape(one, [n * heads, length, headSize]);
  });
}

/** [queries, keys]: 1 where the key does not stand behind the query. */
function notLater(b: ProgramBuilder, queries: number, keys: number): Tensor {
  const count = (length: number) => (): number[] => Array.from({ length }, (_, i) => i);
  return b.binary('greaterEqual', b.constant(count(queries), [queries, 1]), b.constant(count(keys), [1, keys]));
}

/**
 * Scaled dot-product attention with several heads (Vaswani et al., 2017): a sequence [N, Lq, F] asks another one, `of` [N, Lk, M], or itself
 * where that is null. Every position of the result [N, Lq, F] is a mix of the valid positions of what it asks, of nothing (the output's
 * bias) where there is none. Parameters begin with `name`; the shares are exposed under it.
 */
export function attend(
  ctx: LowerContext,
  name: string,
  { x: from, mask }: Sequence,
  of: Sequence | null,
  params: HeadParams,
): Tensor {
  const { b } = ctx;
  const { heads, headSize, causal, dropout } = params;
  const [n, queries, features] = [at(from.shape, 0), at(from.shape, 1), at(from.shape, 2)];
  const parts = of
    ? [...project(ctx, `${name}Query`, from, 1, params), ...project(ctx, `${name}Memory`, of.x, 2, params)]
    : project(ctx, name, from, 3, params);
  const [query, key, value] = [at(parts, 0), at(parts, 1), at(parts, 2)];
  const keyMask = of ? of.mask : mask;
  const count = at(key.shape, 1);
  const scores = b.matmul(b.scale(query, 1 / Math.sqrt(headSize)), key, false, true);
  const apart = b.reshape(scores, [n, heads, queries, count]);
  const valid = keyMask ? b.reshape(keyMask, [n, 1, 1, count]) : null;
  const before = causal ? notLater(b, queries, count) : null;
  const allowed = valid && before ? b.mul(valid, before) : (valid ?? before);
  const shares = maskedSoftmax(b, apart, allowed, valid === null);
  ctx.expose(name, shares, 'attention');
  const used = b.reshape(dropped(ctx, `${name}Dropout`, shares, dropout), [n * heads, queries, count]);
  const mixed = b.reshape(b.matmul(used, value), [n, heads, queries, headSize]);
  const width = heads * headSize;
  const rows = b.reshape(b.transpose(mixed, [0, 2, 1, 3]), [n * queries, width]);
  const kernel = ctx.parameter(`${name}OutputKernel`, [width, features], { kind: 'glorot', fanIn: width, fanOut: features });
  const bias = ctx.parameter(`${name}OutputBias`, [features], { kind: 'zeros' });
  return b.reshape(b.add2(b.matmul(rows, kernel), bias), [n, queries, features]);
}
