import type { Metric } from '../metric.ts';
import { type JudgedReconstructions, meanPsnr } from '../reconstructions.ts';

export const psnr: Metric<JudgedReconstructions> = {
  id: 'psnr',
  title: { en: 'PSNR (dB)', 'zh-CN': 'PSNR（dB）' },
  help: {
    en: 'The peak signal-to-noise ratio: every 10 dB more, the squared error is a tenth. About 30 looks good for images.',
    'zh-CN': '峰值信噪比：每增加 10 dB，平方误差降为十分之一。图像约 30 dB 时看起来不错。',
  },
  better: 'higher',
  unit: 'dB',
  range: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  value: (judged) => meanPsnr(judged),
};
