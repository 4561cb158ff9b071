import { expect, test } from 'vitest';
import { importWorld } from '../../../worker/import-world.ts';
import { taskKind } from '../../tasks/task-kinds.ts';
import { at } from '../../util/assert-never.ts';
import { inferChoices } from './infer.ts';
import { moved, orderedLevels } from './levels.ts';
import { profileColumn } from './profile.ts';
import { choicesOf } from './session.ts';
import { signatureOfDescribed } from './signature.ts';
import { built, chosen, tablesIn } from './testing/tables.ts';

const tableOf = tablesIn(importWorld());

const columnOf = (levels: readonly string[], rows = 60) =>
  tableOf(`x,grade,y\n${Array.from({ length: rows }, (_, i) => `${i / 4},${levels[i % levels.length]},${i % 3}.5`).join('\n')}`);

test.each([
  [['high', 'low', 'medium']],
  [['XL', 'M', 'S', 'L']],
  [['three', 'one', 'two', 'four']],
  [['third', 'first', 'second']],
  [['3rd', '1st', '2nd']],
  [['IV', 'I', 'III', 'II']],
  [['severe', 'none', 'mild', 'moderate']],
  [['Wed', 'Mon', 'Tue']],
  [['三', '一', '二']],
  [['周二', '周一', '周三']],
  [['博士', '本科', '硕士']],
])('%j are known to stand in an order, whichever comes first', async (words) => {
  const table = await columnOf(words);
  const choice = at(inferChoices(table), 1);
  expect(choice.kind).toBe('ordered');
  const { levels } = profileColumn(table, 1, choice);
  const rank = (word: string): number => levels.indexOf(word);
  const known: Readonly<Record<string, readonly string[]>> = {
    high: ['low', 'medium', 'high'],
    XL: ['S', 'M', 'L', 'XL'],
    three: ['one', 'two', 'three', 'four'],
    third: ['first', 'second', 'third'],
    '3rd': ['1st', '2nd', '3rd'],
    IV: ['I', 'II', 'III', 'IV'],
    severe: ['none', 'mild', 'moderate', 'severe'],
    Wed: ['Mon', 'Tue', 'Wed'],
    三: ['一', '二', '三'],
    周二: ['周一', '周二', '周三'],
    博士: ['本科', '硕士', '博士'],
  };
  expect(known[at(words, 0)]?.map(rank)).toEqual(words.map((_, i) => i));
});

test('words of which only some are known stand behind those that are, and two known ones are enough', () => {
  expect(orderedLevels(['odd', 'high', 'other', 'low'])).toEqual(['low', 'high', 'odd', 'other']);
  expect(orderedLevels(['grade 10', 'grade 2', 'grade 1'])).toEqual(['grade 1', 'grade 2', 'grade 10']);
  expect(orderedLevels(['a', 'b', 'c'], ['b', 'gone', 'a'])).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c']);
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
});

test('an order that was corrected is that of the feature, of the label and its metric, and of the document, also when it is read again', async () => {
  const table = await columnOf(['so-so', 'awful', 'superb']);
  const ordered = (role: 'feature' | 'target', levels?: string[]) =>
    chosen(table, {
      grade: { kind: 'ordered', ...(levels ? { levels } : {}) },
      ...(role === 'target' ? { grade: { kind: 'ordered', role, ...(levels ? { levels } : {}) } } : {}),
      y: { role: 'target' },
    });
  const right = ['awful', 'so-so', 'superb'];
  // As it shows: by the alphabet.
  expect(built(table, ordered('target', undefined)).described.columns[1]?.fit).toMatchObject({ levels: right });
  const wrong = ['superb', 'awful', 'so-so'];
  const feature = built(table, ordered('feature', wrong));
  expect(feature.described.columns[1]?.fit).toEqual({ as: 'rank', levels: wrong, indicator: false });
  const row = feature.tensors.inputs.row ?? new Float32Array(0);
  expect([1, 3, 5].map((place) => row[place])).toEqual([1, 0.5, 0]);
  const target = built(table, ordered('target', wrong));
  const [grade] = signatureOfDescribed(target.described).targets;
  expect(grade).toMatchObject({ format: 'class', classes: wrong, ordered: true });
  expect([...(target.tensors.targets.grade ?? [])].slice(0, 3)).toEqual([2, 1, 0]);
  // «superb» in place of «so-so» is two grades off in this order, and one in the other.
  const off = (classes: readonly string[]) =>
    taskKind('ordinal')?.measure(
      { format: 'class', classes, ordered: true },
      {
        count: 1,
        outputs: Float32Array.of(...[0, 1].map((k) => (classes.indexOf('superb') > k ? 0.9 : 0.1))),
        targets: Int32Array.of(classes.indexOf('so-so')),
        mask: Float32Array.of(1),
      },
    ).classMae;
  expect([off(wrong), off(right)]).toEqual([2, 1]);
  for (const one of [feature, target]) {
    const again = choicesOf(JSON.parse(JSON.stringify(one.described)));
    expect(again[1]?.levels).toEqual(wrong);
    expect(built(table, again).id).toBe(one.id);
  }
  expect(built(table, ordered('target', undefined)).id).not.toBe(target.id);
});

test('levels that no training row has leave the others in their order', async () => {
  const lines = Array.from(
    { length: 30 },
    (_, i) => `${i},${i < 24 ? ['high', 'low'][i % 2] : 'medium'},${i < 24 ? 'train' : 'test'},${i % 2}.5`,
  );
  const table = await tableOf(`x,grade,split,y\n${lines.join('\n')}`);
  const choices = chosen(table, { y: { role: 'target' } });
  const { described } = built(table, choices, { by: 'column', seed: 1, train: 0.7, validation: 0.15 });
  expect(described.columns[1]?.fit).toMatchObject({ as: 'rank', levels: ['low', 'high'] });
});
