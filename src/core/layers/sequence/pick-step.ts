import { z } from 'zod';
import { at } from '../../util/assert-never.ts';
import { sequenceAt, zeroPadding } from '../support/sequence.ts';
import { type LayerKind, singleInput } from '../types.ts';

const schema = z.strictObject({ step: z.enum(['last', 'first']).default('last') });

/** [N, L, F] → [N, F]: the first or the last position that is not padding; zeros for an empty sequence. */
export const pickStep: LayerKind<z.infer<typeof schema>, 'pickStep'> = {
  kind: 'pickStep',
  category: 'sequence',
  icon: 'IconPlayerSkipForward',
  schema,
  fields: [
    {
      name: 'step',
      title: { en: 'Position', 'zh-CN': '位置' },
      help: {
        en: 'The last valid position sums up what a GRU or an LSTM has read; the first one is where an extra token stands.',
        'zh-CN': '最后一个有效位置概括了 GRU 或 LSTM 读到的全部内容；第一个位置是额外词元所在之处。',
      },
      control: 'choice',
      options: [
        { value: 'last', title: { en: 'the last', 'zh-CN': '最后一个' } },
        { value: 'first', title: { en: 'the first', 'zh-CN': '第一个' } },
      ],
    },
  ],
  inputs: singleInput,
  text: {
    title: { en: 'Pick a position', 'zh-CN': '取一个位置' },
    summary: {
      en: 'Keeps one position of a sequence: the last, or the first.',
      'zh-CN': '保留序列的一个位置：最后一个或第一个。',
    },
    more: {
      en: 'Padding does not count: of a sentence of three words in a row of forty places, the last position is the third. One task can read the whole sequence of states while another takes only its end.',
      'zh-CN': '填充不计入：在四十个位置中只有三个词的句子，最后一个位置是第三个。一个任务可以读取全部状态，另一个只取其末尾。',
    },
  },
  lower(ctx, { step }, inputs) {
    const { b } = ctx;
    const { x, mask } = sequenceAt(ctx, inputs);
    const [n, length, features] = [at(x.shape, 0), at(x.shape, 1), at(x.shape, 2)];
    if (!mask) return b.reshape(b.slice(x, [0, step === 'last' ? length - 1 : 0, 0], [n, 1, features]), [n, features]);
    // Positions count 1 … L from where the search begins to win; padding counts 0, and the largest count is the position wanted.
    const order = b.constant(() => Array.from({ length }, (_, i) => (step === 'last' ? i + 1 : length - i)), [1, length]);
    const counts = b.mul(mask, order);
    const wanted = b.mul(b.binary('equal', counts, b.reduce('max', counts, [1])), mask);
    return b.reshape(b.matmul(b.reshape(wanted, [n, 1, length]), zeroPadding(b, x, mask)), [n, features]);
  },
};
