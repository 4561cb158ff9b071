import type { Strings } from '../types.ts';

export const present: Strings['present'] = {
  begin: '大字演示模式',
  leave: '结束演示',
};
