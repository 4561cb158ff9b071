import { z } from 'zod';
import type { Tensor } from '../../program/builder.ts';
import { sizeOf } from '../../program/shapes.ts';
import type { Shape } from '../../program/types.ts';
import { at } from '../../util/assert-never.ts';
import type { FieldSpec, LowerContext } from '../types.ts';
import { activate, activationIds, activationOptions } from './activations.ts';
import { initializerIds, initializerOptions, kernelInitializer } from './initializers.ts';
import { regularize } from './regularizers.ts';

/** What every layer with a kernel and a bias lets one choose. */
export const affineShape = {
  activation: z.enum(activationIds).default('none'),
  useBias: z.boolean().default(true),
  initializer: z.enum(initializerIds).default('auto'),
  l1: z.number().min(0).max(10).default(0),
  l2: z.number().min(0).max(10).default(0),
};

const affineSchema = z.object(affineShape);
type AffineParams = z.infer<typeof affineSchema>;

export const affineFields: readonly FieldSpec[] = [
  {
    name: 'activation',
    title: { en: 'Activation', 'zh-CN': '激活函数' },
    help: {
      en: 'The function applied to each result. Without one, stacked layers collapse into a single linear map; leave it out before a task’s output. GELU is the tanh form here, and leaky ReLU has a slope of 0.3.',
      'zh-CN':
        '对每个输出施加的函数。没有它，堆叠的层等价于一个线性变换；在任务输出之前请选“无”。此处 GELU 为 tanh 近似形式，Leaky ReLU 的斜率为 0.3。',
    },
    control: 'choice',
    options: activationOptions(activationIds),
  },
  {
    name: 'useBias',
    title: { en: 'Bias', 'zh-CN': '偏置' },
    help: {
      en: 'Adds a learned constant to each unit, so that its threshold can move. Superfluous in front of a batch norm.',
      'zh-CN': '为每个单元加上一个可学习的常数，使其阈值可以移动。后接批归一化时不需要。',
    },
    control: 'switch',
  },
  {
    name: 'initializer',
    title: { en: 'Initial weights', 'zh-CN': '初始权重' },
    help: {
      en: 'How large the random starting weights are; automatic suits the activation. Too small and signals fade from layer to layer, too large and they explode. Zeros keep all units equal and suit output layers only. Automatic is He normal (not truncated) for ReLU, ELU, GELU and leaky ReLU, and Glorot uniform otherwise; PyTorch takes Kaiming uniform, Keras Glorot uniform.',
      'zh-CN':
        '随机初始权重的大小；自动会随激活函数选择。过小则信号逐层衰减，过大则逐层爆炸。全零会使所有单元相同，只适合输出层。“自动”对 ReLU、ELU、GELU 与 Leaky ReLU 取 He 正态（不截断），其余取 Glorot 均匀；PyTorch 用 Kaiming 均匀，Keras 用 Glorot 均匀。',
    },
    control: 'choice',
    options: initializerOptions,
  },
  {
    name: 'l1',
    title: { en: 'L1 penalty', 'zh-CN': 'L1 正则' },
    help: {
      en: 'Adds this times Σ|w| to the loss: pushes unimportant weights to exactly zero.',
      'zh-CN': '将该系数乘以 Σ|w| 加入损失：把不重要的权重压到恰好为零。',
    },
    control: 'number',
    min: 0,
    max: 10,
    step: 0.0001,
  },
  {
    name: 'l2',
    title: { en: 'L2 penalty', 'zh-CN': 'L2 正则' },
    help: {
      en: 'Adds this times Σw² to the loss: keeps weights small, which counters overfitting. It acts on kernels only and has no ½; PyTorch’s weight_decay stands for ½·λ·w² of every parameter.',
      'zh-CN':
        '将该系数乘以 Σw² 加入损失：使权重保持较小，抑制过拟合。只作用于权重矩阵（不含偏置），且没有系数 ½；PyTorch 的 weight_decay 相当于对所有参数加 ½·λ·w²。',
    },
    control: 'number',
    min: 0,
    max: 10,
    step: 0.0001,
  },
];

/**
 * rows [M, K] → f(rows · kernel + bias) [M, units]. The kernel is kept in `kernelShape`, [..., inputs, units], whose leading axes are a
 * window's cells; K is the product of all its axes but the last.
 */
export function affine(ctx: LowerContext, rows: Tensor, kernelShape: Shape, params: AffineParams): Tensor {
  const { b } = ctx;
  const units = at(kernelShape, kernelShape.length - 1);
  const fanIn = sizeOf(kernelShape.slice(0, -1));
  const fanOut = sizeOf(kernelShape.slice(0, -2)) * units;
  const initializer = kernelInitializer(params.initializer, params.activation, fanIn, fanOut);
  const kernel = ctx.parameter('kernel', kernelShape, initializer);
  regularize(ctx, kernel, params);
  const product = b.matmul(rows, b.reshape(kernel, [fanIn, units]));
  const result = params.useBias ? b.add2(product, ctx.parameter('bias', [units], { kind: 'zeros' })) : product;
  return activate(b, params.activation, result);
}
