import { z } from 'zod';
import type { ProgramBuilder, Tensor } from '../program/builder.ts';
import { at } from '../util/assert-never.ts';
import type { CombiningMethod } from './contract.ts';

const schema = z.strictObject({ trimmed: z.int().min(0).max(8).default(1) });

/** The largest of some rows, number by number, is left out; or the smallest. */
function without(b: ProgramBuilder, rows: readonly Tensor[], which: 'max' | 'min'): Tensor[] {
  let held = at(rows, 0);
  return rows.slice(1).map((row) => {
    const left = b.binary(which === 'max' ? 'min' : 'max', held, row);
    held = b.binary(which, held, row);
    return left;
  });
}

/**
 * The sum of rows without one of their largest and one of their smallest numbers, place by place: of several equal ones the others stay. In few
 * passes over all of them, and no number is taken away from a sum that it has been added to.
 */
function sumOfInner(b: ProgramBuilder, rows: readonly Tensor[]): Tensor {
  const all = (terms: readonly Tensor[]): Tensor => terms.reduce((sum, term) => b.add2(sum, term));
  const [most, least] = (['max', 'min'] as const).map((fn) => rows.reduce((x, y) => b.binary(fn, x, y)));
  if (!most || !least) return at(rows, 0);
  const between = (row: Tensor): Tensor => b.mul(b.binary('greater', most, row), b.binary('greater', row, least));
  const others = (limit: Tensor): Tensor =>
    b.mul(limit, b.sub(all(rows.map((row) => b.binary('equal', row, limit))), b.scalar(1)));
  const inner = all(rows.map((row) => b.select(between(row), row, b.scalar(0))));
  const alike = b.scale(most, rows.length - 2);
  return b.select(b.binary('greater', most, least), all([inner, others(most), others(least)]), alike);
}

/** The mean of what is left of every number of the gradients without its b largest and b smallest. Needs T ≥ 2b + 1; else as many fewer as it must be. */
export const trimmedMean: CombiningMethod<z.infer<typeof schema>, 'trimmed-mean'> = {
  id: 'trimmed-mean',
  family: 'gradientDirections',
  honours: 'scaling',
  needs: 'gradients',
  reads: { batches: [], structural: ['trimmed'] },
  text: {
    title: { en: 'Trimmed mean', 'zh-CN': '截尾平均' },
    brief: {
      en: 'Per parameter, leaves out the largest and smallest gradients and takes the mean of the rest.',
      'zh-CN': '对每个参数去掉最大和最小的梯度，取其余的平均。',
    },
    more: {
      en: 'It was made against workers that send nonsense: no single task can drag a parameter anywhere. With two tasks nothing can be left out, and it is the mean; with three it is the median.',
      'zh-CN':
        '它本为防范发送错误结果的节点而设：没有哪个任务能单独拖动参数。只有两个任务时无可去除，即为平均；三个任务时即为中位数。',
    },
  },
  helps: {
    en: 'With many tasks of which some may be wrong, and none should steer a parameter alone.',
    'zh-CN': '任务很多、其中一些可能有误，且不应由单个任务左右参数时。',
  },
  formula: String.raw`d_k = \frac{1}{T - 2b} \sum_{i = b + 1}^{T - b} g_{(i) k}`,
  paper: { title: 'Byzantine-Robust Distributed Learning: Towards Optimal Statistical Rates', venue: 'ICML', year: 2018 },
  schema,
  fields: [
    {
      name: 'trimmed',
      title: { en: 'Left out b', 'zh-CN': '去除的数量 b' },
      help: {
        en: 'How many gradients are left out at either end.',
        'zh-CN': '两端各去除多少个梯度。',
      },
      control: 'integer',
      min: 0,
      max: 8,
    },
  ],
  properties: () => ['permutationInvariant', 'linear'],
  initialState: () => new Float64Array(0),
  combine({ b }, { rows: all }, _, { trimmed }) {
    const cut = Math.min(trimmed, Math.floor((all.length - 1) / 2));
    let rows = all;
    for (let left = cut; left > 1; left--) rows = without(b, without(b, rows, 'max'), 'min');
    const sum = cut > 0 ? sumOfInner(b, rows) : rows.reduce((total, row) => b.add2(total, row));
    return b.scale(sum, 1 / (all.length - 2 * cut));
  },
};
