import { z } from 'zod';
import { sizeOf } from '../../program/shapes.ts';
import { at } from '../../util/assert-never.ts';
import { affine, affineFields, affineShape } from '../support/affine.ts';
import { featuresOf } from '../support/inputs.ts';
import { type LayerKind, singleInput } from '../types.ts';

const schema = z.strictObject({ units: z.int().min(1).max(16384).default(32), ...affineShape });

/** [N, ..., inputs] → [N, ..., units], over the last axis. */
export const dense: LayerKind<z.infer<typeof schema>, 'dense'> = {
  kind: 'dense',
  category: 'basic',
  icon: 'IconTopologyComplex',
  schema,
  fields: [
    {
      name: 'units',
      title: { en: 'Units', 'zh-CN': '单元数' },
      help: {
        en: 'How many numbers come out. More units can represent more, cost more and overfit sooner.',
        'zh-CN': '输出多少个数。单元越多，表达能力越强，计算量也越大，也更容易过拟合。',
      },
      control: 'integer',
      min: 1,
      max: 16384,
    },
    ...affineFields,
  ],
  inputs: singleInput,
  text: {
    title: { en: 'Dense', 'zh-CN': '全连接' },
    summary: { en: 'Every output is a weighted sum of all inputs.', 'zh-CN': '每个输出都是所有输入的加权和。' },
    more: {
      en: 'Computes f(x·W + b) over the last axis, the building block of the multilayer perceptron (Rumelhart, Hinton and Williams, 1986). One such layer with enough units and a nonlinear activation, followed by a linear one, can approximate any continuous function (Cybenko, 1989). Its kernel is stored as [inputs, units]; PyTorch has it transposed.',
      'zh-CN':
        '在最后一个轴上计算 f(x·W + b)，是多层感知机的基本组成（Rumelhart、Hinton 与 Williams，1986）。一个带非线性激活且单元足够多的全连接层，后接一个线性层，即可逼近任意连续函数（Cybenko，1989）。权重按 [输入, 单元] 存放，PyTorch 则为其转置。',
    },
  },
  lower(ctx, params, inputs) {
    const x = featuresOf(ctx, inputs);
    const features = at(x.shape, x.shape.length - 1);
    const outer = x.shape.slice(0, -1);
    const rows = ctx.b.reshape(x, [sizeOf(outer), features]);
    return ctx.b.reshape(affine(ctx, rows, [features, params.units], params), [...outer, params.units]);
  },
};
