import type { MessageTemplate } from '../diagnostics.ts';

/** What validation says of the graph and of the document. Shapes are words, per sample: «28 × 28 × 1». */
export const graphMessages = {
  'graph.cycle': {
    severity: 'error',
    text: {
      en: 'This connection would make a cycle: a layer cannot depend on its own output.',
      'zh-CN': '这条连接会形成环：一个层不能依赖自己的输出。',
    },
  },
  'graph.cycleFound': {
    severity: 'error',
    text: {
      en: 'These layers depend on their own output: {{nodes}}.',
      'zh-CN': '这些层依赖于自己的输出：{{nodes}}。',
    },
    hint: { en: 'Remove one of the connections among them.', 'zh-CN': '请删除它们之间的一条连接。' },
  },
  'graph.unknownKind': {
    severity: 'error',
    text: {
      en: '{{node}} is of the kind {{kind}}, which does not exist here.',
      'zh-CN': '{{node}} 的类型 {{kind}} 在此不存在。',
    },
    hint: { en: 'Remove it, or put another layer in its place.', 'zh-CN': '请删除它，或用其他层替代。' },
  },
  'graph.badParameter': {
    severity: 'error',
    text: {
      en: '{{node}}: the value {{found}} of {{parameter}} is not possible (expected: {{expected}}).',
      'zh-CN': '{{node}}：{{parameter}} 的值 {{found}} 无效（应为：{{expected}}）。',
    },
  },
  'graph.unknownPort': {
    severity: 'error',
    text: { en: '{{node}} has no input called {{port}}.', 'zh-CN': '{{node}} 没有名为 {{port}} 的输入端口。' },
  },
  'graph.unknownInput': {
    severity: 'error',
    text: { en: '{{node}}: the data set has no input called {{input}}.', 'zh-CN': '{{node}}：数据集没有名为 {{input}} 的输入。' },
    hint: { en: 'It has: {{known}}.', 'zh-CN': '可用的输入：{{known}}。' },
  },
  'graph.intoInput': {
    severity: 'error',
    text: {
      en: '{{node}} stands for the data and takes no connection.',
      'zh-CN': '{{node}} 代表数据本身，不接受连接。',
    },
  },
  'graph.secondInput': {
    severity: 'error',
    text: {
      en: '{{node}} takes one input, but {{count}} are connected.',
      'zh-CN': '{{node}} 只接受一个输入，但连接了 {{count}} 个。',
    },
    hint: { en: 'Join them with Concat or Add first.', 'zh-CN': '请先用拼接或相加层将它们合并。' },
  },
  'graph.missingInput': {
    severity: 'error',
    text: { en: 'Nothing is connected to the input of {{node}}.', 'zh-CN': '{{node}} 的输入没有任何连接。' },
  },
  'graph.fewInputs': {
    severity: 'error',
    text: {
      en: '{{node}} needs at least {{min}} inputs, but has {{count}}.',
      'zh-CN': '{{node}} 至少需要 {{min}} 个输入，目前只有 {{count}} 个。',
    },
  },
  'graph.headUnconnected': {
    severity: 'error',
    text: {
      en: 'Nothing is connected to the output of the task {{task}}.',
      'zh-CN': '任务 {{task}} 的输出节点没有任何连接。',
    },
    hint: { en: 'Connect a layer to it, or switch the task off.', 'zh-CN': '请将一个层连接到它，或关闭该任务。' },
  },
  'graph.headShape': {
    severity: 'error',
    text: {
      en: 'The task {{task}} needs {{needed}} values per sample, but {{shape}} arrive.',
      'zh-CN': '任务 {{task}} 每个样本需要 {{needed}} 个值，而收到的是 {{shape}}。',
    },
    hint: {
      en: 'Insert a Dense layer with {{needed}} units before it.',
      'zh-CN': '请在它之前插入一个有 {{needed}} 个单元的全连接层。',
    },
  },
} satisfies Record<string, MessageTemplate>;
