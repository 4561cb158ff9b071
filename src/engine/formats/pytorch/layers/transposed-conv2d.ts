import { transposedConv2d } from '../../../../core/layers/convolution/transposed-conv2d.ts';
import { windowOver } from '../../../../core/layers/support/windows.ts';
import { at } from '../../../../core/util/assert-never.ts';
import type { Helper } from '../../code/helper.ts';
import { last, listed, twinOf } from '../../code/twin.ts';
import { pyTuple, python, real } from '../python.ts';
import { activated } from './activations.ts';
import { penaltiesOf } from './penalties.ts';

const module: Helper = {
  name: 'ConvTranspose2d',
  source: python`
    class ConvTranspose2d(nn.Module):
        """[N, H, W, C] -> [N, *size, filters]: patches of weights on a larger image, overlaps added, cut or filled up to its size as
        TensorFlow does (nn.ConvTranspose2d can only cut both sides alike)."""

        def __init__(self, inputs, filters, kernel, stride, size, cut=(0, 0), bias=True):
            super().__init__()
            self.weight = nn.Parameter(torch.empty(inputs, filters, *kernel))
            self.bias = nn.Parameter(torch.zeros(filters)) if bias else None
            self.stride, self.size, self.cut = stride, size, cut

        def forward(self, x):
            x = F.conv_transpose2d(x.permute(0, 3, 1, 2), self.weight, None, self.stride)
            (top, left), (height, width) = self.cut, self.size
            x = F.pad(x, (-left, width - x.shape[3] + left, -top, height - x.shape[2] + top)).permute(0, 2, 3, 1)
            return x if self.bias is None else x + self.bias
  `,
};

export const transposedConv2dTwin = twinOf(transposedConv2d, ({ self, params, frozen, one, output }) => {
  const { filters, kernel, stride, useBias, activation } = params;
  const [height, width] = [at(output.shape, 0), at(output.shape, 1)];
  const { pad } = windowOver({ shape: [1, height, width, filters] }, params);
  const cut = [pad[0], pad[2]];
  const parts = listed(
    String(last(one().shape)),
    String(filters),
    pyTuple(kernel),
    pyTuple(stride),
    pyTuple([height, width]),
    cut.some((zeros) => zeros > 0) && `cut=${pyTuple(cut)}`,
    !useBias && 'bias=False',
  );
  return {
    module: `ConvTranspose2d(${parts})`,
    helpers: [module],
    result: activated(`${self}(${real(one())})`, activation),
    places: { kernel: { name: 'weight', permutation: [3, 2, 0, 1] }, bias: { name: 'bias' } },
    penalties: penaltiesOf(params, frozen, `${self}.weight`),
  };
});
