import { upsample2d } from '../../../../core/layers/convolution/upsample2d.ts';
import type { Helper } from '../../code/helper.ts';
import { twinOf } from '../../code/twin.ts';
import { python, real } from '../python.ts';

const stretch: Helper = {
  name: 'stretch',
  source: python`
    def stretch(x, axis, factor):
        """An axis becomes longer, with blends between neighbours counted from the corner, as in TensorFlow 1 (F.interpolate counts
        from the centres of pixels)."""
        if factor == 1 or x.shape[axis] == 1:
            return x.repeat_interleave(factor, axis)
        n = x.shape[axis]
        following = torch.cat((x.narrow(axis, 1, n - 1), x.narrow(axis, n - 1, 1)), axis)
        shares = [x + (following - x) * (place / factor) for place in range(factor)]
        return torch.stack(shares, axis + 1).flatten(axis, axis + 1)
  `,
};

export const upsample2dTwin = twinOf(upsample2d, ({ params, one }) => {
  const { size, mode } = params;
  const x = real(one());
  return mode === 'nearest'
    ? { result: `${x}.repeat_interleave(${size[0]}, 1).repeat_interleave(${size[1]}, 2)` }
    : { helpers: [stretch], result: `stretch(stretch(${x}, 1, ${size[0]}), 2, ${size[1]})` };
});
