import type { Strings } from '../types.ts';

export const stage: Strings['stage'] = {
  gateMatrix: '各任务从每一路取用的比例（样本均值）',
  attach: '接上任务头',
  attachHelp: '在任务分叉处连接此输出，并插入所需的全连接层。',
  documents: {
    label: '新建或打开',
    help: '新建文档、打开文件，或回到之前编辑过的文档',
  },
  depth: {
    title: '共享深度',
    help: '从数据开始，所有任务共享多少层；其余各层由每个任务独有。',
    independent: '独立',
    shared: '共享',
    separator: '、',
    none: '各任务独有：{{own}}',
    some: '共享：{{shared}}。各任务独有：{{own}}',
    all: '共享：{{shared}}',
    state: '共享 {{depth}}/{{most}} 层 · {{parameters}} 个参数',
  },
};
