import { randomStream } from '../../util/random.ts';
import type { PlainDataset } from '../plain-dataset.ts';

const count = 200;

/** A visitor's table: three numbers, two columns to be predicted, one of them unknown in every fourth row. */
export function ownTable(id = 'own-table'): PlainDataset {
  const random = randomStream(3, 'own table');
  const numbers = Float32Array.from({ length: 3 * count }, () => random.normal());
  const first = Array.from({ length: count }, (_, row) => numbers[3 * row] ?? 0);
  return {
    id,
    view: 'table',
    text: {
      title: { en: 'My table', 'zh-CN': '我的表格' },
      summary: { en: '200 rows', 'zh-CN': '200 行' },
      more: { en: 'table.csv', 'zh-CN': 'table.csv' },
    },
    licence: '–',
    signature: {
      inputs: [{ id: 'row', shape: [3], dtype: 'f32' }],
      targets: [
        { id: 'sign', title: { en: 'Sign', 'zh-CN': '符号' }, format: 'class', classes: ['constructor', 'toString'] },
        { id: 'size', title: { en: 'Size', 'zh-CN': '大小' }, format: 'values', size: 1 },
      ],
      count,
    },
    tensors: {
      inputs: { row: numbers },
      targets: {
        sign: Int32Array.from(first, (value) => (value > 0 ? 1 : 0)),
        size: Float32Array.from(first, (value, row) => (row % 4 === 0 ? Number.NaN : 2 * value)),
      },
    },
  };
}
