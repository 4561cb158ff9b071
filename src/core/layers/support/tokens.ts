import { z } from 'zod';
import type { Tensor } from '../../program/builder.ts';
import { describeShape } from '../../program/shapes.ts';
import type { Initializer } from '../../program/types.ts';
import { at } from '../../util/assert-never.ts';
import { DiagnosticError, diagnostic } from '../../util/diagnostics.ts';
import type { FieldSpec, LowerContext } from '../types.ts';
import { sampleShape } from './inputs.ts';

/** What every table of learned vectors lets one choose. */
export const vocabularyShape = {
  size: z.enum(['auto', 'given']).default('auto'),
  vocabulary: z.int().min(2).max(1_000_000).default(1000),
};

export const vectorSize = z.int().min(1).max(4096).default(32);

export const vectorField: FieldSpec = {
  name: 'units',
  title: { en: 'Vector size', 'zh-CN': '向量维数' },
  help: {
    en: 'How many numbers stand for one token. Small vocabularies need few; more can tell more meanings apart and cost more.',
    'zh-CN': '用多少个数表示一个词元。词表小则无需太多；维数越多，能区分的含义越多，计算量也越大。',
  },
  control: 'integer',
  min: 1,
  max: 4096,
};

export const vocabularyFields: readonly FieldSpec[] = [
  {
    name: 'size',
    title: { en: 'Vocabulary', 'zh-CN': '词表' },
    help: {
      en: 'How many rows the table has: one for each id, padding included. The data usually knows.',
      'zh-CN': '词向量表的行数：每个编号一行，含填充。通常由数据决定。',
    },
    control: 'choice',
    options: [
      { value: 'auto', title: { en: 'from the data', 'zh-CN': '由数据决定' } },
      { value: 'given', title: { en: 'of a given size', 'zh-CN': '指定大小' } },
    ],
  },
  {
    name: 'vocabulary',
    title: { en: 'Size', 'zh-CN': '大小' },
    help: {
      en: 'The number of different ids, 0 for padding among them. Every id in the data must be smaller.',
      'zh-CN': '不同编号的个数，含表示填充的 0。数据中的编号都必须小于它。',
    },
    control: 'integer',
    min: 2,
    max: 1_000_000,
    shownWhen: { field: 'size', is: 'given' },
  },
];

interface TableParams {
  readonly units: number;
  readonly size: 'auto' | 'given';
  readonly vocabulary: number;
}

function rowCount(ctx: LowerContext, { size, vocabulary }: TableParams): number {
  const known = ctx.vocabularyOf('in');
  if (size === 'auto') {
    if (known === null) throw new DiagnosticError(diagnostic('layer.vocabularyUnknown'));
    return known;
  }
  if (known !== null && known > vocabulary) {
    throw new DiagnosticError(diagnostic('layer.vocabularySmall', { size: vocabulary, needed: known }));
  }
  return vocabulary;
}

/**
 * ids i32 [N, ...] → their rows of a learned table, [N, ..., units]. Ids of a sequence [N, L] give the mask as well: id 0 is padding.
 * Throws `layer.tokensNeeded`, `layer.vocabularyUnknown`, `layer.vocabularySmall`.
 */
export function lookUp(
  ctx: LowerContext,
  inputs: Readonly<Record<string, readonly Tensor[]>>,
  params: TableParams,
  initializer: Initializer,
): Tensor {
  const { b } = ctx;
  const ids = at(inputs.in ?? [], 0);
  if (ids.dtype !== 'i32') {
    throw new DiagnosticError(diagnostic('layer.tokensNeeded', { shape: describeShape(sampleShape(ids)) }));
  }
  const table = ctx.parameter('embeddings', [rowCount(ctx, params), params.units], initializer);
  if (ids.shape.length === 2) ctx.writeMask(b.unary('step', b.toFloat(ids)));
  return b.gather(table, ids);
}
