import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import type { JudgedTask } from '../../../core/experiments/experiment.ts';
import type { Searched } from '../../../core/experiments/halving.ts';
import { toyProject } from '../../../engine/training/testing/projects.ts';
import { directPlayground } from '../../../store/testing/direct-playground.ts';
import '../../../locales/registry.ts';
import { markup, textOf } from '../../testing/markup.ts';
import { DrawnLines } from './drawn-lines.tsx';
import { measuresOf, valuesOf } from './measure.ts';
import { TradeOff } from './trade-off.tsx';

const accuracy: JudgedTask = { id: 'a', name: 'A', metric: 'accuracy', better: 'higher', range: [0, 1] };
const rmse: JudgedTask = { id: 'b', name: '', metric: 'rmse', better: 'lower', range: [0, null] };
const byLoss: JudgedTask = { id: 'c', name: 'C', metric: 'loss', better: 'lower', range: [0, null] };

describe('what can be drawn against each other', () => {
  it('is of every task its headline metric, then the loss, each once and in its direction', () => {
    expect(measuresOf([accuracy, rmse, byLoss]).map(({ id, better }) => [id, better])).toEqual([
      ['a accuracy', 'higher'],
      ['b rmse', 'lower'],
      ['c loss', 'lower'],
      ['a loss', 'lower'],
      ['b loss', 'lower'],
    ]);
  });

  it('has values only where every measure was measured', () => {
    const measures = measuresOf([accuracy, rmse]).slice(0, 2);
    expect(valuesOf({ a: { accuracy: 0.9 }, b: { rmse: 0 } }, measures)).toEqual([0.9, 0]);
    expect(valuesOf({ a: { accuracy: null }, b: { rmse: 2 } }, measures)).toBeNull();
    expect(valuesOf({ a: { accuracy: Number.NaN }, b: { rmse: 2 } }, measures)).toBeNull();
    expect(valuesOf({ a: { accuracy: 0.9 } }, measures)).toBeNull();
  });
});

const playground = directPlayground(toyProject());
const drawn = (tasks: readonly JudgedTask[], figures: readonly (readonly (number | null)[])[]): string =>
  markup(
    createElement(TradeOff, {
      tasks,
      entries: figures.map((values, i) => ({
        id: String(i),
        name: `run ${i}`,
        figures: Object.fromEntries(tasks.map(({ id, metric }, t) => [id, { [metric]: values[t] ?? null }])),
      })),
      onOpen: () => undefined,
    }),
    playground,
  );
const labels = (html: string): string[] => [...html.matchAll(/aria-label="(run [^"]*)"/g)].map(([, label = '']) => label);
/** By line: whether it is strong, and its height at every axis, in per cent from above. */
const lines = (html: string): [front: boolean, ...heights: number[]][] =>
  [...html.matchAll(/class="trade-off-line" data-front="(\w+)" d="([^"]*)"/g)].map(([, front, path = '']) => [
    front === 'true',
    ...path
      .slice(1)
      .split('L')
      .map((point) => Number(point.split(' ')[1])),
  ]);

describe('the trade-off', () => {
  it('of two measures is a plane with a dot for each that has both, and says which are on the front', () => {
    const html = drawn(
      [accuracy, rmse],
      [
        [0.9, 2],
        [0.8, 3],
        [0.7, 1],
        [0.95, null],
      ],
    );
    expect(html).toContain('data-testid="trade-off-plane"');
    expect(labels(html)).toEqual([
      'run 0: A: accuracy 0.9, b: rmse 2, on the front',
      'run 1: A: accuracy 0.8, b: rmse 3',
      'run 2: A: accuracy 0.7, b: rmse 1, on the front',
    ]);
  });

  it('of more measures is parallel axes, of which the better end is up; what is dominated is faint', () => {
    const html = drawn(
      [accuracy, rmse, byLoss],
      [
        [0.9, 2, 1],
        [0.8, 3, 2],
        [0.7, 1, 3],
      ],
    );
    expect(html).toContain('data-testid="trade-off-parallel"');
    expect(html.match(/trade-off-axes/g)).toHaveLength(3);
    const [first, second, third] = lines(html);
    expect([first?.[0], second?.[0], third?.[0]]).toEqual([true, false, true]);
    // Higher accuracy, lower error and lower loss stand above.
    expect(Number(first?.[1])).toBeLessThan(Number(third?.[1]));
    expect(Number(third?.[2])).toBeLessThan(Number(second?.[2]));
    expect(Number(first?.[3])).toBeLessThan(Number(second?.[3]));
    expect(labels(html)).toHaveLength(3);
  });

  it('says where nothing has both measures', () => {
    const html = drawn([accuracy, rmse], [[0.9, null]]);
    expect(labels(html)).toEqual([]);
    expect(textOf(html)).toContain('Nothing has both measures yet.');
  });
});

describe('what a search drew', () => {
  const found = (values: readonly Record<string, number | string>[]): Searched[] =>
    values.map((of, i) => ({
      id: `searched:${i}`,
      contender: { kind: 'searched', value: String(i), document: toyProject(), drawn: of },
      rounds: 1,
      epochs: 1,
      outcome: {
        run: String(i),
        figures: { validation: { a: { accuracy: 1 - i / 10 } }, test: {} },
        failure: null,
        steps: 1,
        seconds: 1,
      },
    }));
  const html = (values: readonly Record<string, number | string>[], names: readonly string[]): string =>
    markup(createElement(DrawnLines, { tasks: [accuracy], names, found: found(values) }), playground);

  it('is a line for each configuration over what was drawn and what came of it, the best strong', () => {
    const text = html(
      [
        { rate: 0.001, method: 'equal' },
        { rate: 0.01, method: 'pcgrad' },
        { rate: 0.1, method: 'equal' },
      ],
      ['rate', 'method'],
    );
    expect(text.match(/trade-off-axes/g)).toHaveLength(3);
    // A rate that spans two powers of ten has its middle in the middle; words have their places; the best accuracy is up.
    expect(lines(text)).toEqual([[true, 84, 84, 6], [false, 45, 6, 45], [false, 6, 84, 84].map((height) => height)]);
    expect(textOf(text)).toBe('rate method A (accuracy)');
  });

  it('is not drawn of a single configuration', () => {
    expect(html([{ rate: 1 }], ['rate'])).not.toContain('trade-off-line');
  });
});
