import { describe, expect, it } from 'vitest';
import { coalesce } from './coalesce.ts';

function bench() {
  const delivered: string[][] = [];
  const breaths: (() => void)[] = [];
  const add = coalesce<string>(
    (items) => delivered.push([...items]),
    (next) => breaths.push(next),
  );
  return { delivered, breaths, add };
}

describe('gathering', () => {
  it('hands the first item over at once, and those that follow together after a breath', () => {
    const { delivered, breaths, add } = bench();
    add(['a'], false);
    add(['b'], false);
    add(['c'], false);
    expect(delivered).toEqual([['a']]);
    breaths.shift()?.();
    expect(delivered).toEqual([['a'], ['b', 'c']]);
    expect(breaths).toHaveLength(1);
  });

  it('is ready at once again after a breath in which nothing came', () => {
    const { delivered, breaths, add } = bench();
    add(['a'], false);
    breaths.shift()?.();
    expect(breaths).toHaveLength(0);
    add(['b'], false);
    expect(delivered).toEqual([['a'], ['b']]);
  });

  it('lets an urgent item through at once, behind those that waited, without a second breath', () => {
    const { delivered, breaths, add } = bench();
    add(['a'], false);
    add(['b'], false);
    add(['stop'], true);
    expect(delivered).toEqual([['a'], ['b', 'stop']]);
    expect(breaths).toHaveLength(1);
  });
});
