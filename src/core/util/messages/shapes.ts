import type { MessageTemplate } from '../diagnostics.ts';

/** What the program builder says of shapes that do not fit. Shapes are words: «64 × 10». */
export const shapeMessages = {
  'shape.tooManyOperations': {
    severity: 'error',
    text: {
      en: 'With this layer the network takes more than {{limit}} operations, which is too much for a page.',
      'zh-CN': '加上这一层后，网络的运算超过 {{limit}} 个，超出了网页的能力。',
    },
    hint: {
      en: 'Shorten the sequences that recurrent layers read step by step, or use fewer layers.',
      'zh-CN': '请缩短循环层逐步读取的序列，或减少层数。',
    },
  },
  'shape.tableTooLarge': {
    severity: 'error',
    text: {
      en: 'This layer needs a fixed table of {{count}} numbers; all tables together may have {{limit}}.',
      'zh-CN': '这一层需要一个包含 {{count}} 个数的固定表，而所有固定表合计最多 {{limit}} 个数。',
    },
    hint: { en: 'Give it less to read.', 'zh-CN': '请减少它读取的内容。' },
  },
  'shape.broadcast': {
    severity: 'error',
    text: {
      en: 'The shapes {{a}} and {{b}} do not fit together element by element.',
      'zh-CN': '形状 {{a}} 与 {{b}} 无法逐元素对应。',
    },
  },
  'shape.matmul': {
    severity: 'error',
    text: { en: 'A matrix of {{a}} cannot be multiplied with one of {{b}}.', 'zh-CN': '{{a}} 的矩阵无法与 {{b}} 的矩阵相乘。' },
  },
  'shape.reshape': {
    severity: 'error',
    text: {
      en: 'The shape {{from}} has {{fromSize}} {{fromSize, value|values}} and cannot become {{to}} with {{toSize}}.',
      'zh-CN': '形状 {{from}} 有 {{fromSize}} 个值，无法变成有 {{toSize}} 个值的 {{to}}。',
    },
  },
  'shape.slice': {
    severity: 'error',
    text: {
      en: 'A slice from {{begin}} of size {{size}} leaves the shape {{shape}}.',
      'zh-CN': '从 {{begin}} 起大小为 {{size}} 的切片超出了形状 {{shape}}。',
    },
  },
  'shape.concat': {
    severity: 'error',
    text: {
      en: 'The shapes {{a}} and {{b}} cannot be joined along axis {{axis}}: every other axis must be equal.',
      'zh-CN': '形状 {{a}} 与 {{b}} 无法沿第 {{axis}} 轴拼接：其余各轴必须相等。',
    },
  },
  'shape.window': {
    severity: 'error',
    text: { en: 'A window of {{window}} does not fit into {{shape}}.', 'zh-CN': '{{window}} 的窗口放不进 {{shape}}。' },
  },
  'shape.rank': {
    severity: 'error',
    text: {
      en: 'This needs an input with {{expected}} axes per example, but {{shape}} arrives.',
      'zh-CN': '此处每个样本需要 {{expected}} 个轴的输入，而收到的是 {{shape}}。',
    },
    hint: {
      en: 'A Reshape layer in front can give the input the axes it needs; an image has three: height × width × channels.',
      'zh-CN': '可以在前面加一个“变形”层来得到所需的轴；图像有三个轴：高 × 宽 × 通道。',
    },
  },
} as const satisfies Record<string, MessageTemplate>;
