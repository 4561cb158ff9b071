import type { Strings } from '../types.ts';

export const gallery: Strings['gallery'] = {
  path: '从共享到真实数据',
  questions: {
    share: '任务之间可以共享什么？',
    fight: '任务何时相互争夺？',
    mend: '如何化解冲突？',
    real: '在真实数据上如何？',
  },
  short: { share: '共享', fight: '冲突', mend: '化解', real: '真实数据' },
  levels: { '1': '入门', '2': '进阶', '3': '高级' },
  result: '“{{task}}”{{metric}} {{value}}（基线 {{guess}}）',
  separator: '，',
  learned: '能学会：{{tasks}}。',
  failed: '原样训练学不会：{{tasks}}，未能稳定优于基线。',
};
