import { expect, it } from 'vitest';
import { healthQuantities } from '../../core/runs/health.ts';
import { taskIdentity } from '../common/task-identity.ts';
import { calibrationDrawing, importanceDrawing, residualsDrawing } from './answers/drawings.ts';
import { attackDrawing, healthDrawing } from './health/drawings.ts';
import { mapsDrawing } from './maps-drawing.ts';

it('calibration is points on the way from 0 to 1, the larger the more answers, beside the diagonal', () => {
  const bins = [
    { from: 0.5, to: 0.9, confidence: 0.6, accuracy: 0.5, count: 1 },
    { from: 0.9, to: 1, confidence: 0.95, accuracy: 0.9, count: 100 },
  ];
  const [panel] = calibrationDrawing({ bins, error: 0.05 }, { color: 'red', x: 'sure', y: 'right' }).panels;
  expect([panel?.guides, panel?.x.range, panel?.y.range]).toEqual([['diagonal'], [0, 1], [0, 1]]);
  const [few, many] = panel?.series[0]?.points ?? [];
  expect([few?.x, few?.y]).toEqual([0.6, 0.5]);
  expect(many?.size).toBeGreaterThan(few?.size ?? 9);
});

it('residuals stand over what was predicted', () => {
  const [panel] = residualsDrawing([{ truth: 5, predicted: 3 }], { color: 'red', x: 'x', y: 'y' }).panels;
  expect(panel?.series[0]?.points).toMatchObject([{ x: 3, y: 2 }]);
});

it('columns are bars per task, each as long as its share of what the task needs most; what makes nothing worse has none', () => {
  const found = { tasks: ['b', 'a'], values: Float32Array.of(0.5, 4, 0.25, -1, Number.NaN, 2) };
  const task = (id: string, place: number) => ({ id, name: id, ...taskIdentity(place), say: (loss: number) => loss.toFixed(2) });
  const { cells } = importanceDrawing(found, ['x', 'y', 'z'], [task('a', 0), task('b', 1)]);
  expect(cells.map((row) => row.map((cell) => cell && [cell.text, cell.share]))).toEqual([
    [
      ['4.00', 1],
      ['0.50', 1],
    ],
    [
      ['-1.00', 0],
      ['0.25', 0.5],
    ],
    [
      ['2.00', 0.5],
      ['NaN', 0],
    ],
  ]);
});

it('health is a line per layer that has the quantity, on powers of ten where sizes differ by them', () => {
  const report = (step: number) => ({
    step,
    nodes: ['dense', 'flatten'],
    values: Float32Array.from({ length: 2 * healthQuantities.length }, (_, i) =>
      i < healthQuantities.length ? i + step : Number.NaN,
    ),
    shares: Float32Array.of(1, Number.NaN),
  });
  const words = { quantity: 'Gradient norm', step: 'step', nameOf: (node: string) => node.toUpperCase() };
  const [panel] = healthDrawing([report(1), report(2)], 'gradient', words).panels;
  expect(panel?.y).toEqual({ name: 'Gradient norm', log: true });
  expect(panel?.series.map(({ name, points }) => [name, points])).toEqual([
    [
      'DENSE',
      [
        { x: 1, y: 1 },
        { x: 2, y: 2 },
      ],
    ],
  ]);
  expect(healthDrawing([report(1)], 'dead', words).panels[0]?.y).toMatchObject({ log: false, range: [0, 1] });
});

it('an attack is a panel per task with its metric in its unit, and noise beside it; who was not attacked has noise alone', () => {
  const report = {
    settings: { method: 'fgsm', epsilon: 0.1, steps: 1, stepSize: 1, samples: 1 },
    samples: 1,
    strengths: [0, 0.1],
    judged: [
      { task: 'a', metric: 'accuracy' },
      { task: 'b', metric: 'accuracy' },
    ],
    attacked: ['a'],
    metrics: Float32Array.of(1, 1, 0.25, 0.5),
    noise: Float32Array.of(1, 1, 0.75, 0.5),
    rows: Int32Array.of(),
    clean: { inputs: {}, predictions: {} },
    changed: {},
    truth: {},
    labelled: {},
  } as const;
  const task = (id: string, place: number) => ({
    id,
    name: id,
    ...taskIdentity(place),
    metric: 'accuracy (%)',
    scale: 100,
    place,
  });
  const { panels } = attackDrawing(report, [task('a', 0), task('b', 1)], { attack: 'attack', noise: 'noise', strength: 'ε' });
  expect(
    panels.map(({ title, series }) => [title, ...series.map(({ name, points }) => [name, ...points.map(({ y }) => y)])]),
  ).toEqual([
    ['a', ['noise', 100, 75], ['attack', 100, 25]],
    ['b', ['noise', 100, 50]],
  ]);
});

it('maps of the plane hold what is answered at each place, and the labels that there are', () => {
  const points = {
    places: Float32Array.of(0, 0, 1, 1),
    truth: Float32Array.of(1, 0),
    labelled: Float32Array.of(1, 0),
    count: 2,
  };
  const map = { name: 'a', ...taskIdentity(0), field: Float32Array.of(2, 4, 3, 2), points, continuous: true };
  expect(mapsDrawing([map], 2).maps).toMatchObject([
    { name: 'a', cells: 2, field: [0, 1, 0.5, 0], points: [{ x: 0.5, y: 0.5, share: 1 }] },
  ]);
  expect(mapsDrawing([{ ...map, field: null, points: null }], 2).maps).toMatchObject([{ field: null, points: [] }]);
});
