import { randomFlip } from '../../../../core/layers/augmentation/random-flip.ts';
import type { Helper } from '../../code/helper.ts';
import { twinOf } from '../../code/twin.ts';
import { python, real } from '../python.ts';

const module: Helper = {
  name: 'RandomFlip',
  source: python`
    class RandomFlip(nn.Module):
        """While it trains half of the images of [N, H, W, C] are mirrored along each of these axes."""

        def __init__(self, *axes):
            super().__init__()
            self.axes = axes

        def forward(self, x):
            if self.training:
                for axis in self.axes:
                    x = torch.where(torch.rand(x.shape[0], 1, 1, 1, device=x.device) < 0.5, x.flip(axis), x)
            return x
  `,
};

const axes = { horizontal: '2', vertical: '1', both: '2, 1' } as const;

export const randomFlipTwin = twinOf(randomFlip, ({ self, params, one }) => ({
  module: `RandomFlip(${axes[params.direction]})`,
  helpers: [module],
  result: `${self}(${real(one())})`,
}));
