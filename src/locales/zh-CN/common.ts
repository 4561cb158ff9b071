import type { common as en } from '../en/common.ts';
import type { SameKeys } from '../types.ts';

export const common: SameKeys<typeof en> = {
  close: '关闭',
  cancel: '取消',
};
