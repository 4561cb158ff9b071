import { globalPool } from '../../../../core/layers/convolution/global-pool.ts';
import { twinOf } from '../../code/twin.ts';
import { maskedMax, maskedMean } from '../helpers/masks.ts';
import { real } from '../python.ts';

export const globalPoolTwin = twinOf(globalPool, ({ params, one }) => {
  const { shape, mask } = one();
  const average = params.mode === 'average';
  if (mask) {
    const helper = average ? maskedMean : maskedMax;
    return { helpers: [helper], result: `${helper.name}(${real(one())}, ${mask})` };
  }
  return { result: `${real(one())}.${average ? 'mean' : 'amax'}(${shape.length === 2 ? '1' : '(1, 2)'})` };
});
