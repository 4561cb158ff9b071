import type { Helper } from '../../code/helper.ts';
import { python } from '../python.ts';

export const conv2dModule: Helper = {
  name: 'Conv2d',
  source: python`
    class Conv2d(nn.Conv2d):
        """nn.Conv2d over [N, H, W, C], the order of axes on the canvas: for torch these are images in its channels_last format,
        and nothing is copied. pad: zeros at the top, bottom, left and right; with a stride the odd one comes after, as in TensorFlow."""

        def __init__(self, inputs, filters, kernel, stride=(1, 1), pad=(0, 0, 0, 0), dilation=(1, 1), groups=1, bias=True):
            super().__init__(inputs, filters, kernel, stride, 0, dilation, groups, bias)
            self.pad = (pad[2], pad[3], pad[0], pad[1])

        def forward(self, x):
            return super().forward(F.pad(x.permute(0, 3, 1, 2), self.pad)).permute(0, 2, 3, 1)
  `,
};
