import type { Strings } from '../types.ts';

export const confusion: Strings['confusion'] = {
  title: '{{task}}在{{split}}集上的混淆矩阵',
  empty: '数据加载后，混淆矩阵会显示在这里。',
  noClasses: '这里的任务都没有类别，因此没有混淆矩阵。各任务的误差见“指标”。',
  truth: '真实值 ↓ · 预测值 →',
  rows: '真实值',
  columns: '预测值',
  cell: '真实值 {{truth}}，预测值 {{predicted}}：{{count}}',
  atStep: '第 {{step}} 步',
};
