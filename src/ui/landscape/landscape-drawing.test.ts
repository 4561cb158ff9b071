import { expect, it } from 'vitest';
import { walkKey } from '../../store/landscape.ts';
import { landscapeDrawing } from './landscape-drawing.ts';

it('the landscape on paper has the surfaces that are shown, the starts that are on, and every method’s way from each of them', () => {
  const start = (name: string, x: number, on: boolean) => ({ name, x, y: 0, on, own: false });
  const walk = {
    method: 'equal',
    step: 2,
    reached: null,
    losses: [0, 0] as const,
    path: [Float32Array.of(1, 0, 1, -1), Float32Array.of(2, -2)],
  };
  const drawing = landscapeDrawing(
    {
      methods: ['equal', null, 'mgda'],
      starts: [start('A', 1, true), start('B', 5, false)],
      walks: new Map([[walkKey('equal', { x: 1, y: 0 }), walk]]),
      scale: { first: 0.1 },
    },
    ['first', 'second'],
    { first: 'loss 1', second: 'loss 2', mean: 'mean', front: 'front', methodOf: (id) => id.toUpperCase() },
  );
  expect(drawing.grounds.map(({ name, look, contours }) => [name, look, contours.length])).toEqual([
    ['loss 1', 'plain', 12],
    ['loss 2', 'dashed', 12],
  ]);
  expect(drawing.starts.map(({ name }) => name)).toEqual(['A']);
  expect(drawing.walks.map(({ method, symbol, paths }) => [method, symbol, paths])).toEqual([
    ['EQUAL', '●', [[1, 0, 1, -1, 2, -2]]],
    ['MGDA', '■', [[]]],
  ]);
});
