import { judging } from '../../../tasks/metrics/metric.ts';
import { judgedRows } from '../../../tasks/metrics/rows.ts';
import type { TaskKind } from '../../../tasks/types.ts';
import { at } from '../../../util/assert-never.ts';
import { pointsOff } from './points-off.ts';

/** A task kind that nobody has: a percentage by one sigmoid, [batch, 1]. */
export const proportion: TaskKind<'proportion'> = {
  kind: 'proportion',
  text: {
    title: { en: 'Proportion', 'zh-CN': '占比' },
    summary: { en: 'How much of the whole?', 'zh-CN': '占多大比例？' },
    more: { en: 'How much of the whole?', 'zh-CN': '占多大比例？' },
  },
  losses: [{ id: 'softCrossEntropy', title: { en: 'cross entropy', 'zh-CN': '交叉熵' } }],
  accepts: ({ format }: { readonly format: string }) => format === 'percent',
  logitsShape: () => [1],
  targetStorage: () => ({ shape: [1], dtype: 'f32' }),
  loss(b, _loss, logits, targets) {
    const wanted = b.scale(targets, 0.01);
    return b.reshape(b.sub(b.unary('softplus', logits), b.mul(wanted, logits)), [at(logits.shape, 0)]);
  },
  activate: (b, logits) => b.unary('sigmoid', logits),
  outputActivation: () => 'sigmoid',
  ...judging(
    (_target, labelled) => {
      const judged = judgedRows(labelled);
      return judged && { errors: judged.rows.map((row) => 100 * at(labelled.outputs, row) - at(labelled.targets, row)) };
    },
    () => [pointsOff],
  ),
};
