import { describe, expect, it } from 'vitest';
import type { TargetInfo } from '../../core/tasks/types.ts';
import { shadesOf, signOf } from './sample-colours.ts';

const title = { en: 'x', 'zh-CN': 'x' };
const classes: TargetInfo = { id: 'c', title, format: 'class', classes: ['cat', 'dog'] };
const values: TargetInfo = { id: 'v', title, format: 'values', size: 2 };

describe('what a label is for the eye', () => {
  it('is a class by its name, or nothing where there is no label', () => {
    const shades = shadesOf(classes, Int32Array.of(1, 0, 1), Float32Array.of(1, 1, 0));
    expect(shades?.map((shade) => shade && 'index' in shade && shade.index)).toEqual([1, 0, null]);
    expect(shadesOf({ id: 'b', title, format: 'binary' }, Float32Array.of(1), Float32Array.of(1))).toMatchObject([
      { kind: 'class', index: 1 },
    ]);
  });

  it('is a place between the lowest and the highest number, of several the first', () => {
    const shades = shadesOf(values, Float32Array.of(2, 9, 4, 9, 3, 9, 99, 9), Float32Array.of(1, 1, 1, 0));
    expect(shades).toEqual([
      { kind: 'scale', place: 0, value: 2 },
      { kind: 'scale', place: 1, value: 4 },
      { kind: 'scale', place: 0.5, value: 3 },
      null,
    ]);
    expect(shadesOf(values, Float32Array.of(5, 0, 5, 0), Float32Array.of(1, 1))).toMatchObject([{ place: 0.5 }, { place: 0.5 }]);
  });

  it('is nothing that one sign could show for tags and boxes', () => {
    const tags: TargetInfo = { id: 't', title, format: 'tags', length: 2, tags: ['O', 'B-X'], scheme: 'bio' };
    expect(shadesOf(tags, Int32Array.of(0, 1), Float32Array.of(1))).toBeNull();
    expect(shadesOf({ id: 'o', title, format: 'box' }, new Float32Array(5), Float32Array.of(1))).toBeNull();
  });

  it('is never told by colour alone', () => {
    const drawn = Array.from({ length: 40 }, (_, i) => Object.values(signOf(i, `class ${i}`)).join(' '));
    expect(new Set(drawn).size).toBe(40);
    expect(new Set(Array.from({ length: 10 }, (_, i) => signOf(i, `class ${i}`).sign)).size).toBe(10);
    expect(signOf(7, '7').sign).toBe('7');
    expect([signOf(0, 'é').sign, signOf(0, '否').sign, signOf(1, '是').sign]).toEqual(['é', '●', '▲']);
  });
});
