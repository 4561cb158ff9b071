import type { Strings } from '../types.ts';

export const metrics: Strings['metrics'] = {
  notMeasured: '训练暂停后会在这一部分数据上测量。',
  empty: '数据加载后，指标会显示在这里。',
  samples: '{{count}} 个带标签的样本',
  loss: '损失',
  atStep: '第 {{step}} 步，使用当前权重',
  undefinedValue: '无定义：没有可用于测量的样本',
  mean: '{{metrics}}的平均（{{tasks}}）',
  meanHelp: '取各任务首个比例类指标的平均：{{metrics}}。误差类指标量纲不同，不计入。',
  decoded: '{{metric}}（{{count}} 个样本）',
};
