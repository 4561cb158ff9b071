import type { recurrentSchema } from '../../../../core/layers/support/recurrent.ts';
import type { Helper } from '../../code/helper.ts';
import { last, listed, type Twin, type TwinLayer } from '../../code/twin.ts';
import { real } from '../python.ts';

/** A recurrent layer whose cell is this module. */
export function recurrentTwin(
  cell: Helper,
  { self, params, one, at }: TwinLayer<ReturnType<typeof recurrentSchema.parse>>,
): Twin {
  const { units, returns, bidirectional } = params;
  const { mask, shape } = one();
  const [state] = at('state');
  const parts = listed(
    cell.name,
    String(last(shape)),
    String(units),
    returns === 'all' && 'every=True',
    bidirectional && 'bidirectional=True',
  );
  return {
    module: `Recurrent(${parts})`,
    helpers: [cell],
    result: `${self}(${listed(real(one()), mask && `mask=${mask}`, state && `start=${real(state)}`)})`,
    mask: returns === 'all' ? mask : null,
    places: {
      kernel: { name: 'ahead.kernel.weight', permutation: [1, 0] },
      recurrentKernel: { name: 'ahead.recurrent.weight', permutation: [1, 0] },
      bias: { name: 'ahead.kernel.bias' },
      backwardKernel: { name: 'back.kernel.weight', permutation: [1, 0] },
      backwardRecurrentKernel: { name: 'back.recurrent.weight', permutation: [1, 0] },
      backwardBias: { name: 'back.kernel.bias' },
    },
  };
}
