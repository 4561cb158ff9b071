import { meanOverTokens, softmaxLoss } from './helpers.ts';
import { type LossTwin, optionArguments } from './twin.ts';

export const generationLoss: LossTwin = {
  kind: 'generation',
  write: (task) => ({
    loss: `mean_over_tokens(softmax_loss(logits, labels${optionArguments(task)}), labels > 0)`,
    activate: 'logits.softmax(-1)',
    metrics: {
      tokenAccuracy: '((outputs.argmax(-1) == labels) & (labels > 0)).sum().item() / max((labels > 0).sum().item(), 1)',
    },
    helpers: [softmaxLoss, meanOverTokens],
  }),
};
