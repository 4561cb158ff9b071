import { sigmoidLoss } from './helpers.ts';
import { type LossTwin, optionArguments } from './twin.ts';

const said = '(outputs >= 0.5).float()';

export const binaryLoss: LossTwin = {
  kind: 'binary',
  write: (task) => ({
    loss: `sigmoid_loss(logits, labels${optionArguments(task)}).squeeze(1)`,
    activate: 'logits.sigmoid()',
    metrics: {
      accuracy: `(${said} == labels).float().mean().item()`,
      f1: `(2 * (${said} * labels).sum() / (${said} + labels).sum().clamp(min=1)).item()`,
    },
    helpers: [sigmoidLoss],
  }),
};
