import type { Strings } from '../types.ts';

export const curveOptions: Strings['curveOptions'] = {
  log: '对数坐标',
  normalised: '相对值',
  normalisedHelp: '每个损失都除以它的初始值，因为各任务的尺度不同',
  smoothing: '平滑',
  smoothingHelp: '粗线中过去数值所占的比重；细线为原始值',
  raw: '原始值',
  validation: '验证',
  further: '其他记录',
  furtherNone: '损失与指标',
  marks:
    '★ 为验证最佳的一步，◎ 为目标，⚑ 为训练中的改动，▾ 为使该任务变差的一步，▴ 为超出坐标轴的值（对数刻度下可见）。指向标记可查看说明。',
  axis: '横轴',
};
