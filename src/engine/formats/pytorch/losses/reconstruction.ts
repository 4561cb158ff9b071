import type { LossTwin } from './twin.ts';

export const reconstructionLoss: LossTwin = {
  kind: 'reconstruction',
  write: ({ task }) =>
    task.loss === 'mse'
      ? {
          loss: 'F.mse_loss(logits, labels, reduction="none").flatten(1).mean(1)',
          activate: 'logits',
          metrics: { mse: '(outputs - labels).square().mean().item()' },
        }
      : {
          loss: 'F.binary_cross_entropy_with_logits(logits, labels, reduction="none").flatten(1).mean(1)',
          activate: 'logits.sigmoid()',
          metrics: { mse: '(outputs - labels).square().mean().item()' },
        },
};
