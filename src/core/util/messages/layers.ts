import type { MessageTemplate } from '../diagnostics.ts';

/** What a layer says of settings that do not fit its input. Shapes are per example, without the batch axis. */
export const layerMessages = {
  'layer.axis': {
    severity: 'error',
    text: {
      en: 'There is no axis {{axis}} in {{shape}}.',
      'zh-CN': '形状 {{shape}} 中没有第 {{axis}} 轴。',
    },
    hint: {
      en: 'Axes are counted from 0, the batch left out; −1 is the last one.',
      'zh-CN': '轴从 0 开始编号，不含批次轴；−1 表示最后一个轴。',
    },
  },
  'layer.slice': {
    severity: 'error',
    text: {
      en: 'The positions {{first}} to {{last}} leave axis {{axis}} of {{shape}}, which has {{extent}}.',
      'zh-CN': '位置 {{first}} 到 {{last}} 超出了形状 {{shape}} 的第 {{axis}} 轴（长度为 {{extent}}）。',
    },
  },
  'layer.reshape': {
    severity: 'error',
    text: {
      en: 'The shape {{from}} has {{fromSize}} {{fromSize, value|values}}, which cannot be divided evenly into {{to}}.',
      'zh-CN': '形状 {{from}} 有 {{fromSize}} 个值，无法整除为 {{to}}。',
    },
  },
  'layer.oneNumber': {
    severity: 'error',
    text: {
      en: 'Thresholds need one number per sample, but {{shape}} arrives.',
      'zh-CN': '阈值层要求每个样本一个数，而收到的形状为 {{shape}}。',
    },
    hint: { en: 'Put a Dense layer of 1 unit before it.', 'zh-CN': '请在它之前接一个 1 单元的全连接层。' },
  },
  'layer.tokensNeeded': {
    severity: 'error',
    text: {
      en: 'An embedding needs token ids, but numbers of shape {{shape}} arrive.',
      'zh-CN': '嵌入层需要词元编号，而收到的是形状为 {{shape}} 的数值。',
    },
    hint: {
      en: 'Connect it straight to an input of tokens. Numbers go through a Dense layer instead.',
      'zh-CN': '请将其直接连到词元输入；数值请改用全连接层。',
    },
  },
  'layer.vocabularyUnknown': {
    severity: 'error',
    text: {
      en: 'How many different ids arrive is not known here.',
      'zh-CN': '此处无法得知共有多少个不同的编号。',
    },
    hint: {
      en: 'Type the vocabulary’s size in, or connect the layer straight to an input of tokens.',
      'zh-CN': '请填写词表大小，或将该层直接连到词元输入。',
    },
  },
  'layer.vocabularySmall': {
    severity: 'error',
    text: {
      en: 'The vocabulary has {{size}} {{size, entry|entries}}, but the data has {{needed}}.',
      'zh-CN': '词表只有 {{size}} 个条目，而数据中有 {{needed}} 个。',
    },
    hint: { en: 'Take the size from the data.', 'zh-CN': '请选择由数据决定词表大小。' },
  },
  'layer.stateSize': {
    severity: 'error',
    text: {
      en: 'The initial state has the shape {{shape}}, but {{units}} {{units, number is|numbers are}} needed.',
      'zh-CN': '初始状态的形状为 {{shape}}，而此处需要 {{units}} 个数。',
    },
    hint: {
      en: 'A Dense layer in between gives it the right width.',
      'zh-CN': '可在中间加一个全连接层，使宽度相符。',
    },
  },
  'layer.strideDilation': {
    severity: 'error',
    text: {
      en: 'A convolution cannot have a stride above 1 ({{stride}}) and a dilation above 1 ({{dilation}}) at once.',
      'zh-CN': '卷积的步幅（{{stride}}）和膨胀率（{{dilation}}）不能同时大于 1。',
    },
    hint: { en: 'Set one of the two to 1.', 'zh-CN': '请将其中之一设为 1。' },
  },
  'layer.expertShapes': {
    severity: 'error',
    text: {
      en: 'All inputs that are blended must have one shape, but {{a}} and {{b}} arrive.',
      'zh-CN': '参与融合的各输入形状必须相同，而收到的是 {{a}} 和 {{b}}。',
    },
    hint: { en: 'Give the last layers of all branches the same size.', 'zh-CN': '请让各分支最后一层的大小相同。' },
  },
  'layer.gateSize': {
    severity: 'error',
    text: {
      en: 'The gate needs one logit per expert: {{count}}, but {{size}} arrive.',
      'zh-CN': '门控需要每个专家一个 logit，共 {{count}} 个，而收到 {{size}} 个。',
    },
    hint: {
      en: 'Set the units of the Dense in front of the gate, or let the gate receive features.',
      'zh-CN': '请修改门控前全连接层的单元数，或让门控接收特征。',
    },
  },
  'layer.subspaces': {
    severity: 'error',
    text: {
      en: 'The last axis of {{shape}} cannot be cut into {{subspaces}} equal parts.',
      'zh-CN': '形状 {{shape}} 的最后一个轴无法等分为 {{subspaces}} 份。',
    },
  },
  'layer.tokens': {
    severity: 'error',
    text: {
      en: 'This takes token numbers, as a text or a sequence of symbols has them.',
      'zh-CN': '此处需要词元编号，例如文本或符号序列。',
    },
    hint: { en: 'Put it right behind the input, before the embedding.', 'zh-CN': '请把它放在输入之后、嵌入之前。' },
  },
} as const satisfies Record<string, MessageTemplate>;
