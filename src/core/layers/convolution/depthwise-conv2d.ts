import { z } from 'zod';
import { at } from '../../util/assert-never.ts';
import { activate } from '../support/activations.ts';
import { affineFields, affineShape } from '../support/affine.ts';
import { depthwise, depthwiseShape, kernelField, multiplierField } from '../support/depthwise.ts';
import { imageOf } from '../support/inputs.ts';
import { paddingField, strideField } from '../support/windows.ts';
import { type LayerKind, singleInput } from '../types.ts';

const schema = z.strictObject({ ...depthwiseShape, ...affineShape });

/** [N, H, W, C] → [N, OH, OW, C·multiplier]; see `depthwise`. */
export const depthwiseConv2d: LayerKind<z.infer<typeof schema>, 'depthwiseConv2d'> = {
  kind: 'depthwiseConv2d',
  category: 'convolution',
  icon: 'IconLayersDifference',
  schema,
  fields: [kernelField, strideField, paddingField, multiplierField, ...affineFields],
  inputs: singleInput,
  text: {
    title: { en: 'Depthwise conv 2D', 'zh-CN': '深度卷积' },
    summary: {
      en: 'Looks for patterns in every channel by itself, without mixing channels.',
      'zh-CN': '在每个通道内单独寻找模式，不混合通道。',
    },
    more: {
      en: 'Each channel has small filters of its own, so a layer on C channels has C times fewer weights than a full convolution with as many outputs (Howard et al., MobileNets, 2017). A Conv 2D of 1 × 1 behind it mixes the channels again; together they are a separable convolution.',
      'zh-CN':
        '每个通道有自己的小滤波器，因此在 C 个通道上，权重只有同样输出的普通卷积的 1/C（Howard 等，MobileNets，2017）。其后接 1 × 1 的二维卷积即可混合通道，两者合起来就是可分离卷积。',
    },
  },
  lower(ctx, params, inputs) {
    const { b } = ctx;
    const filtered = depthwise(ctx, imageOf(ctx, inputs), params, params);
    const channels = at(filtered.shape, 3);
    const result = params.useBias ? b.add2(filtered, ctx.parameter('bias', [channels], { kind: 'zeros' })) : filtered;
    return activate(b, params.activation, result);
  },
};
