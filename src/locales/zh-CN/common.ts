import type { common as en } from '../en/common.ts';
import type { SameKeys } from '../types.ts';

export const common: SameKeys<typeof en> = {
  close: '关闭',
  cancel: '取消',
  known: {
    result: '训练 {{epochs}} 轮后的已知结果：{{tasks}}',
    task: '{{task}} {{metric}} {{sign}} {{value}}（盲猜 {{blind}}）',
    separator: '；',
  },
};
