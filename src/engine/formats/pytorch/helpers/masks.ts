import type { Helper } from '../../code/helper.ts';
import { python } from '../python.ts';

export const zeroPadding: Helper = {
  name: 'zero_padding',
  source: python`
    def zero_padding(x, mask):
        """Zeros where [N, L, ...] is padding, whatever stood there; no gradient flows back to it."""
        return x.masked_fill(~mask.reshape(*mask.shape, *[1] * (x.dim() - 2)), 0.0)
  `,
};

export const maskedMean: Helper = {
  name: 'masked_mean',
  needs: [zeroPadding],
  source: python`
    def masked_mean(x, mask):
        """[N, L, F] -> [N, F]: the mean over the positions that are not padding, 0 where there is none."""
        return zero_padding(x, mask).sum(1) / mask.sum(1, keepdim=True).clamp(min=1)
  `,
};

export const maskedMax: Helper = {
  name: 'masked_max',
  source: python`
    def masked_max(x, mask):
        """[N, L, F] -> [N, F]: the largest number of every feature among the positions that are not padding, 0 where there is none."""
        largest = x.masked_fill(~mask.unsqueeze(-1), -3e38).amax(1)
        return largest.masked_fill(~mask.any(1, keepdim=True), 0.0)
  `,
};

export const maskedSoftmax: Helper = {
  name: 'masked_softmax',
  source: python`
    def masked_softmax(scores, allowed):
        """Shares over the last axis of what is allowed; all 0 where nothing is."""
        return scores.masked_fill(~allowed, -1e9).softmax(-1) * allowed
  `,
};
