import { describe, expect, it } from 'vitest';
import { coalesce } from './coalesce.ts';

function bench() {
  const delivered: string[][] = [];
  const pauses: (() => void)[] = [];
  const add = coalesce<string>(
    (items) => delivered.push([...items]),
    (next) => pauses.push(next),
  );
  return { delivered, pauses, add };
}

describe('gathering', () => {
  it('hands the first item over at once, and those that follow together after a pause', () => {
    const { delivered, pauses, add } = bench();
    add(['a'], false);
    add(['b'], false);
    add(['c'], false);
    expect(delivered).toEqual([['a']]);
    pauses.shift()?.();
    expect(delivered).toEqual([['a'], ['b', 'c']]);
    expect(pauses).toHaveLength(1);
  });

  it('is ready at once again after a pause in which nothing came', () => {
    const { delivered, pauses, add } = bench();
    add(['a'], false);
    pauses.shift()?.();
    expect(pauses).toHaveLength(0);
    add(['b'], false);
    expect(delivered).toEqual([['a'], ['b']]);
  });

  it('lets an urgent item through at once, behind those that waited, without a second pause', () => {
    const { delivered, pauses, add } = bench();
    add(['a'], false);
    add(['b'], false);
    add(['stop'], true);
    expect(delivered).toEqual([['a'], ['b', 'stop']]);
    expect(pauses).toHaveLength(1);
  });
});
