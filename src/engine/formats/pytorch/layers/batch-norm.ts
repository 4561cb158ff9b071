import { batchNorm } from '../../../../core/layers/regularisation/batch-norm.ts';
import type { Helper } from '../../code/helper.ts';
import { last, listed, twinOf } from '../../code/twin.ts';
import { zeroPadding } from '../helpers/masks.ts';
import { python, real } from '../python.ts';

const module: Helper = {
  name: 'BatchNorm',
  needs: [zeroPadding],
  source: python`
    class BatchNorm(nn.Module):
        """Normalises every channel of [N, ..., C] over all other axes, padding left out. As in Keras the running variance is the biased one,
        eps is 1e-3 and 0.99 of the running statistics is kept: momentum 0.01 in PyTorch, whose running variance is the unbiased one."""

        def __init__(self, channels, kept=0.99, eps=1e-3, frozen=False):
            super().__init__()
            self.weight = nn.Parameter(torch.ones(channels))
            self.bias = nn.Parameter(torch.zeros(channels))
            self.register_buffer("running_mean", torch.zeros(channels))
            self.register_buffer("running_var", torch.ones(channels))
            self.kept, self.eps, self.frozen = kept, eps, frozen

        def forward(self, x, mask=None):
            if not self.training or self.frozen:
                return (x - self.running_mean) * ((self.running_var + self.eps).rsqrt() * self.weight) + self.bias
            if mask is None:
                axes = tuple(range(x.dim() - 1))
                mean = x.mean(axes)
                centred = x - mean
                variance = centred.square().mean(axes)
            else:
                count = mask.sum().clamp(min=1)
                mean = zero_padding(x, mask).sum((0, 1)) / count
                centred = zero_padding(x - mean, mask)
                variance = centred.square().sum((0, 1)) / count
            with torch.no_grad():
                self.running_mean.lerp_(mean, 1 - self.kept)
                self.running_var.lerp_(variance, 1 - self.kept)
            return centred * ((variance + self.eps).rsqrt() * self.weight) + self.bias
  `,
};

export const batchNormTwin = twinOf(batchNorm, ({ self, params, frozen, one }) => {
  const { momentum, epsilon } = params;
  const parts = listed(
    String(last(one().shape)),
    momentum !== 0.99 && `kept=${momentum}`,
    epsilon !== 1e-3 && `eps=${epsilon}`,
    frozen && 'frozen=True',
  );
  return {
    module: `BatchNorm(${parts})`,
    helpers: [module],
    result: `${self}(${listed(real(one()), one().mask)})`,
    places: {
      gamma: { name: 'weight' },
      beta: { name: 'bias' },
      movingMean: { name: 'running_mean' },
      movingVariance: { name: 'running_var' },
    },
  };
});
