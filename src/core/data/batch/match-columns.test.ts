import { describe, expect, it } from 'vitest';
import { defaults } from '../../project/defaults.ts';
import type { TaskKindId } from '../../tasks/registry.ts';
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

  it('say every label with its probability, where a box is, a tag for every word there is, the words of a text, and all of several numbers', () => {
    const task = (kind: TaskKindId, loss: string) => defaults.task({ id: 't', name: 'T', target: 't', kind, loss });
    const title = { en: 'T', 'zh-CN': 'T' };
    const of = (entry: PredictedTask, output: readonly number[], written?: Int32Array, tokens?: number) => {
      const { headers, cells } = predictionColumns(entry, 'en');
      return [headers, cells(Float32Array.from(output), written, tokens)];
    };
    const base = { id: 't', title } as const;
    expect(
      of(
        { task: task('multiLabel', 'binaryCrossEntropy'), target: { ...base, format: 'multiLabel', labels: ['red', 'blue'] } },
        [0.75, 0.25],
      ),
    ).toEqual([
      ['T', 'T: probability red', 'T: probability blue'],
      ['red', 0.75, 0.25],
    ]);
    expect(of({ task: task('detection', 'box'), target: { ...base, format: 'box' } }, [0.75, 0.5, 0.25, 0.5, 0.25])).toEqual([
      ['T', 'T: probability', 'T: left', 'T: top', 'T: width', 'T: height'],
      ['there', 0.75, 0.25, 0.125, 0.5, 0.25],
    ]);
    const tags = { ...base, format: 'tags', length: 3, tags: ['O', 'B-PER'], scheme: 'bio' } as const;
    const tagged = { task: task('tagging', 'crossEntropy'), target: tags };
    expect(of(tagged, [0.9, 0.1, 0.2, 0.8, 0.4, 0.6], undefined, 2)).toEqual([['T'], ['O B-PER']]);
    expect(of(tagged, [0.9, 0.1, 0.2, 0.8, 0.4, 0.6])).toEqual([['T'], ['O B-PER B-PER']]);
    const vocabulary = ['–', '‹begin›', '‹end›', '?', 'good', 'film'];
    const text = { ...base, format: 'sequence', length: 4, vocabulary, previous: 'so-far' } as const;
    const written = of(
      { task: task('generation', 'crossEntropy'), target: text },
      new Array(24).fill(0),
      Int32Array.of(4, 5, 2, 0),
    );
    expect(written).toEqual([['T'], ['good film']]);
    const values = { ...base, format: 'values', size: 2, scale: 10, offset: 1, unit: 'g' } as const;
    expect(of({ task: task('regression', 'mse'), target: values }, [0.5, -1])).toEqual([
      ['T 1 (g)', 'T 2 (g)'],
      [6, -9],
    ]);
  });

  it('quote what a comma, a quotation mark or a line end stands in', () => {
    expect(csvLine(['a,b', 'say "x"', 1.5, null])).toBe('"a,b","say ""x""",1.5,\r\n');
  });
});
