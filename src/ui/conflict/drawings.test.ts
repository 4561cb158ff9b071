import { expect, it } from 'vitest';
import { taskIdentity } from '../common/task-identity.ts';
import { layersDrawing, pairLinesDrawing, pairsDrawing, samplesDrawing } from './drawings.ts';

const tasks = ['Digit', 'Group'].map((name, i) => ({ id: name, name, ...taskIdentity(i) }));
const say = (value: number): string => value.toFixed(2);

it('a matrix over pairs of tasks leaves its diagonal out where that says nothing', () => {
  const cell = (row: number, column: number) => ({ value: row - column, share: row - column, below: 0.5 });
  const { cells, rows } = pairsDrawing(tasks, cell, say, { diagonal: false });
  expect(cells).toEqual([
    [null, { text: '-1.00', share: -1, below: '0.50' }],
    [{ text: '1.00', share: 1, below: '0.50' }, null],
  ]);
  expect(rows.map(({ name, symbol }) => symbol + name)).toEqual(['●Digit', '▲Group']);
  expect(pairsDrawing(tasks, cell, say, { diagonal: true }).cells[0]?.[0]).toMatchObject({ text: '0.00' });
});

it('how pairs agreed is a line per pair over the steps that were measured, by direction and by length', () => {
  const report = (step: number, inner: number) => ({
    step,
    tasks: ['Digit', 'Group'],
    nodes: ['trunk'],
    losses: Float32Array.of(1, 1),
    gramians: Float32Array.of(4, inner, inner, 1),
  });
  const words = { cosine: 'cos', magnitude: 'len', step: 'step', pair: (a: string, b: string) => `${a} & ${b}` };
  const { panels } = pairLinesDrawing([report(10, 1), report(20, -2)], 'trunk', tasks, words);
  expect(panels.map(({ y, guides }) => [y.name, y.range, guides])).toEqual([
    ['cos', [-1, 1], ['zero']],
    ['len', [0, 1], undefined],
  ]);
  const [line] = panels[0]?.series ?? [];
  expect([line?.name, line?.symbol]).toEqual(['Digit & Group', '●▲']);
  expect(line?.points).toEqual([
    { x: 10, y: 0.5 },
    { x: 20, y: -1 },
  ]);
  // 2·‖a‖·‖b‖ / (‖a‖² + ‖b‖²)
  expect(panels[1]?.series[0]?.points[0]?.y).toBeCloseTo(0.8, 6);
});

it('layers are bars of how often tasks pull apart there', () => {
  const { cells, bars } = layersDrawing([{ name: 'Dense', negative: 0.25 }], {
    share: 'share',
    percent: (share) => `${100 * share} %`,
  });
  expect([cells, bars]).toEqual([[[{ text: '25 %', share: 0.25 }]], true]);
});

it('samples are drawn by class with its sign, or by a number with its shade; both axes have one scale', () => {
  const points = Float32Array.of(0, 0, 4, 1, 2, 0.5);
  const words = { low: 'low', high: 'high' };
  const classes = samplesDrawing(
    points,
    [{ kind: 'class', index: 1, name: 'odd' }, null, { kind: 'class', index: 0, name: 'even' }],
    ({ name }) => String(name),
    words,
  );
  const [panel] = classes.panels;
  expect(panel?.series.map(({ name, symbol, points: own }) => [name, symbol, own.length])).toEqual([
    ['even', '●', 1],
    ['odd', '▲', 1],
  ]);
  const [x, y] = [panel?.x.range ?? [0, 0], panel?.y.range ?? [0, 0]];
  expect(x[1] - x[0]).toBeCloseTo(y[1] - y[0], 6);
  const numbers = samplesDrawing(
    points,
    [{ kind: 'scale', place: 0, value: 3 }, { kind: 'scale', place: 1, value: 8 }, null],
    () => '',
    words,
  );
  expect(numbers.notes).toEqual(['low 3', 'high 8']);
  expect(numbers.panels[0]?.series[0]?.points.map(({ tone }) => tone)).toEqual([0, 1]);
});
