import { z } from 'zod';
import type { ProgramBuilder, Tensor } from '../../program/builder.ts';
import { at } from '../../util/assert-never.ts';
import { expertsAt, gateRows, weightedSum } from '../support/experts.ts';
import type { LayerKind, LowerContext } from '../types.ts';

const schema = z.strictObject({
  selectors: z.int().min(1).max(16).default(2),
  gamma: z.number().min(0.01).max(100).default(1),
  entropy: z.number().min(0).max(100).default(0.01),
});

/** 0 up to −γ/2, 1 from γ/2, and between them −2/γ³·t³ + 3/(2γ)·t + ½, with a continuous slope. */
function smoothStep(b: ProgramBuilder, t: Tensor, gamma: number): Tensor {
  const inside = b.binary('min', b.binary('max', t, b.scalar(-gamma / 2)), b.scalar(gamma / 2));
  const slope = b.sub(b.scalar(3 / (2 * gamma)), b.scale(b.unary('square', inside), 2 / gamma ** 3));
  return b.add2(b.mul(inside, slope), b.scalar(0.5));
}

/**
 * The selectors' choices [R, k, 2^m], each summing to 1, from their m binary switches [R, k·m]: code c has the weight
 * Π_j (bit j of c is set ? S_j : 1 − S_j).
 */
function choices(b: ProgramBuilder, switches: Tensor, k: number, m: number): Tensor {
  const rows = at(switches.shape, 0);
  const codes = 2 ** m;
  const steps = b.reshape(switches, [rows, k, m]);
  return Array.from({ length: m }, (_, j) => {
    const on = b.slice(steps, [0, 0, j], [rows, k, 1]);
    // set ? s : 1 − s  =  (1 − bit) + (2·bit − 1)·s
    const perCode = (of: (bit: number) => number) => () => Array.from({ length: codes }, (_, code) => of((code >> j) & 1));
    const [offset, factor] = [perCode((bit) => 1 - bit), perCode((bit) => 2 * bit - 1)];
    return b.add2(b.constant(offset, [codes]), b.mul(on, b.constant(factor, [codes])));
  }).reduce((product, next) => b.mul(product, next));
}

/** One number per selector switch and per selector: from features where the gate is connected, else learned constants. */
function switchesAndShares(ctx: LowerContext, gate: Tensor | undefined, k: number, m: number, gamma: number): [Tensor, Tensor] {
  const { b } = ctx;
  // Near the middle of the step every switch is undecided, and its slope is largest.
  const small = { kind: 'normal', deviation: gamma / 100 } as const;
  if (!gate) return [ctx.parameter('switches', [1, k * m], small), ctx.parameter('shares', [1, k], { kind: 'zeros' })];
  const rows = gateRows(ctx, gate);
  const features = at(rows.shape, 1);
  return [
    b.add2(
      b.matmul(rows, ctx.parameter('switches', [features, k * m], small)),
      ctx.parameter('switchBias', [k * m], { kind: 'zeros' }),
    ),
    b.matmul(rows, ctx.parameter('shares', [features, k], small)),
  ];
}

/**
 * n experts [N, ...] of one shape, and features at the gate [N, ...] or nothing → Σ_e w_e · expert_e with at most k weights that are not
 * 0 once training has settled: DSelect-k (Hazimeh et al., 2021). Each of k selectors writes the number of an expert in ⌈log₂ n⌉ binary
 * switches. Codes from n on stand for the first experts again, so that the weights always sum to 1 (the paper penalises such codes).
 */
export const selector: LayerKind<z.infer<typeof schema>, 'selector'> = {
  kind: 'selector',
  category: 'merge',
  icon: 'IconListCheck',
  schema,
  fields: [
    {
      name: 'selectors',
      title: { en: 'Selectors', 'zh-CN': '选择器数' },
      help: {
        en: 'How many experts are kept in the end, at the most (k). Each selector settles on one.',
        'zh-CN': '最终最多保留多少个专家（k）。每个选择器会选定一个。',
      },
      control: 'integer',
      min: 1,
      max: 16,
    },
    {
      name: 'gamma',
      title: { en: 'Width of the step', 'zh-CN': '阶跃宽度' },
      help: {
        en: 'How far a switch must move to be wholly on or off (γ). A wider step decides later.',
        'zh-CN': '开关需要移动多远才完全打开或关闭（γ）。越宽，做出决定越晚。',
      },
      control: 'number',
      min: 0.01,
      max: 100,
      step: 0.1,
    },
    {
      name: 'entropy',
      title: { en: 'Push to decide', 'zh-CN': '促使决断' },
      help: {
        en: 'Adds this times the entropy of each choice to the loss, so that selectors settle. 0 lets them take their time.',
        'zh-CN': '将该系数乘以各选择的熵加入损失，促使选择器尽快选定；取 0 则不加催促。',
      },
      control: 'number',
      min: 0,
      max: 100,
      step: 0.01,
    },
  ],
  inputs: [
    { id: 'experts', title: { en: 'experts', 'zh-CN': '专家' }, many: true, min: 1 },
    { id: 'gate', title: { en: 'gate (optional)', 'zh-CN': '门控（可选）' }, many: false, min: 0 },
  ],
  text: {
    title: { en: 'Smooth selector', 'zh-CN': '平滑选择器' },
    summary: {
      en: 'Learns to keep a few of its experts and drop the others.',
      'zh-CN': '学习只保留少数专家，舍弃其余。',
    },
    more: {
      en: 'DSelect-k (Hazimeh et al., 2021): each selector writes an expert’s number in binary switches that can become exactly on or off while staying differentiable, unlike a top-k cut. Without anything at its gate the choice is the same for all samples; with features it is made for each. Where the number of experts is no power of two, the codes beyond it stand for the first experts again; the paper keeps selectors away from them by a penalty.',
      'zh-CN':
        'DSelect-k（Hazimeh 等，2021）：每个选择器用二进制开关写出专家的编号，开关可以恰好为开或关，同时保持可微，这一点不同于 top-k 截断。门控不接输入时，所有样本的选择相同；接入特征时逐样本选择。专家数不是 2 的幂时，多余的编码再次对应最前面的专家；论文则用惩罚项使选择器避开它们。',
    },
  },
  lower(ctx, { selectors, gamma, entropy }, inputs) {
    const { b } = ctx;
    const experts = expertsAt(ctx, inputs.experts ?? []);
    const n = experts.length;
    const m = Math.max(1, Math.ceil(Math.log2(n)));
    const codes = 2 ** m;
    const [switches, shares] = switchesAndShares(ctx, inputs.gate?.[0], selectors, m, gamma);
    const chosen = choices(b, smoothStep(b, switches, gamma), selectors, m);
    const rows = at(chosen.shape, 0);
    if (ctx.training && entropy > 0) {
      const logs = b.unary('log', b.add2(chosen, b.scalar(1e-6)));
      ctx.penalty(b.scale(b.sum(b.mul(chosen, logs)), -entropy / rows));
    }
    const mixed = b.sum(b.mul(chosen, b.reshape(b.softmax(shares), [rows, selectors, 1])), [1]);
    const own = b.slice(mixed, [0, 0], [rows, n]);
    const again = codes > n ? b.pad(b.slice(mixed, [0, n], [rows, codes - n]), [0, 0], [0, 2 * n - codes]) : null;
    const weights = again ? b.add2(own, again) : own;
    ctx.expose('gates', weights, 'gates');
    return weightedSum(b, experts, weights);
  },
};
