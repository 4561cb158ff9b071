import type { common as en } from '../en/common.ts';
import type { SameKeys } from '../types.ts';

export const common: SameKeys<typeof en> = {
  close: '关闭',
  cancel: '取消',
  learnMore: '了解更多',
  showLess: '收起',
  broken: {
    title: '页面的这一部分出错了。',
    kept: '你的文档已保留，其他部分不受影响。',
    reason: '原因：{{reason}}',
    reload: '重新加载这一部分',
  },
  known: {
    result: '训练 {{epochs}} 轮后的参考结果（{{seeds}} 个随机种子的均值 ± 标准差）：{{tasks}}',
    task: '“{{task}}”{{metric}} {{value}} ± {{spread}}（基线 {{guess}}）',
    failing: '“{{task}}”{{metric}} {{value}} ± {{spread}}（基线 {{guess}}；{{fails}} 的训练失败）',
    separator: '；',
    effects: '同一种子成对训练的实测差异（均值 ± 99% 区间）：{{effects}}',
    asItIs: '原样',
    effect: '{{change}}：“{{task}}”{{metric}} {{difference}} ± {{half}}（{{pairs}} 对中有 {{higher}} 对更高）',
    effectAgainst:
      '{{change}}，对比{{against}}：“{{task}}”{{metric}} {{difference}} ± {{half}}（{{pairs}} 对中有 {{higher}} 对更高）',
    hidden: '{{effect}}，无法判断',
    between: '；',
  },
};
