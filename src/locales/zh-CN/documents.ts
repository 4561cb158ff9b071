import type { Strings } from '../types.ts';

export const documents: Strings['documents'] = {
  empty: '空网络',
  file: '打开文件…',
  recent: '最近的文档',
  projects: '项目…',
  on: '在数据集上新建',
  own: '自己的数据…',
};
