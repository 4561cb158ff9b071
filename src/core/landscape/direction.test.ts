import { expect, it } from 'vitest';
import { taken } from '../balancing/testing/taken.ts';
import { at } from '../util/assert-never.ts';
import { randomStream } from '../util/random.ts';
import { directionOf } from './direction.ts';
import { walkingMethods } from './offered.ts';
import { floorOf, lookAt, noLosses } from './toy.ts';

const scale = { first: 0.1 };

it('offers every method but those that look at validation', () => {
  const ids = walkingMethods.map(({ id }) => id);
  expect(ids).toEqual(
    expect.arrayContaining(['equal', 'famo', 'gradnorm', 'mgda', 'graddrop', 'moco', 'sdmgrad', 'upgrad', 'cr-mogm']),
  );
  expect(ids).not.toContain('moml');
  expect(ids.length).toBeGreaterThanOrEqual(33);
});

it.each(walkingMethods.map((method) => [method.id, method] as const))('%s goes where it goes on vectors', (id, method) => {
  const parameters = method.schema.parse({});
  const floor = floorOf(scale);
  const direction = directionOf(method, parameters, floor);
  const there = noLosses();
  const out = new Float64Array(2);
  let memory: ReturnType<typeof taken>['memory'] | undefined;
  const places = [
    [-6, 4],
    [2, -3],
    [6.5, 0.3],
  ] as const;
  places.forEach(([x, y], i) => {
    lookAt(x, y, scale, there);
    direction(i + 1, there, out);
    const losses = Array.from(there.losses, (loss, task) => loss - at(floor, task));
    const [ax = 0, ay = 0, bx = 0, by = 0] = there.gradients;
    const gradients = [
      [ax, ay],
      [bx, by],
    ];
    const random = randomStream(1, 'landscape', id, i + 1);
    const drawing = randomStream(1, 'landscape', id, i + 1);
    const asked = {
      losses,
      gradients,
      further: [0, 1].map(() => ({ losses, gradients })),
      step: { step: i + 1, stepsPerEpoch: 1, random },
      drawn: [[drawing.next(), drawing.next()]],
    };
    const found = taken(method, parameters, asked, memory);
    ({ memory } = found);
    // What is learned after a step of a plain method is no matter of that one.
    if ('learn' in method && i > 0) return;
    expect([...out], `step ${i + 1}`).toEqual([
      expect.closeTo(at(found.direction, 0), 9),
      expect.closeTo(at(found.direction, 1), 9),
    ]);
  });
});
