import { z } from 'zod';
import type { FieldSpec } from '../types.ts';

/** An axis of one example, from 0, or from −1 backwards. */
export const axisSchema = z.int().min(-4).max(3).default(-1);

export const axisField: FieldSpec = {
  name: 'axis',
  title: { en: 'Axis', 'zh-CN': '轴' },
  help: {
    en: 'Which axis of an example it works along, counted from 0 without the batch. −1 is the last: features, or the channels of an image.',
    'zh-CN': '沿样本的哪个轴进行，从 0 开始编号，不含批次轴。−1 表示最后一个轴，即特征或图像的通道。',
  },
  control: 'integer',
  min: -4,
  max: 3,
};
