import { cutout } from '../../../../core/layers/augmentation/cutout.ts';
import type { Helper } from '../../code/helper.ts';
import { twinOf } from '../../code/twin.ts';
import { python, real } from '../python.ts';

const module: Helper = {
  name: 'Cutout',
  source: python`
    class Cutout(nn.Module):
        """While it trains a square of every image of [N, H, W, C], which may reach over its edge, becomes 0 (DeVries and Taylor, 2017)."""

        def __init__(self, size):
            super().__init__()
            self.size = size

        def covered(self, n, extent, device):
            offset = torch.arange(extent, device=device) + self.size // 2 - torch.randint(extent, (n, 1), device=device)
            return (offset >= 0) & (offset < self.size)

        def forward(self, x):
            if not self.training or self.size == 0:
                return x
            n, height, width, _ = x.shape
            rows = self.covered(n, height, x.device)[:, :, None, None]
            return x.masked_fill(rows & self.covered(n, width, x.device)[:, None, :, None], 0.0)
  `,
};

export const cutoutTwin = twinOf(cutout, ({ self, params, one }) => ({
  module: `Cutout(${params.size})`,
  helpers: [module],
  result: `${self}(${real(one())})`,
}));
