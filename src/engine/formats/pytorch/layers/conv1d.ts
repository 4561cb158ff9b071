import { conv1d } from '../../../../core/layers/sequence/conv1d.ts';
import { samePadding } from '../../../../core/program/shapes.ts';
import { at } from '../../../../core/util/assert-never.ts';
import type { Helper } from '../../code/helper.ts';
import { last, listed, twinOf } from '../../code/twin.ts';
import { zeroPadding } from '../helpers/masks.ts';
import { pyTuple, python, real } from '../python.ts';
import { activated } from './activations.ts';
import { penaltiesOf } from './penalties.ts';

const module: Helper = {
  name: 'Conv1d',
  source: python`
    class Conv1d(nn.Conv1d):
        """nn.Conv1d over [N, L, C]. pad: zeros before and after; with a stride the odd one comes after, as in TensorFlow."""

        def __init__(self, inputs, filters, kernel, stride=1, pad=(0, 0), dilation=1, bias=True):
            super().__init__(inputs, filters, kernel, stride, 0, dilation, 1, bias)
            self.pad = pad

        def forward(self, x):
            return super().forward(F.pad(x.transpose(1, 2), self.pad)).transpose(1, 2)
  `,
};

export const conv1dTwin = twinOf(conv1d, ({ self, params, frozen, one, output }) => {
  const { filters, kernel, stride, padding, dilation, useBias, activation } = params;
  const { shape, mask } = one();
  const causal = [(kernel - 1) * dilation, 0] as const;
  const same = samePadding(at(shape, 0), kernel, stride, dilation);
  const pad = padding === 'same' ? same : padding === 'causal' ? causal : ([0, 0] as const);
  const parts = listed(
    String(last(shape)),
    String(filters),
    String(kernel),
    stride > 1 && `stride=${stride}`,
    pad.some((zeros) => zeros > 0) && `pad=${pyTuple(pad)}`,
    dilation > 1 && `dilation=${dilation}`,
    !useBias && 'bias=False',
  );
  const first = padding === 'valid' ? (kernel - 1) * dilation : 0;
  // An output is there where the position is that its window ends with (valid) or stands over.
  const every =
    stride > 1 ? `${mask}[:, ${first || ''}::${stride}][:, :${at(output.shape, 0)}]` : first > 0 ? `${mask}[:, ${first}:]` : mask;
  return {
    module: `Conv1d(${parts})`,
    helpers: [module, ...(mask ? [zeroPadding] : [])],
    result: activated(`${self}(${mask ? `zero_padding(${real(one())}, ${mask})` : real(one())})`, activation),
    mask: mask && every,
    places: { kernel: { name: 'weight', permutation: [2, 1, 0] }, bias: { name: 'bias' } },
    penalties: penaltiesOf(params, frozen, `${self}.weight`),
  };
});
