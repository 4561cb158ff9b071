import type { Helper } from '../../code/helper.ts';
import { python } from '../python.ts';
import type { LossTwin } from './twin.ts';

const ordinal: Helper = {
  name: 'ordinal_loss',
  source: python`
    def ordinal_loss(logits, labels, class_weights=None):
        """The sum of the K - 1 questions «above grade k?» (Cao, Mirjalili and Raschka, 2020)."""
        above = (labels.unsqueeze(1) > torch.arange(logits.shape[1], device=labels.device)).float()
        loss = F.binary_cross_entropy_with_logits(logits, above, reduction="none").sum(1)
        return loss if class_weights is None else loss * class_weights[labels]
  `,
};

export const ordinalLoss: LossTwin = {
  kind: 'ordinal',
  write: ({ classWeights }) => ({
    loss: `ordinal_loss(logits, labels${classWeights > 0 ? ', class_weights' : ''})`,
    activate: 'logits.sigmoid()',
    metrics: {
      accuracy: '((outputs >= 0.5).sum(1) == labels).float().mean().item()',
      classMae: '((outputs >= 0.5).sum(1) - labels).abs().float().mean().item()',
    },
    helpers: [ordinal],
  }),
};
