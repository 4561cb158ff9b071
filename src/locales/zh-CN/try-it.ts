import type { Strings } from '../types.ts';

export const tryIt: Strings['tryIt'] = {
  draw: '在这里画一个数字',
  clear: '清除',
  empty: '画一个数字：所有任务会同时给出预测。',
  probability: '{{label}}：{{percent}}%',
  point: '移动这个点：所有任务会同时给出预测。',
  coordinate: '坐标 {{name}}',
  keyboard: '键盘：方向键移动画笔，空格键落笔或抬笔。',
  sample: '换一个测试样本',
  picture: '选择图片…',
  noPicture: '无法将 {{file}} 解码为图片。',
  text: '文本',
  textHelp: '在此输入，或取一个测试样本：所有任务会立即作出预测。',
  unknown: '词表中没有：{{words}}',
  tooLong: '只读取前 {{length}} 个。',
  beam: '束宽',
  beamHelp: '生成序列时同时保留的候选数；1 表示每次取概率最大的词',
  change: '修改数值：所有任务会立即作出预测。',
  none: '–',
};
