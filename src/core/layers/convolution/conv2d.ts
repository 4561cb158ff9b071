import { z } from 'zod';
import { describeShape, sizeOf } from '../../program/shapes.ts';
import { at } from '../../util/assert-never.ts';
import { DiagnosticError, diagnostic } from '../../util/diagnostics.ts';
import { affine, affineFields, affineShape } from '../support/affine.ts';
import { imageOf } from '../support/inputs.ts';
import { paddingField, paddings, pairSchema, strideField, windowOver } from '../support/windows.ts';
import { type LayerKind, singleInput } from '../types.ts';

const schema = z.strictObject({
  filters: z.int().min(1).max(4096).default(16),
  kernel: pairSchema(32).default([3, 3]),
  stride: pairSchema(16).default([1, 1]),
  padding: z.enum(paddings).default('same'),
  dilation: pairSchema(16).default([1, 1]),
  ...affineShape,
});

/**
 * [N, H, W, C] → [N, OH, OW, filters]; the kernel is [KH, KW, C, filters]. A matrix product over the unfolded windows (Chellapilla et al.,
 * 2006). Throws `layer.strideDilation` where both exceed 1, which Keras and tfjs cannot express.
 */
export const conv2d: LayerKind<z.infer<typeof schema>, 'conv2d'> = {
  kind: 'conv2d',
  category: 'convolution',
  icon: 'IconGridScan',
  schema,
  fields: [
    {
      name: 'filters',
      title: { en: 'Filters', 'zh-CN': '滤波器数' },
      help: {
        en: 'How many patterns are looked for: the channels that come out.',
        'zh-CN': '要寻找多少种模式，即输出的通道数。',
      },
      control: 'integer',
      min: 1,
      max: 4096,
    },
    {
      name: 'kernel',
      title: { en: 'Kernel size', 'zh-CN': '卷积核大小' },
      help: {
        en: 'Height and width of a pattern. Two layers of 3 × 3 see as much as one of 5 × 5, with fewer weights.',
        'zh-CN': '模式的高和宽。两层 3 × 3 的感受野与一层 5 × 5 相同，而权重更少。',
      },
      control: 'integers',
      length: 2,
    },
    strideField,
    paddingField,
    {
      name: 'dilation',
      title: { en: 'Dilation', 'zh-CN': '膨胀率' },
      help: {
        en: 'The distance between the pixels that a pattern looks at. 2 sees a wider area with the same weights.',
        'zh-CN': '卷积核所取像素之间的间距。取 2 时，用同样多的权重可以看到更大的区域。',
      },
      control: 'integers',
      length: 2,
    },
    ...affineFields,
  ],
  inputs: singleInput,
  text: {
    title: { en: 'Conv 2D', 'zh-CN': '二维卷积' },
    summary: {
      en: 'Looks for the same small patterns everywhere in an image.',
      'zh-CN': '在图像的每个位置寻找同样的小模式。',
    },
    more: {
      en: 'Each filter is a small patch of weights that slides over the image and answers where it fits, so a pattern learned in one place is known in all (LeCun et al., 1998). Early filters find edges and textures that many tasks can use, which makes them natural to share. Images are stored as height, width, channels and kernels as [height, width, in, out]; PyTorch puts channels first. With “same” padding and a stride of 2 the odd pixel is added after, as in TensorFlow; PyTorch pads both sides alike.',
      'zh-CN':
        '每个滤波器是一小块权重，在图像上滑动并给出匹配程度，因此在一处学到的模式处处可用（LeCun 等，1998）。靠前的滤波器提取边缘与纹理，许多任务都用得上，适合共享。图像按高、宽、通道存放，卷积核为 [高, 宽, 输入, 输出]，而 PyTorch 把通道放在前面。采用“same”填充且步幅为 2 时，多出的像素补在后侧（与 TensorFlow 相同），PyTorch 则两侧对称填充。',
    },
  },
  lower(ctx, params, inputs) {
    const { b } = ctx;
    const { kernel, stride, dilation, filters } = params;
    if (Math.max(...stride) > 1 && Math.max(...dilation) > 1) {
      const values = { stride: describeShape(stride), dilation: describeShape(dilation) };
      throw new DiagnosticError(diagnostic('layer.strideDilation', values));
    }
    const x = imageOf(ctx, inputs);
    // A window of one cell that visits every pixel is the image itself.
    const pointwise = sizeOf(kernel) === 1 && sizeOf(stride) === 1;
    const cells = pointwise ? x : b.unfold(x, windowOver(x, params));
    const positions = cells.shape.slice(0, 3);
    const rows = b.reshape(cells, [sizeOf(positions), at(cells.shape, 3)]);
    const output = b.reshape(affine(ctx, rows, [...kernel, at(x.shape, 3), filters], params), [...positions, filters]);
    // What opens and shuts decides where the layers behind it look.
    if (params.activation === 'sigmoid') ctx.expose('mask', b.mean(output, [3]), 'mask');
    return output;
  },
};
