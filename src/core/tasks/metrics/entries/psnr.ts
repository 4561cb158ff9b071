import type { Metric } from '../metric.ts';
import { type JudgedReconstructions, meanPsnr } from '../reconstructions.ts';

export const psnr: Metric<JudgedReconstructions> = {
  id: 'psnr',
  title: { en: 'PSNR (dB)', 'zh-CN': 'PSNR（dB）' },
  help: {
    en: 'The peak signal-to-noise ratio: every 10 dB more, the squared error is a tenth. About 30 looks good for images. It is the mean of the samples’ own values, with the range of the split’s numbers as the peak.',
    'zh-CN':
      '峰值信噪比：每增加 10 dB，平方误差降为十分之一。图像约 30 dB 时看起来不错。取各样本自身数值的平均，峰值为该数据划分中数值的范围。',
  },
  better: 'higher',
  unit: 'dB',
  range: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  value: (judged) => meanPsnr(judged),
};
