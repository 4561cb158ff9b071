import type { MessageTemplate } from '../diagnostics.ts';

/** What stops or hinders a run. */
export const trainingMessages = {
  'training.nonFinite': {
    severity: 'error',
    text: {
      en: 'The loss of {{task}} became {{value}} at step {{step}}. Training stopped; the last good weights (step {{goodStep}}) are kept.',
      'zh-CN': '任务 {{task}} 的损失在第 {{step}} 步变为 {{value}}。训练已停止，已保留最近的正常权重（第 {{goodStep}} 步）。',
    },
    hint: { en: 'Try a smaller learning rate.', 'zh-CN': '请尝试更小的学习率。' },
  },
  'training.noTask': {
    severity: 'error',
    text: { en: 'No task is switched on, so there is nothing to learn.', 'zh-CN': '没有启用任何任务，因此没有可学习的内容。' },
    hint: { en: 'Add a task, or switch one on.', 'zh-CN': '请添加一个任务，或启用一个任务。' },
  },
  'training.unknownTarget': {
    severity: 'error',
    text: {
      en: 'The task {{task}} learns “{{target}}”, which this data set does not have.',
      'zh-CN': '任务 {{task}} 的学习目标“{{target}}”在该数据集中不存在。',
    },
    hint: { en: 'The data set has: {{known}}.', 'zh-CN': '该数据集包含：{{known}}。' },
  },
  'training.kindAndTarget': {
    severity: 'error',
    text: {
      en: 'The task {{task}} is of the kind {{kind}}, which cannot learn “{{target}}”.',
      'zh-CN': '任务 {{task}} 的类型为 {{kind}}，无法学习“{{target}}”。',
    },
    hint: { en: 'Choose another kind, or another target.', 'zh-CN': '请选择其他任务类型或其他目标。' },
  },
  'training.unknownLoss': {
    severity: 'error',
    text: {
      en: 'The task {{task}} has the loss {{loss}}, which its kind does not have.',
      'zh-CN': '任务 {{task}} 的损失函数 {{loss}} 不适用于其任务类型。',
    },
    hint: { en: 'Possible losses: {{known}}.', 'zh-CN': '可用的损失函数：{{known}}。' },
  },
  'training.taskWithoutHead': {
    severity: 'error',
    text: { en: 'The task {{task}} has no output node in the graph.', 'zh-CN': '任务 {{task}} 在图中没有输出节点。' },
    hint: { en: 'Add its output to the canvas, or switch the task off.', 'zh-CN': '请在画布上添加它的输出节点，或关闭该任务。' },
  },
  'training.taskWithHeads': {
    severity: 'error',
    text: {
      en: 'The task {{task}} has {{count}} output nodes; it can have one.',
      'zh-CN': '任务 {{task}} 有 {{count}} 个输出节点，但只能有一个。',
    },
  },
  'training.batchTooLarge': {
    severity: 'error',
    text: {
      en: 'A batch of {{batch}} samples is larger than the training split, which has {{available}}.',
      'zh-CN': '批大小 {{batch}} 超过了训练集的样本数 {{available}}。',
    },
    hint: { en: 'Choose a smaller batch size or a larger training split.', 'zh-CN': '请减小批大小，或增大训练集的比例。' },
  },
  'training.nothingToTrain': {
    severity: 'error',
    text: {
      en: 'Nothing can be trained: no layer that serves a task has parameters that are not frozen.',
      'zh-CN': '没有可训练的内容：服务于任务的层都没有未冻结的参数。',
    },
    hint: { en: 'Add a Dense layer, or unfreeze one.', 'zh-CN': '请添加一个全连接层，或解冻一个层。' },
  },
  'training.unusedNodes': {
    severity: 'warning',
    text: {
      en: 'These nodes serve no task that is switched on and are left out: {{nodes}}.',
      'zh-CN': '以下节点不服务于任何已启用的任务，已被忽略：{{nodes}}。',
    },
  },
} satisfies Record<string, MessageTemplate>;
