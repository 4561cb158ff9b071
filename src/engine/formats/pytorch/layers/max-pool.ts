import { maxPool as layer } from '../../../../core/layers/convolution/max-pool.ts';
import { windowOver } from '../../../../core/layers/support/windows.ts';
import { listed, twinOf } from '../../code/twin.ts';
import { maxPool } from '../helpers/windows.ts';
import { pyTuple, real } from '../python.ts';

export const maxPoolTwin = twinOf(layer, ({ params, one }) => {
  const { size, stride } = params;
  const { pad } = windowOver({ shape: [1, ...one().shape] }, { ...params, kernel: size });
  const padded = pad.some((zeros) => zeros > 0) && pyTuple(pad);
  return { helpers: [maxPool], result: `${maxPool.name}(${listed(real(one()), pyTuple(size), pyTuple(stride), padded)})` };
});
