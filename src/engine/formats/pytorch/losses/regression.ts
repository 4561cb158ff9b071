import { invariant } from '../../../../core/util/assert-never.ts';
import type { LossTwin } from './twin.ts';

/** Of all numbers of a sample. */
const losses: ReadonlyMap<string, string> = new Map([
  ['mse', 'F.mse_loss(logits, labels, reduction="none")'],
  ['mae', 'F.l1_loss(logits, labels, reduction="none")'],
  ['huber', 'F.huber_loss(logits, labels, reduction="none")'],
]);

export const regressionLoss: LossTwin = {
  kind: 'regression',
  write({ task }) {
    const loss = losses.get(task.loss);
    invariant(loss, `regression has the loss ${task.loss}`);
    return {
      loss: `${loss}.mean(1)`,
      activate: 'logits',
      metrics: {
        mae: '(outputs - labels).abs().mean().item()',
        rmse: '(outputs - labels).square().mean().sqrt().item()',
      },
    };
  },
};
