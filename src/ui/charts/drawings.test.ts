import { describe, expect, it } from 'vitest';
import type { DotGroup } from '../../core/experiments/dots.ts';
import type { JudgedTask } from '../../core/experiments/experiment.ts';
import { taskIdentity } from '../common/task-identity.ts';
import { reportDrawing } from './compare/report-drawing.ts';
import { confusionDrawing } from './confusion-drawing.ts';
import { drawnLinesDrawing } from './trade-off/drawn-axes.ts';
import { type Candidate, measuresOf } from './trade-off/measure.ts';
import { tradeOffDrawing } from './trade-off/trade-off-drawing.ts';

const accuracy: JudgedTask = { id: 'a', name: 'A', metric: 'accuracy', better: 'higher', range: [0, 1] };
const rmse: JudgedTask = { id: 'b', name: 'B', metric: 'rmse', better: 'lower', range: [0, null] };
const words = { onFront: 'on the front', others: 'dominated' };
const nameOf = ({ task, metric }: { readonly task: string; readonly metric: string }): string => `${task}: ${metric}`;

describe('the trade-off on paper', () => {
  const candidates: readonly Candidate[] = [
    { id: '0', name: 'equal', values: [0.9, 2] },
    { id: '1', name: 'PCGrad', values: [0.7, 1] },
    { id: '2', name: 'MGDA', values: [0.8, 3] },
  ];

  it('of two measures is a plane: the front is a line through its points from left to right, what is dominated stands apart', () => {
    const drawing = tradeOffDrawing(candidates, measuresOf([accuracy, rmse]).slice(0, 2), nameOf, words);
    if (drawing.form !== 'plot') throw new Error(drawing.form);
    const [panel] = drawing.panels;
    expect([panel?.x.name, panel?.y.name]).toEqual(['a: accuracy ↑', 'b: rmse ↓']);
    expect(panel?.series.map(({ name, look, points }) => [name, look, points.map(({ label }) => label)])).toEqual([
      ['on the front', 'both', ['PCGrad', 'equal']],
      ['dominated', 'dots', ['MGDA']],
    ]);
  });

  it('of many candidates names those on the front alone', () => {
    const many = Array.from({ length: 30 }, (_, i) => ({
      id: String(i),
      name: `run ${i}`,
      values: [i === 7 ? 1 : 0.5, 3 - (i === 7 ? 1 : 0)],
    }));
    const drawing = tradeOffDrawing(many, measuresOf([accuracy, rmse]).slice(0, 2), nameOf, words);
    if (drawing.form !== 'plot') throw new Error(drawing.form);
    const labels = drawing.panels[0]?.series.flatMap(({ points }) => points.flatMap(({ label }) => label ?? []));
    expect(labels).toEqual(['run 7']);
  });

  it('of more measures is parallel axes whose upper ends are the better ones', () => {
    const three = candidates.map((one) => ({ ...one, values: [...one.values, 1] }));
    const drawing = tradeOffDrawing(three, measuresOf([accuracy, rmse]).slice(0, 3), nameOf, words);
    if (drawing.form !== 'parallel') throw new Error(drawing.form);
    const [, error] = drawing.axes;
    expect(Number(error?.top)).toBeLessThan(Number(error?.bottom));
    expect(drawing.lines.map(({ strong }) => strong)).toEqual([true, true, false]);
    const [equal, pcgrad] = drawing.lines;
    expect(equal?.places[1]).toBeLessThan(pcgrad?.places[1] ?? 0);
  });
});

it('what a search drew has the best one strong, and stands where it stands on the page', () => {
  const axes = [{ name: 'rate', top: '0.1', bottom: '0.001', places: [0, 1, null] }];
  const { lines } = drawnLinesDrawing(axes, ['best', 'second', 'third']);
  expect(lines).toEqual([
    { name: 'best', strong: true, places: [0] },
    { name: 'second', strong: false, places: [1] },
    { name: 'third', strong: false, places: [null] },
  ]);
});

it('a report’s differences are rows with their verdicts, on one scale for each task', () => {
  const paired = { gains: [1, 2], mean: 1.5, interval: null, half: 0.5, p: 0.5, verdict: 'cannot tell', needed: 9 } as const;
  const result = {
    id: 'pcgrad',
    contender: { kind: 'method', value: 'pcgrad' },
    values: {},
    summary: {},
    against: {},
    improvement: paired,
    meanRank: 1,
  };
  const groups: readonly DotGroup[] = [
    { task: null, reach: 2, rows: [{ result, paired }] },
    { task: accuracy, reach: 0.25, rows: [{ result, paired }] },
  ];
  const { groups: drawn } = reportDrawing(groups, {
    nameOf: ({ id }) => id,
    identityOf: () => taskIdentity(1),
    together: 'All tasks',
    words: { dot: 'one seed', band: 'band', line: 't' },
  });
  expect(drawn.map(({ name, symbol, ends }) => [name, symbol, ends])).toEqual([
    ['All tasks', '', ['−2 %', '+2 %']],
    ['A (accuracy)', '▲', ['−0.25', '+0.25']],
  ]);
  expect(drawn[0]?.rows).toMatchObject([{ name: 'pcgrad', verdict: 'cannot tell', band: [2, 198], dots: [148, 196] }]);
});

it('a confusion matrix is as full as the share of its row, with its counts', () => {
  const { cells, rows, rowsName } = confusionDrawing(
    [
      [3, 1],
      [0, 0],
    ],
    (i) => ['cat', 'dog'][i] ?? '',
    { color: 'var(--task-0)', truth: 'truth', predicted: 'predicted' },
  );
  expect(cells).toEqual([
    [
      { text: '3', share: 0.75 },
      { text: '1', share: 0.25 },
    ],
    [
      { text: '·', share: 0 },
      { text: '·', share: 0 },
    ],
  ]);
  expect([rows.map(({ name }) => name), rowsName]).toEqual([['cat', 'dog'], 'truth']);
});
