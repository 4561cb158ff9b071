import type { FieldSpec } from '../util/field-spec.ts';
import type { SwitchName } from './switches.ts';

/** How the page shows what may be said of balancing beside the method, in the order in which it is offered. */
export const switchFields: readonly (FieldSpec & { readonly name: SwitchName })[] = [
  {
    name: 'perNode',
    title: { en: 'Node by node', 'zh-CN': '逐节点' },
    help: {
      en: 'Weights are chosen for every shared node from the gradients on it alone, instead of once for the whole network.',
      'zh-CN': '每个共享节点只根据自身的梯度选取权重，而不是整个网络共用一组。',
    },
    control: 'switch',
  },
  {
    name: 'perSet',
    title: { en: 'Only among tasks that share', 'zh-CN': '只在共享的任务之间' },
    help: {
      en: 'What only some tasks share is weighed among these alone. Otherwise all tasks are weighed together, once.',
      'zh-CN': '只有部分任务共享的层，只在这些任务之间选取权重；否则所有任务一起选取一次。',
    },
    control: 'switch',
  },
  {
    name: 'representation',
    title: { en: 'By the shared representation (UB)', 'zh-CN': '依据共享表示（UB）' },
    help: {
      en: 'Looks at the gradients of the values at which tasks part, which bound those of the shared parameters from above. It costs less.',
      'zh-CN': '看任务分叉处的值的梯度，它们是共享参数梯度的上界；开销更小。',
    },
    control: 'switch',
  },
  {
    name: 'heads',
    title: { en: 'Its weights for the heads too', 'zh-CN': '任务专属层也用其权重' },
    help: {
      en: 'Layers of one task alone are scaled by the method’s weights as well. Otherwise by your weights alone.',
      'zh-CN': '只属于一个任务的层也按方法的权重缩放；否则只按你设定的权重。',
    },
    control: 'switch',
  },
  {
    name: 'every',
    title: { en: 'New weights every … steps', 'zh-CN': '每隔多少步更新权重' },
    help: {
      en: '1: in every step, as published. More is an approximation: in between, the last weights are used, and a step costs a plain one.',
      'zh-CN': '1 表示每一步都更新，与论文一致。更大则是近似：其间沿用上次的权重，每步开销与普通步相同。',
    },
    control: 'integer',
    min: 1,
    max: 1000,
  },
];
