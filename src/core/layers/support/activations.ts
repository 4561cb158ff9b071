import type { ProgramBuilder, Tensor } from '../../program/builder.ts';
import { assertNever } from '../../util/assert-never.ts';
import type { LocalizedText } from '../../util/localized.ts';

export const activationFunctions = ['relu', 'gelu', 'tanh', 'sigmoid', 'elu', 'leakyRelu'] as const;
export type ActivationFunction = (typeof activationFunctions)[number];

/** What a layer with weights may apply to its result. */
export const activationIds = ['none', ...activationFunctions] as const;
export type ActivationId = (typeof activationIds)[number];

const titles: Readonly<Record<ActivationId, LocalizedText>> = {
  none: { en: 'none', 'zh-CN': '无' },
  relu: { en: 'ReLU', 'zh-CN': 'ReLU' },
  gelu: { en: 'GELU', 'zh-CN': 'GELU' },
  tanh: { en: 'tanh', 'zh-CN': 'tanh' },
  sigmoid: { en: 'sigmoid', 'zh-CN': 'sigmoid' },
  elu: { en: 'ELU', 'zh-CN': 'ELU' },
  leakyRelu: { en: 'leaky ReLU', 'zh-CN': 'Leaky ReLU' },
};

/** The options of a field that chooses among `ids`. */
export const activationOptions = (ids: readonly ActivationId[]): { value: ActivationId; title: LocalizedText }[] =>
  ids.map((value) => ({ value, title: titles[value] }));

/** The slope for x < 0 where a layer does not say otherwise: the default of Keras' LeakyReLU layer, and of tfjs's. */
export const defaultLeakySlope = 0.3;

/** x/2 · (1 + tanh(√(2/π)(x + 0.044715x³))): the tanh approximation of Hendrycks and Gimpel (2016), tfjs's `gelu_new`. */
function gelu(b: ProgramBuilder, x: Tensor): Tensor {
  const cubic = b.mul(x, b.add2(b.scale(b.unary('square', x), 0.044715), b.scalar(1)));
  const gate = b.unary('tanh', b.scale(cubic, Math.sqrt(2 / Math.PI)));
  return b.mul(b.scale(x, 0.5), b.add2(gate, b.scalar(1)));
}

/**
 * x > 0 ? x : eˣ − 1 (Clevert et al., 2016). The exponent min(x, 0) is written x − relu(x): it never overflows, and its derivative at 0 is
 * 1, as ELU's is.
 */
function elu(b: ProgramBuilder, x: Tensor): Tensor {
  const positive = b.unary('relu', x);
  return b.add2(positive, b.sub(b.unary('exp', b.sub(x, positive)), b.scalar(1)));
}

/** x > 0 ? x : slope · x (Maas et al., 2013) */
const leakyRelu = (b: ProgramBuilder, x: Tensor, slope: number): Tensor => b.select(b.unary('step', x), x, b.scale(x, slope));

/** Element by element; `slope` is leaky ReLU's. */
export function activate(b: ProgramBuilder, id: ActivationId, x: Tensor, slope: number = defaultLeakySlope): Tensor {
  switch (id) {
    case 'none':
      return x;
    case 'relu':
    case 'tanh':
    case 'sigmoid':
      return b.unary(id, x);
    case 'gelu':
      return gelu(b, x);
    case 'elu':
      return elu(b, x);
    case 'leakyRelu':
      return leakyRelu(b, x, slope);
    default:
      return assertNever(id);
  }
}
