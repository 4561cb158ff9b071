import { z } from 'zod';
import type { ProgramBuilder, Tensor } from '../../program/builder.ts';
import { at } from '../../util/assert-never.ts';
import { DiagnosticError, diagnostic } from '../../util/diagnostics.ts';
import { expertsAt, gateRows, weightedSum } from '../support/experts.ts';
import type { LayerKind, LowerContext } from '../types.ts';

const schema = z.strictObject({
  gate: z.enum(['features', 'logits']).default('features'),
  topK: z.int().min(0).max(64).default(0),
  temperature: z.number().min(0.01).max(100).default(1),
});

/** Below the largest logit, at 0, by so much that e^x is exactly 0. */
const excluded = -1e9;

/**
 * The logits [N, n] of all but the k largest are put out of reach; of equal ones, those of the first experts stay. An expert stays where
 * fewer than k others come before it: larger ones, and as large ones of a lower index.
 */
function keepTop(b: ProgramBuilder, logits: Tensor, k: number): Tensor {
  const [rows, n] = [at(logits.shape, 0), at(logits.shape, 1)];
  const before = (value: number) => () =>
    Array.from({ length: n * n }, (_, i) => (i % n < Math.floor(i / n) ? value : 1 - value));
  const [own, other] = [b.reshape(logits, [rows, n, 1]), b.reshape(logits, [rows, 1, n])];
  const asLarge = b.mul(b.binary('greaterEqual', other, own), b.constant(before(1), [n, n]));
  // Not as small, and behind: larger.
  const larger = b.mul(b.sub(b.scalar(1), b.binary('greaterEqual', own, other)), b.constant(before(0), [n, n]));
  const rank = b.sum(b.add2(asLarge, larger), [2]);
  // The largest stays, so that whatever logits are, those out of reach lie far below it.
  const below = b.sub(logits, b.reduce('max', logits, [1]));
  return b.select(b.binary('greaterEqual', rank, b.scalar(k)), b.scalar(excluded), below);
}

/** One logit per expert, [N, n]. Throws `layer.gateSize`. */
function gateLogits(ctx: LowerContext, mode: 'features' | 'logits', gate: Tensor, count: number): Tensor {
  const rows = gateRows(ctx, gate);
  const size = at(rows.shape, 1);
  if (mode === 'features') {
    return ctx.b.matmul(rows, ctx.parameter('gate', [size, count], { kind: 'glorot', fanIn: size, fanOut: count }));
  }
  if (size !== count) throw new DiagnosticError(diagnostic('layer.gateSize', { size, count }));
  return rows;
}

/** gate [N, ...] and n experts [N, ...] of one shape → Σ_e softmax(logits / temperature)_e · expert_e, of that shape. */
export const mixture: LayerKind<z.infer<typeof schema>, 'mixture'> = {
  kind: 'mixture',
  category: 'merge',
  icon: 'IconAdjustmentsHorizontal',
  schema,
  fields: [
    {
      name: 'gate',
      title: { en: 'The gate receives', 'zh-CN': '门控接收' },
      help: {
        en: 'With features the gate has weights of its own, and fits any number of experts. With logits a Dense that you wire, one unit per expert, makes the choice.',
        'zh-CN': '接收特征时，门控自带权重，适用于任意多个专家；接收 logits 时，由你连接的全连接层（每个专家一个单元）决定选择。',
      },
      control: 'choice',
      options: [
        { value: 'features', title: { en: 'features', 'zh-CN': '特征' } },
        { value: 'logits', title: { en: 'logits', 'zh-CN': 'logits' } },
      ],
    },
    {
      name: 'topK',
      title: { en: 'Experts (0: all)', 'zh-CN': '专家数（0：全部）' },
      help: {
        en: 'Only so many experts with the largest gate values take part in each sample; 0 lets all of them. Few make experts specialise.',
        'zh-CN': '每个样本只让门控值最大的若干专家参与；0 表示全部参与。数量越少，专家越趋于专门化。',
      },
      control: 'integer',
      min: 0,
      max: 64,
    },
    {
      name: 'temperature',
      title: { en: 'Temperature', 'zh-CN': '温度' },
      help: {
        en: 'Divides the logits: below 1 the choice is sharper, above 1 more even.',
        'zh-CN': '用来除 logits：小于 1 时选择更集中，大于 1 时更平均。',
      },
      control: 'number',
      min: 0.01,
      max: 100,
      step: 0.1,
    },
  ],
  inputs: [
    { id: 'experts', title: { en: 'experts', 'zh-CN': '专家' }, many: true, min: 1 },
    { id: 'gate', title: { en: 'gate', 'zh-CN': '门控' }, many: false, min: 1 },
  ],
  text: {
    title: { en: 'Mixture', 'zh-CN': '专家混合' },
    summary: {
      en: 'Blends several experts; a gate decides, sample by sample, how much of each.',
      'zh-CN': '融合多个专家，由门控逐样本决定各占多少。',
    },
    more: {
      en: 'One for each task over the same experts is the multi-gate mixture of experts, in which tasks choose what they share (Ma et al., MMoE, 2018; Jacobs et al., 1991). With experts of a task’s own among them it is CGC, and several levels of that are PLE (Tang et al., 2020); keeping only the best few is due to Shazeer et al. (2017).',
      'zh-CN':
        '每个任务一个、共用同一组专家，即多门控专家混合，任务自行选择共享什么（Ma 等，MMoE，2018；Jacobs 等，1991）。加入任务专属专家即为 CGC，叠加多层即为 PLE（Tang 等，2020）；只保留最佳若干专家的做法见 Shazeer 等（2017）。',
    },
  },
  lower(ctx, { gate, topK, temperature }, inputs) {
    const { b } = ctx;
    const experts = expertsAt(ctx, inputs.experts ?? []);
    const logits = b.scale(gateLogits(ctx, gate, at(inputs.gate ?? [], 0), experts.length), 1 / temperature);
    const chosen = topK > 0 && topK < experts.length ? keepTop(b, logits, topK) : logits;
    const gates = b.softmax(chosen);
    ctx.expose('gates', gates, 'gates');
    return weightedSum(b, experts, gates);
  },
};
