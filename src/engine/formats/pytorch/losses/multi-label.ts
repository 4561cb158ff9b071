import { sigmoidLoss } from './helpers.ts';
import { type LossTwin, optionArguments } from './twin.ts';

export const multiLabelLoss: LossTwin = {
  kind: 'multiLabel',
  write: (task) => ({
    loss: `sigmoid_loss(logits, labels${optionArguments(task)}).mean(1)`,
    activate: 'logits.sigmoid()',
    metrics: {
      hammingAccuracy: '((outputs >= 0.5).float() == labels).float().mean().item()',
      exactMatch: '((outputs >= 0.5).float() == labels).all(1).float().mean().item()',
    },
    helpers: [sigmoidLoss],
  }),
};
