import { describe, expect, it } from 'vitest';
import { defaults } from '../../project/defaults.ts';
import { invariant } from '../../util/assert-never.ts';
import { penguins } from '../penguins.ts';
import { columnsOf, matchColumns } from './match-columns.ts';
import { csvLine, type PredictedTask, predictionColumns } from './predictions-csv.ts';

const { inputs, targets } = penguins.signature({});
const [bird] = inputs;
const columns = (bird && columnsOf(bird)) ?? [];

describe('the columns that a model reads', () => {
  it('are found by the name in the pack or the title in any language, whatever case, dashes and unit', () => {
    const header = ['id', 'beak_length (mm)', '喙深', 'FLIPPER LENGTH', 'Island', 'island'];
    const { columns: found, missing, unused } = matchColumns(header, columns);
    expect(found.map(({ place }) => place)).toEqual([1, 2, 3, 4]);
    expect(missing).toEqual([]);
    expect(unused).toEqual(['id', 'island']);
    expect(matchColumns(['Island'], columns).missing.map(({ title }) => title.en)).toEqual([
      'Beak length',
      'Beak depth',
      'Flipper length',
    ]);
  });

  it('are written as the network reads them; what cannot be read leaves a missing value', () => {
    const sample = new Float32Array(6);
    const [beak, depth, flipper, island] = columns;
    expect(beak?.write('49,37', sample, ',')).toBeNull();
    expect(depth?.write('about 17', sample)).toBe('noNumber');
    expect(flipper?.write('  ', sample)).toBe('missing');
    expect(island?.write('biscoe', sample)).toBeNull();
    expect(island?.write('Atlantis', sample)).toBe('unknownOption');
    expect([...sample].map((value) => Number(value.toFixed(4)))).toEqual([1, 0, 0, 0, 1, 0]);
  });

  it('are text for token ids, a file for a square picture, and none for frames and other pictures', () => {
    const words = ['', '?', 'good', 'film'];
    const [text] = columnsOf({ id: 'words', shape: [3], dtype: 'i32', vocabulary: 4, words }) ?? [];
    const tokens = new Int32Array(3);
    expect(text?.write('Good unknown film', tokens)).toBeNull();
    expect([...tokens]).toEqual([2, 1, 3]);
    expect(columnsOf({ id: 'picture', shape: [28, 28, 1], dtype: 'f32' })).toEqual([
      expect.objectContaining({ input: 'picture', media: 'image', names: expect.arrayContaining(['picture', 'file']) }),
    ]);
    for (const shape of [
      [28, 20, 1],
      [28, 28, 2],
      [120, 26],
    ]) {
      expect(columnsOf({ id: 'image', shape, dtype: 'f32' })).toBeNull();
    }
  });
});

describe('predictions in a file', () => {
  const of = (id: string, kind: 'classification' | 'binary' | 'regression', loss: string): PredictedTask => {
    const target = targets.find((one) => one.id === id);
    invariant(target, `${id} is a target`);
    return { task: defaults.task({ id, name: `My ${id}`, target: id, kind, loss }), target };
  };

  it('say the answer and its probability, and numbers in their unit', () => {
    const tasks = [
      [of('species', 'classification', 'crossEntropy'), [0.1, 0.7, 0.2]],
      [of('sex', 'binary', 'binaryCrossEntropy'), [0.25]],
      [of('mass', 'regression', 'mse'), [0.5]],
    ] as const;
    const all = tasks.map(([entry, output]) => {
      const { headers, cells } = predictionColumns(entry, 'en');
      return [headers, cells(Float32Array.from(output))];
    });
    expect(all).toEqual([
      [
        ['My species', 'My species: probability'],
        ['Chinstrap', 0.7],
      ],
      [
        ['My sex', 'My sex: probability'],
        ['no', 0.75],
      ],
      [['My mass (g)'], [4602.5]],
    ]);
  });

  it('quote what a comma, a quotation mark or a line end stands in', () => {
    expect(csvLine(['a,b', 'say "x"', 1.5, null])).toBe('"a,b","say ""x""",1.5,\r\n');
  });
});
