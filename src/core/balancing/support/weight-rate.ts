import type { FieldSpec } from '../../util/field-spec.ts';

/** The field that says how fast a method changes its weights. Its control is that of a rate of Adam where nothing else is said. */
export const weightRate = ({ name = 'rate', min = 0.0001, max = 1, step = 0.001 } = {}): FieldSpec => ({
  name,
  title: { en: 'Rate of the weights', 'zh-CN': '权重的学习率' },
  help: {
    en: 'How fast the method changes its weights; the network has its own learning rate.',
    'zh-CN': '方法调整权重的快慢；网络另有自己的学习率。',
  },
  control: 'number',
  min,
  max,
  step,
});
