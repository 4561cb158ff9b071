import { z } from 'zod';
import { inputOf } from '../support/inputs.ts';
import { type LayerKind, singleInput } from '../types.ts';

const schema = z.strictObject({ deviation: z.number().min(0).max(10).default(0.1) });

/**
 * [N, ...] → x + σ·n while training, the identity afterwards. n is standard normal: √(−2 ln u)·cos(2πv) with u in (0, 1] and v in
 * [0, 1) uniform (Box and Muller, 1958).
 */
export const gaussianNoise: LayerKind<z.infer<typeof schema>, 'gaussianNoise'> = {
  kind: 'gaussianNoise',
  category: 'augmentation',
  icon: 'IconWaveSine',
  schema,
  fields: [
    {
      name: 'deviation',
      title: { en: 'Deviation σ', 'zh-CN': '标准差 σ' },
      help: {
        en: 'How large the noise is. Compare it with the spread of what arrives; pixels lie between 0 and 1.',
        'zh-CN': '噪声的大小，请与输入的分布幅度相比；像素值在 0 到 1 之间。',
      },
      control: 'number',
      min: 0,
      max: 10,
      step: 0.05,
    },
  ],
  inputs: singleInput,
  text: {
    title: { en: 'Gaussian noise', 'zh-CN': '高斯噪声' },
    summary: {
      en: 'Adds random noise while training; does nothing afterwards.',
      'zh-CN': '训练时加入随机噪声；预测时不起作用。',
    },
    more: {
      en: 'Small noise on the input acts as a penalty on steep functions (Bishop, 1995), and on images it stands for a worse camera. As the first half of an autoencoder it makes a denoising one (Vincent et al., 2008).',
      'zh-CN':
        '在输入上加少量噪声相当于惩罚过陡的函数（Bishop，1995），对图像而言则模拟较差的相机。放在自编码器之前即为去噪自编码器（Vincent 等，2008）。',
    },
  },
  lower(ctx, { deviation }, inputs) {
    const { b } = ctx;
    const x = inputOf(ctx, inputs);
    if (!ctx.training || deviation === 0) return x;
    const u = b.sub(b.scalar(1), ctx.random('radius', x.shape));
    const radius = b.unary('sqrt', b.scale(b.unary('log', u), -2 * deviation ** 2));
    return b.add2(x, b.mul(radius, b.unary('cos', b.scale(ctx.random('angle', x.shape), 2 * Math.PI))));
  },
};
