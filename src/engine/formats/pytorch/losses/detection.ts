import type { Helper } from '../../code/helper.ts';
import { python } from '../python.ts';
import { sigmoidLoss } from './helpers.ts';
import { type LossTwin, optionArguments } from './twin.ts';

const box: Helper = {
  name: 'box_loss',
  source: python`
    def box_loss(logits, labels):
        """The sum of smooth L1 (beta 1/9) over centre, width and height, where the object is there."""
        return labels[:, 0] * F.smooth_l1_loss(logits[:, 1:].sigmoid(), labels[:, 1:], reduction="none", beta=1 / 9).sum(1)
  `,
};

const overlap: Helper = {
  name: 'mean_iou',
  source: python`
    def mean_iou(outputs, labels):
        """The mean intersection over union where the object is there, whatever is said of presence."""
        outputs, labels = outputs[labels[:, 0] == 1, 1:], labels[labels[:, 0] == 1, 1:]
        (low, high), (true_low, true_high) = (
            (centre - size / 2, centre + size / 2) for centre, size in ((b[:, :2], b[:, 2:]) for b in (outputs, labels))
        )
        both = (torch.minimum(high, true_high) - torch.maximum(low, true_low)).clamp(min=0).prod(1)
        return (both / (outputs[:, 2:].prod(1) + labels[:, 2:].prod(1) - both).clamp(min=1e-12)).mean().item()
  `,
};

export const detectionLoss: LossTwin = {
  kind: 'detection',
  write: (task) => ({
    loss: `sigmoid_loss(logits[:, :1], labels[:, :1]${optionArguments(task)}).squeeze(1) + box_loss(logits, labels)`,
    activate: 'logits.sigmoid()',
    metrics: {
      meanIou: 'mean_iou(outputs, labels)',
      presenceAccuracy: '((outputs[:, 0] >= 0.5).float() == labels[:, 0]).float().mean().item()',
    },
    helpers: [sigmoidLoss, box, overlap],
  }),
};
