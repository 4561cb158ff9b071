import { slice } from '../../../../core/layers/shape/slice.ts';
import { twinOf } from '../../code/twin.ts';
import { real } from '../python.ts';

export const sliceTwin = twinOf(slice, ({ params, one }) => {
  const { axis, begin, size } = params;
  const { shape, mask } = one();
  const along = (axis < 0 ? axis + shape.length : axis) + 1;
  const range = `${begin === 0 ? '' : begin}:${begin + size}`;
  return {
    result: `${real(one())}[${[...new Array<string>(along).fill(':'), range].join(', ')}]`,
    ...(mask && along === 1 ? { mask: `${mask}[:, ${range}]` } : {}),
  };
});
