import type { Strings } from '../types.ts';

export const answers: Strings['answers'] = {
  empty: '数据加载后，此处显示答案的质量。',
  atStep: '第 {{step}} 步，{{count}} 个样本',
  calibration: {
    title: '校准：ECE {{error}}',
    of: '{{task}} 的答案在各概率下的正确率',
    bin: '{{count}} 个答案：置信度 {{confidence}}，正确率 {{accuracy}}',
    x: '答案的概率',
    y: '正确的比例',
  },
  residuals: {
    title: '残差：真实值 − 预测值',
    of: '{{task}} 的残差，最大 ±{{most}}',
    prediction: '预测值',
    left: '真实值 − 预测值',
    x: '预测值 {{low}} … {{high}}',
  },
  threshold: {
    label: '判定阈值',
    of: '{{task}} 判定为“是”的概率阈值',
    help: '达到该概率即判定为“是”。模型不变；误报与漏报哪个代价更大，由此决定。',
    precision: '精确率',
    recall: '召回率',
    counts: '正确找出 {{right}}，误报 {{wrong}}，漏报 {{missed}}，正确排除 {{left}}',
  },
  worst: {
    title: '损失最大的样本（从最差开始）',
    said: '{{predicted}}，实际为 {{truth}} · 损失 {{loss}}',
    loss: '损失 {{loss}}',
  },
  importance: {
    title: '哪一列对哪个任务有用',
    about: '把某一列的值打乱分给其他样本后，任务首要指标的下降（比例以百分点计），为三次打乱的平均。含义相同的列可以互相替代。',
    measure: '测量',
  },
  occlusion: {
    title: '每个任务依据图像的哪些部分',
    about: '遮住图像的一小块后，任务对其答案的把握下降多少：颜色越浓，下降越多。',
    look: '逐块遮挡',
    next: '换一张图像',
  },
  file: {
    about:
      '一次预测许多样本：输入表格（CSV、JSON Lines、Excel、Parquet）、图像、声音或它们的 ZIP，得到一个 CSV 文件。数据不会离开这台电脑。',
    choose: '对文件进行预测…',
    cancel: '取消',
    progress: '正在预测 {{file}}',
    done: '{{file}}（{{reading}}）：已预测 {{rows}} 行。',
    delimiters: { comma: '逗号分隔', semicolon: '分号分隔', tab: '制表符分隔', bar: '竖线分隔' },
    missing: '文件中缺少的列（按缺失值处理）：{{columns}}。',
    empty: '{{number}} 个单元格为空，按缺失值处理。',
    ragged: '{{number}} 行的单元格数与第一行不同。',
    lost: '{{number}} 行无法读取，没有预测结果：第 {{lines}} 行。',
    unreadable: '{{number}} 个单元格无法读取，按缺失值处理，例如：',
    example: '第 {{line}} 行，{{column}}：“{{value}}”',
    unused: '模型未使用的列：{{columns}}。',
  },
  sounds: {
    sound: '选择声音…',
    record: '录音',
    stop: '停止',
    recording: '这段录音',
    noSound: '无法将 {{file}} 解码为声音。',
    silent: '听不到任何声音。',
    noMicrophone: '无法使用麦克风：{{reason}}',
  },
};
