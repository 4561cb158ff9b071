import { z } from 'zod';
import { activate, activationFunctions, activationOptions, defaultLeakySlope } from '../support/activations.ts';
import { inputOf } from '../support/inputs.ts';
import { type LayerKind, singleInput } from '../types.ts';

const schema = z.strictObject({
  activation: z.enum(activationFunctions).default('relu'),
  slope: z.number().min(0).max(1).default(defaultLeakySlope),
});

/** [N, ...] → the same shape. */
export const activation: LayerKind<z.infer<typeof schema>, 'activation'> = {
  kind: 'activation',
  category: 'basic',
  icon: 'IconMathFunction',
  schema,
  fields: [
    {
      name: 'activation',
      title: { en: 'Function', 'zh-CN': '函数' },
      help: {
        en: 'ReLU is fast and the usual choice; GELU and ELU are smoother and let small gradients through below zero; tanh and sigmoid are bounded but saturate, which slows deep networks.',
        'zh-CN':
          'ReLU 计算快，是常用选择；GELU 与 ELU 更平滑，在零以下仍有小梯度；tanh 与 sigmoid 有界但会饱和，使深层网络训练变慢。',
      },
      control: 'choice',
      options: activationOptions(activationFunctions),
    },
    {
      name: 'slope',
      title: { en: 'Slope below zero', 'zh-CN': '负半轴斜率' },
      help: {
        en: 'What leaky ReLU multiplies negative values by. Above zero, no unit can die: some gradient always flows.',
        'zh-CN': 'Leaky ReLU 对负值所乘的系数。大于零时单元不会“死亡”，始终有梯度流过。',
      },
      control: 'number',
      min: 0,
      max: 1,
      step: 0.01,
      shownWhen: { field: 'activation', is: 'leakyRelu' },
    },
  ],
  inputs: singleInput,
  text: {
    title: { en: 'Activation', 'zh-CN': '激活函数' },
    summary: { en: 'Applies a nonlinear function to every number.', 'zh-CN': '对每个数施加一个非线性函数。' },
    more: {
      en: 'Nonlinearity between layers is what makes depth useful; rectified units made training deep networks practical (Glorot, Bordes and Bengio, 2011). GELU uses the tanh approximation of Hendrycks and Gimpel (2016), ELU is by Clevert et al. (2016), leaky ReLU by Maas et al. (2013). The slope of leaky ReLU is 0.3 unless set, as in Keras; PyTorch takes 0.01, and both compute GELU exactly by default.',
      'zh-CN':
        '层与层之间的非线性使深度有意义；修正线性单元让深层网络的训练变得可行（Glorot、Bordes 与 Bengio，2011）。GELU 采用 Hendrycks 与 Gimpel（2016）的 tanh 近似，ELU 出自 Clevert 等（2016），Leaky ReLU 出自 Maas 等（2013）。Leaky ReLU 的斜率默认为 0.3，与 Keras 相同；PyTorch 为 0.01，且二者默认都精确计算 GELU。',
    },
  },
  lower: (ctx, params, inputs) => activate(ctx.b, params.activation, inputOf(ctx, inputs), params.slope),
};
