import { z } from 'zod';
import { sizeOf } from '../../program/shapes.ts';
import { at } from '../../util/assert-never.ts';
import { affine, affineFields, affineShape } from '../support/affine.ts';
import { depthwise, depthwiseShape, kernelField, multiplierField } from '../support/depthwise.ts';
import { imageOf } from '../support/inputs.ts';
import { paddingField, strideField } from '../support/windows.ts';
import { type LayerKind, singleInput } from '../types.ts';

const schema = z.strictObject({ filters: z.int().min(1).max(4096).default(16), ...depthwiseShape, ...affineShape });

/**
 * [N, H, W, C] → [N, OH, OW, filters]: a depthwise convolution, then one of 1 × 1, parameter `kernel` [1, 1, C·multiplier, filters], with
 * bias and activation at the end.
 */
export const separableConv2d: LayerKind<z.infer<typeof schema>, 'separableConv2d'> = {
  kind: 'separableConv2d',
  category: 'convolution',
  icon: 'IconLayersSubtract',
  schema,
  fields: [
    {
      name: 'filters',
      title: { en: 'Filters', 'zh-CN': '滤波器数' },
      help: { en: 'The channels that come out.', 'zh-CN': '输出的通道数。' },
      control: 'integer',
      min: 1,
      max: 4096,
    },
    kernelField,
    strideField,
    paddingField,
    multiplierField,
    ...affineFields,
  ],
  inputs: singleInput,
  text: {
    title: { en: 'Separable conv 2D', 'zh-CN': '可分离卷积' },
    summary: {
      en: 'A lighter convolution: first patterns within each channel, then a mix of channels.',
      'zh-CN': '更轻的卷积：先在各通道内寻找模式，再混合通道。',
    },
    more: {
      en: 'Splits a convolution into one over space and one over channels, which needs a fraction of the weights and operations at nearly the same accuracy (Chollet, Xception, 2017). A good trunk for several tasks where the model must stay small.',
      'zh-CN':
        '把卷积拆成空间上和通道上的两步，只需少量权重和运算，精度几乎不变（Chollet，Xception，2017）。模型必须小巧时，适合作为多任务的共享主干。',
    },
  },
  lower(ctx, params, inputs) {
    const { b } = ctx;
    // The activation follows the second step only; the first starts as a linear layer does.
    const filtered = depthwise(ctx, imageOf(ctx, inputs), params, { ...params, activation: 'none' });
    const channels = at(filtered.shape, 3);
    const positions = filtered.shape.slice(0, 3);
    const rows = b.reshape(filtered, [sizeOf(positions), channels]);
    return b.reshape(affine(ctx, rows, [1, 1, channels, params.filters], params), [...positions, params.filters]);
  },
};
