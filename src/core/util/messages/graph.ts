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
      en: 'The task {{task}} needs {{needed}} {{needed, value|values}} per sample, but {{shape}} arrive.',
      'zh-CN': '任务 {{task}} 每个样本需要 {{needed}} 个值，而收到的是 {{shape}}。',
    },
    hint: {
      en: 'Insert a Dense layer with {{needed}} {{needed, unit|units}} before it.',
      'zh-CN': '请在它之前插入一个有 {{needed}} 个单元的全连接层。',
    },
  },
  'graph.noTask': {
    severity: 'error',
    text: { en: 'No task is switched on.', 'zh-CN': '没有启用任何任务。' },
    hint: { en: 'Add a task, or switch one on.', 'zh-CN': '请添加或启用一个任务。' },
  },
  'graph.noInput': {
    severity: 'error',
    text: { en: 'The graph has no input node: no data enters it.', 'zh-CN': '图中没有输入节点，数据无法进入。' },
    hint: { en: 'Add an Input from the palette.', 'zh-CN': '请从组件面板添加一个输入节点。' },
  },
  'graph.sameName': {
    severity: 'warning',
    text: {
      en: 'Several tasks are called {{name}}: nobody can tell their curves apart.',
      'zh-CN': '多个任务都叫 {{name}}，无法区分它们的曲线。',
    },
    hint: { en: 'Give each a name of its own.', 'zh-CN': '请给每个任务起不同的名称。' },
  },
  'graph.taskWithoutHead': {
    severity: 'error',
    text: { en: 'The task {{task}} has no output node in the graph.', 'zh-CN': '任务 {{task}} 在图中没有输出节点。' },
    hint: { en: 'Add its output node, or switch the task off.', 'zh-CN': '请添加它的输出节点，或关闭该任务。' },
  },
  'graph.secondHead': {
    severity: 'error',
    text: { en: 'The task {{task}} has more than one output node.', 'zh-CN': '任务 {{task}} 有多个输出节点。' },
    hint: { en: 'Remove all but one.', 'zh-CN': '请只保留一个。' },
  },
  'graph.headWithoutTask': {
    severity: 'error',
    text: { en: '{{node}} is the output of a task that does not exist.', 'zh-CN': '{{node}} 是一个不存在的任务的输出节点。' },
    hint: { en: 'Remove it, or add the task again.', 'zh-CN': '请删除它，或重新添加该任务。' },
  },
  'graph.unknownTarget': {
    severity: 'error',
    text: {
      en: 'The task {{task}} learns {{target}}, which the data set does not have.',
      'zh-CN': '任务 {{task}} 要学习的 {{target}} 在数据集中不存在。',
    },
    hint: { en: 'It has: {{known}}.', 'zh-CN': '可用的目标：{{known}}。' },
  },
  'graph.targetKind': {
    severity: 'error',
    text: {
      en: 'The task {{task}} cannot learn {{target}} as {{kind}}: the labels are of another kind.',
      'zh-CN': '任务 {{task}} 无法以 {{kind}} 方式学习 {{target}}：标签类型不符。',
    },
  },
  'graph.unknownLoss': {
    severity: 'error',
    text: { en: 'The task {{task}} has no loss called {{loss}}.', 'zh-CN': '任务 {{task}} 没有名为 {{loss}} 的损失。' },
    hint: { en: 'Possible: {{known}}.', 'zh-CN': '可选：{{known}}。' },
  },
  'graph.unused': {
    severity: 'warning',
    text: {
      en: '{{node}} leads to no task and is left out of training.',
      'zh-CN': '{{node}} 没有通向任何任务，训练时会被忽略。',
    },
    hint: { en: 'Connect it to another layer or to the output of a task.', 'zh-CN': '请将它连接到其他层或某个任务的输出。' },
  },
  'graph.noPlaceForHead': {
    severity: 'error',
    text: {
      en: 'No layer puts out what the task {{task}} could take.',
      'zh-CN': '没有任何层的输出适合任务 {{task}}。',
    },
    hint: { en: 'Add a layer that does, and connect it to the output.', 'zh-CN': '请添加合适的层，并将它连接到该输出。' },
  },
  'graph.selfConnection': {
    severity: 'error',
    text: { en: '{{node}} cannot be connected to itself.', 'zh-CN': '{{node}} 不能连接到自身。' },
  },
  'graph.duplicateEdge': {
    severity: 'error',
    text: { en: '{{source}} is connected to {{node}} already.', 'zh-CN': '{{source}} 已经连接到 {{node}}。' },
  },
  'graph.outOfHead': {
    severity: 'error',
    text: {
      en: '{{node}} is the output of a task; nothing follows it.',
      'zh-CN': '{{node}} 是任务的输出节点，后面不能再连接。',
    },
    hint: { en: 'Connect from the layer before it.', 'zh-CN': '请从它前面的层开始连接。' },
  },
  'graph.noSuchNode': {
    severity: 'error',
    text: { en: 'There is no node {{id}}.', 'zh-CN': '不存在节点 {{id}}。' },
  },
  'graph.replacesInput': {
    severity: 'info',
    text: {
      en: '{{node}} takes one input: this connection replaces the one from {{source}}.',
      'zh-CN': '{{node}} 只接受一个输入：这条连接将取代来自 {{source}} 的连接。',
    },
    hint: { en: 'To use both, join them with Concat or Add.', 'zh-CN': '若要同时使用两者，请用拼接或相加层合并。' },
  },
  'graph.headFit': {
    severity: 'warning',
    text: {
      en: 'The task {{task}} needs {{needed}} {{needed, value|values}} per sample; {{source}} gives {{shape}}. A Dense layer with {{needed}} {{needed, unit|units}} fits between them.',
      'zh-CN':
        '任务 {{task}} 每个样本需要 {{needed}} 个值；{{source}} 给出 {{shape}}。可在其间插入有 {{needed}} 个单元的全连接层。',
    },
  },
  'graph.cannotInsert': {
    severity: 'error',
    text: {
      en: '{{node}} does not fit between {{source}} and {{target}}.',
      'zh-CN': '{{node}} 无法插在 {{source}} 与 {{target}} 之间。',
    },
  },
  'graph.splitInput': {
    severity: 'error',
    text: {
      en: '{{node}} stands for the data, which all tasks read: split the layers after it.',
      'zh-CN': '{{node}} 代表所有任务共用的数据：请拆分它之后的层。',
    },
  },
  'graph.splitNotShared': {
    severity: 'error',
    text: {
      en: '{{node}} serves fewer than two tasks: only what several tasks share can be split.',
      'zh-CN': '用到 {{node}} 的任务不足两个：只有多个任务共享的层才能拆分。',
    },
  },
  'graph.mergeHead': {
    severity: 'error',
    text: { en: '{{node}} is the output of a task and cannot be merged.', 'zh-CN': '{{node}} 是任务的输出节点，不能合并。' },
    hint: { en: 'Merge the layers before it.', 'zh-CN': '请合并它之前的层。' },
  },
  'graph.mergeAlone': {
    severity: 'error',
    text: {
      en: 'No other node is like {{node}}: to merge, nodes need the same kind, parameters and inputs.',
      'zh-CN': '没有与 {{node}} 相同的节点：合并要求类型、参数和输入都相同。',
    },
  },
  'graph.mergeKinds': {
    severity: 'error',
    text: {
      en: '{{a}} and {{b}} are layers of different kinds and cannot be merged.',
      'zh-CN': '{{a}} 与 {{b}} 是不同类型的层，不能合并。',
    },
  },
  'graph.mergeParameters': {
    severity: 'error',
    text: {
      en: '{{a}} and {{b}} differ in {{parameters}} and cannot be merged.',
      'zh-CN': '{{a}} 与 {{b}} 的 {{parameters}} 不同，不能合并。',
    },
    hint: { en: 'Make them equal first.', 'zh-CN': '请先将它们设为相同。' },
  },
  'graph.mergeInputs': {
    severity: 'error',
    text: {
      en: '{{a}} and {{b}} read different inputs that cannot be merged themselves.',
      'zh-CN': '{{a}} 与 {{b}} 的输入不同，且这些输入本身无法合并。',
    },
  },
} as const satisfies Record<string, MessageTemplate>;
