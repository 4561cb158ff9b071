import type { Strings } from '../types.ts';

export const transfer: Strings['transfer'] = {
  sinceThen: {
    title: '自第 {{step}} 步以来（第 {{before}} 与 {{now}} 步的验证）',
    before: '之前',
    now: '现在',
    same: '不变',
    gained: '变好',
    lost: '变差',
  },
  stages: {
    none: '从第一轮到最后一轮始终训练所有任务。',
    divide: '分成多个阶段',
    add: '添加阶段',
    title: '阶段 {{number}} · 从第 {{from}} 轮开始',
    tasks: '训练',
    epochs: '轮数',
    rate: '学习率倍数',
    frozen: '保持不变的层',
    frozenNone: '仅不服务于其任务的层',
    shared: '所有共享层',
    remove: '移除阶段 {{number}}',
    last: '最后一个阶段持续到训练结束。',
  },
};
