import type { common as en } from '../en/common.ts';
import type { SameKeys } from '../types.ts';

export const common: SameKeys<typeof en> = {
  close: '关闭',
  cancel: '取消',
  broken: {
    title: '页面的这一部分出错了。',
    kept: '您的文档已保留，其他部分不受影响。',
    reason: '原因：{{reason}}',
    reload: '重新加载这一部分',
  },
  known: {
    result: '训练 {{epochs}} 轮后的已知结果：{{tasks}}',
    task: '{{task}} {{metric}} {{sign}} {{value}}（盲猜 {{blind}}）',
    separator: '；',
  },
};
