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
  'training.batchTooLarge': {
    severity: 'error',
    text: {
      en: 'A batch of {{batch}} is larger than the training data, which has {{available}} {{available, sample|samples}}.',
      'zh-CN': '批大小 {{batch}} 超过了训练数据的样本数（{{available}}）。',
    },
    hint: { en: 'Choose a batch size of at most {{available}}.', 'zh-CN': '请把批大小设为不超过 {{available}}。' },
  },
  'training.noTrainingData': {
    severity: 'error',
    text: {
      en: 'The training part of the split holds no sample.',
      'zh-CN': '数据划分中的训练部分没有样本。',
    },
    hint: { en: 'Give training a larger share of the data.', 'zh-CN': '请增大训练集的比例。' },
  },
  'training.badInputValue': {
    severity: 'error',
    text: {
      en: 'The number {{value}} at place {{place}} of {{input}} is not possible (expected: {{expected}}).',
      'zh-CN': '{{input}} 第 {{place}} 处的数值 {{value}} 不可用（应为：{{expected}}）。',
    },
  },
  'training.missingInput': {
    severity: 'error',
    text: {
      en: 'The model reads {{needed}}; no numbers were given for {{missing}}.',
      'zh-CN': '模型需要读取 {{needed}}，但没有给出 {{missing}} 的数值。',
    },
  },
  'training.nothingToTrain': {
    severity: 'error',
    text: {
      en: 'Nothing can be trained: no layer that serves a task has parameters that are not frozen.',
      'zh-CN': '没有可训练的内容：用于任务的层都没有未冻结的参数。',
    },
    hint: { en: 'Add a Dense layer, or unfreeze one.', 'zh-CN': '请添加一个全连接层，或解冻一个层。' },
  },
  'training.noWayBack': {
    severity: 'error',
    text: {
      en: 'Training has gone on since, or no step of a single task was taken.',
      'zh-CN': '此后训练已继续，或没有走过单任务更新，无法退回。',
    },
  },
  'training.stepTooFar': {
    severity: 'error',
    text: {
      en: 'With the learning rate {{rate}} this step leads beyond all numbers; the weights are as they were.',
      'zh-CN': '学习率为 {{rate}} 时，这一步会使数值溢出；权重保持不变。',
    },
    hint: { en: 'Try a smaller learning rate.', 'zh-CN': '请尝试更小的学习率。' },
  },
  'answers.noTable': {
    severity: 'error',
    text: {
      en: 'The model reads no table whose columns could be shuffled.',
      'zh-CN': '模型不读取表格，没有可以打乱的列。',
    },
  },
  'answers.noPicture': {
    severity: 'error',
    text: {
      en: 'The model reads no picture that could be covered.',
      'zh-CN': '模型不读取图像，没有可以遮挡的内容。',
    },
  },
  'answers.noSamples': {
    severity: 'error',
    text: { en: 'This split holds no sample.', 'zh-CN': '该数据划分中没有样本。' },
  },
  'stages.noTask': {
    severity: 'error',
    text: {
      en: 'Stage {{stage}} trains no task.',
      'zh-CN': '阶段 {{stage}} 没有要训练的任务。',
    },
    hint: { en: 'Choose a task that is switched on.', 'zh-CN': '请选择一个已启用的任务。' },
  },
  'stages.nothingLearns': {
    severity: 'error',
    text: {
      en: 'Nothing learns in stage {{stage}}: every layer that serves its tasks holds still.',
      'zh-CN': '阶段 {{stage}} 中没有可学习的内容：用于其任务的层全部保持不变。',
    },
    hint: { en: 'Let a layer of it learn, or give it another task.', 'zh-CN': '请让其中一层参与学习，或为它选择其他任务。' },
  },
  'stages.balancing': {
    severity: 'error',
    text: {
      en: 'Stage {{stage}} leaves tasks out, and {{method}} would weigh them all the same.',
      'zh-CN': '阶段 {{stage}} 不训练全部任务，而 {{method}} 仍会为所有任务分配权重。',
    },
    hint: {
      en: 'Balance with your own weights, or train all tasks in every stage.',
      'zh-CN': '请改用自定义权重，或让每个阶段都训练全部任务。',
    },
  },
  'training.tooLarge': {
    severity: 'error',
    text: {
      en: 'Training needs {{needed}} of memory; {{executor}} has {{limit}} here.',
      'zh-CN': '训练需要 {{needed}} 内存，而此处 {{executor}} 只有 {{limit}}。',
    },
    hint: {
      en: 'Use smaller layers, smaller images or a smaller batch.',
      'zh-CN': '请使用更小的层、更小的图像或更小的批大小。',
    },
  },
  'training.tooLargeLayer': {
    severity: 'error',
    text: {
      en: 'Training needs {{needed}} of memory; {{executor}} has {{limit}} here. {{node}} takes the most of it: {{most}}.',
      'zh-CN': '训练需要 {{needed}} 内存，而此处 {{executor}} 只有 {{limit}}。其中 {{node}} 占用最多：{{most}}。',
    },
    hint: {
      en: 'Give {{node}} fewer units or filters, or less to read: pooling, a stride, smaller images.',
      'zh-CN': '请减少 {{node}} 的单元数或滤波器数，或缩小它的输入：池化、更大的步幅、更小的图像。',
    },
  },
  'training.tooLargeBatch': {
    severity: 'error',
    text: {
      en: 'Training needs {{needed}} of memory; {{executor}} has {{limit}} here. What the layers put out for a batch of {{batch}} takes {{most}}, most of it in {{node}}.',
      'zh-CN':
        '训练需要 {{needed}} 内存，而此处 {{executor}} 只有 {{limit}}。批大小为 {{batch}} 时各层的输出占 {{most}}，其中 {{node}} 最多。',
    },
    hint: {
      en: 'A batch of about {{fitting}} would fit; so would smaller layers or images.',
      'zh-CN': '批大小约为 {{fitting}} 时可以容纳；也可以缩小层或图像。',
    },
  },
  'training.tooMuchData': {
    severity: 'error',
    text: {
      en: 'Training needs {{needed}} of memory; {{executor}} has {{limit}} here. The data set of {{samples}} {{samples, sample|samples}} takes {{most}} of it.',
      'zh-CN': '训练需要 {{needed}} 内存，而此处 {{executor}} 只有 {{limit}}。其中 {{samples}} 个样本的数据集占 {{most}}。',
    },
    hint: {
      en: 'Take fewer samples, or smaller images.',
      'zh-CN': '请减少样本数，或使用更小的图像。',
    },
  },
  'training.bufferTooLarge': {
    severity: 'error',
    text: {
      en: 'One buffer would need {{needed}}; {{device}} allows {{limit}} for one.',
      'zh-CN': '单个缓冲区需要 {{needed}}，而 {{device}} 只允许 {{limit}}。',
    },
    hint: {
      en: 'Use smaller layers, smaller images or a smaller batch.',
      'zh-CN': '请使用更小的层、更小的图像或更小的批大小。',
    },
  },
  'training.dataFailed': {
    severity: 'error',
    text: { en: 'The data could not be loaded: {{reason}}', 'zh-CN': '数据加载失败：{{reason}}' },
    hint: { en: 'Check the connection, then try again.', 'zh-CN': '请检查网络连接后重试。' },
  },
  'training.executorFailed': {
    severity: 'error',
    text: {
      en: 'The device refused to go on: {{reason}}',
      'zh-CN': '设备无法继续执行：{{reason}}',
    },
    hint: { en: 'Restart; training resumes from the last checkpoint.', 'zh-CN': '请重新启动，训练将从最近的检查点继续。' },
  },
  'training.deviceLost': {
    severity: 'error',
    text: { en: 'The device was lost: {{reason}}', 'zh-CN': '设备已丢失：{{reason}}' },
    hint: { en: 'Restart; training resumes from the last checkpoint.', 'zh-CN': '请重新启动，训练将从最近的检查点继续。' },
  },
  'training.workerDied': {
    severity: 'error',
    text: { en: 'The training worker stopped: {{reason}}', 'zh-CN': '训练线程已停止：{{reason}}' },
    hint: { en: 'Restart; training resumes from the last checkpoint.', 'zh-CN': '请重新启动，训练将从最近的检查点继续。' },
  },
  'training.stoppedEarly': {
    severity: 'info',
    text: {
      en: 'Stopped early: the validation loss has not improved since epoch {{epoch}} (step {{step}}).',
      'zh-CN': '已触发早停：验证损失自第 {{epoch}} 轮（第 {{step}} 步）起不再下降。',
    },
  },
  'training.restoredBest': {
    severity: 'info',
    text: {
      en: 'Stopped early: the validation loss has not improved since epoch {{epoch}}. The weights of that epoch (step {{step}}) are restored.',
      'zh-CN': '已触发早停：验证损失自第 {{epoch}} 轮起不再下降，已恢复该轮（第 {{step}} 步）的权重。',
    },
  },
  'training.bestAtEnd': {
    severity: 'info',
    text: {
      en: 'The epochs are over. The validation loss was lowest in epoch {{epoch}}; the weights of that epoch (step {{step}}) are restored.',
      'zh-CN': '全部轮次已结束。验证损失在第 {{epoch}} 轮最低，已恢复该轮（第 {{step}} 步）的权重。',
    },
  },
  'training.checkpointMismatch': {
    severity: 'warning',
    text: {
      en: 'The checkpoint belongs to another network; training starts from initial weights.',
      'zh-CN': '检查点属于另一个网络，训练将从初始权重开始。',
    },
  },
  'training.weightsPartly': {
    severity: 'warning',
    text: {
      en: '{{matched}} of {{count}} parameters were found in the weights; the others start from initial values: {{missing}}',
      'zh-CN': '{{count}} 个参数中有 {{matched}} 个在权重中找到，其余从初始值开始：{{missing}}',
    },
  },
  'training.notLoaded': {
    severity: 'error',
    text: { en: 'No network is ready: nothing was prepared for training.', 'zh-CN': '尚无可用的网络：训练还没有准备好。' },
  },
  'training.otherRun': {
    severity: 'error',
    text: { en: 'This request belongs to a run that is over.', 'zh-CN': '该请求属于已结束的运行。' },
  },
  'training.requestCancelled': {
    severity: 'info',
    text: {
      en: 'This request was given up: nobody waits for its answer any more.',
      'zh-CN': '该请求已取消：不再有人等待其结果。',
    },
  },
  'training.requestFailed': {
    severity: 'error',
    text: { en: 'This could not be answered: {{reason}}', 'zh-CN': '请求未能完成：{{reason}}' },
  },
  'training.measureFailed': {
    severity: 'warning',
    text: {
      en: 'The gradients cannot be measured here: {{reason}} Training goes on.',
      'zh-CN': '无法在此测量梯度：{{reason}} 训练会继续。',
    },
  },
  'training.nothingToAttack': {
    severity: 'error',
    text: {
      en: 'Nothing that this network reads can be changed a little, as numbers and images can: there is nothing to attack.',
      'zh-CN': '此网络读取的输入都无法像数值或图像那样作微小改动：没有可攻击的对象。',
    },
  },
  'training.nothingToMove': {
    severity: 'warning',
    text: {
      en: 'Nothing that this network reads can be changed a little, as numbers and images can: adversarial training changes nothing.',
      'zh-CN': '此网络读取的输入都无法像数值或图像那样作微小改动：对抗训练不起作用。',
    },
  },
  'training.badInput': {
    severity: 'error',
    text: {
      en: '{{count}} {{count, input|inputs}} of {{size}} {{size, number|numbers}} each were announced, but {{got}} arrived.',
      'zh-CN': '声明了 {{count}} 个输入，每个 {{size}} 个数，但收到了 {{got}} 个数。',
    },
  },
} as const satisfies Record<string, MessageTemplate>;
