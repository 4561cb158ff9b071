import type { Helper } from '../../code/helper.ts';
import { python } from '../python.ts';

export const maxPool: Helper = {
  name: 'max_pool',
  source: python`
    def max_pool(x, size, stride, pad=(0, 0, 0, 0)):
        """The largest number of every window of [N, H, W, C]; padding (top, bottom, left, right) never wins."""
        top, bottom, left, right = pad
        x = F.pad(x.permute(0, 3, 1, 2), (left, right, top, bottom), value=float("-inf"))
        return F.max_pool2d(x, size, stride).permute(0, 2, 3, 1)
  `,
};

export const avgPool: Helper = {
  name: 'avg_pool',
  source: python`
    def avg_pool(x, size, stride, pad=(0, 0, 0, 0)):
        """The mean of every window of [N, H, W, C] over the cells inside the image (torch would count the padding)."""
        top, bottom, left, right = pad
        x = x.permute(0, 3, 1, 2)
        cells = F.pad(torch.ones_like(x[:1, :1]), (left, right, top, bottom))
        x = F.pad(x, (left, right, top, bottom))
        return (F.avg_pool2d(x, size, stride) / F.avg_pool2d(cells, size, stride)).permute(0, 2, 3, 1)
  `,
};

export const unfold: Helper = {
  name: 'unfold',
  source: python`
    def unfold(x, kernel, stride, pad, dilation, size):
        """[N, H, W, C] -> [N, *size, cells * C]: the cells of every window side by side (im2col)."""
        top, bottom, left, right = pad
        n, c = x.shape[0], x.shape[3]
        x = F.pad(x.permute(0, 3, 1, 2), (left, right, top, bottom))
        columns = F.unfold(x, kernel, dilation, 0, stride)  # [N, C * cells, windows]
        return columns.reshape(n, c, kernel[0] * kernel[1], -1).permute(0, 3, 2, 1).reshape(n, *size, -1)
  `,
};

export const fold: Helper = {
  name: 'fold',
  source: python`
    def fold(x, kernel, stride, pad, dilation, size):
        """[N, OH, OW, cells * C] -> [N, *size, C]: puts the cells of windows back, overlaps added (col2im)."""
        top, bottom, left, right = pad
        n, cells = x.shape[0], kernel[0] * kernel[1]
        columns = x.reshape(n, -1, cells, x.shape[3] // cells).permute(0, 3, 2, 1).reshape(n, x.shape[3], -1)
        whole = F.fold(columns, (size[0] + top + bottom, size[1] + left + right), kernel, dilation, 0, stride)
        return whole[:, :, top:top + size[0], left:left + size[1]].permute(0, 2, 3, 1)
  `,
};
