import { randomShift } from '../../../../core/layers/augmentation/random-shift.ts';
import type { Helper } from '../../code/helper.ts';
import { twinOf } from '../../code/twin.ts';
import { python, real } from '../python.ts';

const module: Helper = {
  name: 'RandomShift',
  source: python`
    class RandomShift(nn.Module):
        """While it trains every image of [N, H, W, C] moves by up to so many pixels down or up and right or left, zeros coming in."""

        def __init__(self, pixels):
            super().__init__()
            self.pixels = pixels

        def forward(self, x):
            if not self.training or self.pixels == 0:
                return x
            n, height, width, _ = x.shape
            x = F.pad(x, (0, 0, *[self.pixels] * 4))
            down, right = torch.randint(2 * self.pixels + 1, (2, n, 1), device=x.device)
            rows = (down + torch.arange(height, device=x.device))[:, :, None]
            columns = (right + torch.arange(width, device=x.device))[:, None, :]
            return x[torch.arange(n, device=x.device)[:, None, None], rows, columns]
  `,
};

export const randomShiftTwin = twinOf(randomShift, ({ self, params, one }) => ({
  module: `RandomShift(${params.pixels})`,
  helpers: [module],
  result: `${self}(${real(one())})`,
}));
