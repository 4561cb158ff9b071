import { concat } from '../../../../core/layers/merge/concat.ts';
import { at as item } from '../../../../core/util/assert-never.ts';
import { twinOf } from '../../code/twin.ts';
import { real } from '../python.ts';

export const concatTwin = twinOf(concat, ({ params, at }) => {
  const parts = at('in');
  const { shape } = item(parts, 0);
  const along = (params.axis < 0 ? params.axis + shape.length : params.axis) + 1;
  const joined = (pieces: readonly string[], axis: number): string =>
    pieces.length === 1 ? item(pieces, 0) : `torch.cat((${pieces.join(', ')}), ${axis})`;
  const masks = (): string | null =>
    parts.every(({ mask }) => mask === null)
      ? null
      : joined(
          parts.map((part) => part.mask ?? `torch.ones(${part.code}.shape[:2], dtype=torch.bool, device=${part.code}.device)`),
          1,
        );
  return { result: joined(parts.map(real), along), ...(shape.length === 2 && along === 1 ? { mask: masks() } : {}) };
});
