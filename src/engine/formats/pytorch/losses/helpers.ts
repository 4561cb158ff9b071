import type { Helper } from '../../code/helper.ts';
import { python } from '../python.ts';

export const softmaxLoss: Helper = {
  name: 'softmax_loss',
  source: python`
    def softmax_loss(logits, labels, smoothing=0.0, gamma=0.0, class_weights=None):
        """Cross entropy of every row [..., classes]. Factor and weight are those of the true class, also with smoothed labels; F.cross_entropy
        weighs the part of every class. A label outside the classes gives 0."""
        classes = logits.shape[-1]
        hot = (labels.unsqueeze(-1) == torch.arange(classes, device=labels.device)).float()
        wanted = (1 - smoothing) * hot + smoothing / classes * hot.sum(-1, keepdim=True)
        loss = -(wanted * logits.log_softmax(-1)).sum(-1)
        if gamma > 0:  # the focal loss (Lin et al., 2017)
            others = (logits.softmax(-1) * (1 - hot)).sum(-1)
            loss = loss * others.clamp(min=1e-12) ** gamma
        if class_weights is not None:
            loss = loss * (hot * class_weights).sum(-1)
        return loss
  `,
};

export const sigmoidLoss: Helper = {
  name: 'sigmoid_loss',
  source: python`
    def sigmoid_loss(logits, labels, smoothing=0.0, gamma=0.0, class_weights=None):
        """Binary cross entropy of every number, for labels of 0 or 1. class_weights: a pair, no and yes, for every column."""
        wrong = (1 - 2 * labels) * logits
        loss = F.softplus(wrong)
        other = F.softplus(-wrong)  # what the other answer costs
        if smoothing > 0:
            loss = (1 - smoothing / 2) * loss + smoothing / 2 * other
        if gamma > 0:  # the focal loss (Lin et al., 2017)
            loss = loss * torch.exp(-gamma * other)
        if class_weights is not None:
            no, yes = class_weights.reshape(-1, 2).T
            loss = loss * (no + labels * (yes - no))
        return loss
  `,
};

export const meanOverTokens: Helper = {
  name: 'mean_over_tokens',
  source: python`
    def mean_over_tokens(losses, valid):
        """[N, L] -> [N]: the mean of a sample's tokens; torch and Keras take it over all tokens of a batch."""
        return (losses * valid).sum(1) / valid.sum(1).clamp(min=1)
  `,
};

export const macroF1: Helper = {
  name: 'macro_f1',
  source: python`
    def macro_f1(predicted, labels, classes):
        """The mean F1 of the classes that occur or are predicted."""
        scores = []
        for one in range(classes):
            said, true = predicted == one, labels == one
            if (said | true).any():
                scores.append(2 * (said & true).sum().item() / (said.sum().item() + true.sum().item()))
        return sum(scores) / max(len(scores), 1)
  `,
};
