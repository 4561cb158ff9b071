import type { Helper } from '../../code/helper.ts';
import { normalized } from '../layers/l2-normalize.ts';
import { python } from '../python.ts';
import type { LossTwin } from './twin.ts';

const pairs: Helper = {
  name: 'pairs',
  source: python`
    def pairs(labels, mask):
        """Which pairs [N, N] of a batch count, and which of them are of one class."""
        valid = (mask[:, None] * mask[None, :] > 0) & ~torch.eye(len(labels), dtype=torch.bool, device=labels.device)
        return valid, valid & (labels[:, None] == labels[None, :])


    def mean_over_anchors(losses, judged, mask):
        """So weighed that the mean over labelled samples is the mean over those that have somebody to be compared with."""
        return losses * judged * mask.sum() / judged.sum().clamp(min=1)
  `,
};

const contrastive: Helper = {
  name: 'contrastive_loss',
  needs: [normalized, pairs],
  source: python`
    def contrastive_loss(logits, labels, mask, temperature):
        """L_out of supervised contrastive learning (Khosla et al., 2020)."""
        embedding = normalized(logits)
        valid, same = pairs(labels, mask)
        log_shares = (embedding @ embedding.T / temperature).masked_fill(~valid, -1e9).log_softmax(-1)
        positives = same.sum(1)
        losses = -log_shares.masked_fill(~same, 0.0).sum(1) / positives.clamp(min=1)
        return mean_over_anchors(losses, positives > 0, mask)
  `,
};

const triplet: Helper = {
  name: 'triplet_loss',
  needs: [normalized, pairs],
  source: python`
    def triplet_loss(logits, labels, mask, margin):
        """The hardest triplet of every anchor (Hermans, Beyer and Leibe, 2017)."""
        embedding = normalized(logits)
        valid, same = pairs(labels, mask)
        other = valid & ~same
        distance = (F.relu(2 - 2 * embedding @ embedding.T) + 1e-8).sqrt()
        farthest = distance.masked_fill(~same, 0.0).amax(1)
        nearest = -(-distance).masked_fill(~other, -1e9).amax(1)
        return mean_over_anchors(F.relu(farthest - nearest + margin), same.any(1) & other.any(1), mask)
  `,
};

const recall: Helper = {
  name: 'recall_at',
  source: python`
    def recall_at(k, outputs, labels):
        """How often one of the k nearest others is of the same class, among up to 2000 samples; those whose class nobody else has do not count."""
        outputs, labels = outputs[:2000], labels[:2000]
        asked = (labels[:, None] == labels).sum(1) > 1
        if not asked.any():
            return None
        near = (outputs @ outputs.T).fill_diagonal_(-2).topk(min(k, len(labels) - 1)).indices
        return (labels[near] == labels[:, None]).any(1)[asked].float().mean().item()
  `,
};

export const retrievalLoss: LossTwin = {
  kind: 'retrieval',
  write({ task }) {
    const isTriplet = task.loss === 'triplet';
    return {
      loss: isTriplet
        ? `triplet_loss(logits, labels, mask, ${task.margin})`
        : `contrastive_loss(logits, labels, mask, ${task.temperature})`,
      activate: 'normalized(logits)',
      metrics: { recallAt1: 'recall_at(1, outputs, labels)', recallAt5: 'recall_at(5, outputs, labels)' },
      measures: `1${isTriplet ? ' <' : ' <='} len(labels.unique()) < len(labels)`,
      helpers: [isTriplet ? triplet : contrastive, recall],
    };
  },
};
