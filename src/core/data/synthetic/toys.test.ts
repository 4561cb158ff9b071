import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tensors } from '../types.ts';
import { toyScores } from './toy-scores.ts';
import { generateToys, type ToyOptions, toys } from './toys.ts';

const made = (options: Partial<ToyOptions>, seed = 1): Tensors => generateToys({ ...toys.schema.parse({}), ...options }, seed);
const labels = (dataset: Tensors, id: string): number[] => [...(dataset.targets[id] ?? [])];
const labelOf = (dataset: Tensors, id: string, row: number): number => dataset.targets[id]?.[row] ?? Number.NaN;
const agreement = (dataset: Tensors): number => {
  const b = labels(dataset, 'planeB');
  const a = labels(dataset, 'planeA');
  return a.filter((label, i) => label === b[i]).length / a.length;
};
const binaryTasks = ['circle', 'xor', 'spiral', 'planeA', 'planeB'];

describe('the relatedness dial', () => {
  it('gives both half-planes identical labels at 0°', () => expect(agreement(made({ angle: 0 }))).toBe(1));

  it('gives both half-planes opposite labels at 180°', () => expect(agreement(made({ angle: 180 }))).toBe(0));

  it.each([20, 45, 90, 135, 160])('makes them agree on 1 − angle/180° of the points at %i°', (angle) => {
    // 20,000 points: the standard error of a share is at most 0.0036.
    expect(Math.abs(agreement(made({ angle, samples: 20_000 })) - (1 - angle / 180))).toBeLessThan(0.015);
  });

  it('leaves points and all other labels as they are', () => {
    const [near, far] = [made({ angle: 10 }), made({ angle: 170 })];
    expect(near.inputs).toEqual(far.inputs);
    for (const id of ['circle', 'xor', 'spiral', 'planeA', 'distance']) expect(labels(near, id)).toEqual(labels(far, id));
  });
});

describe('points in the plane', () => {
  it('lie evenly on the disc of radius 1 when there is no noise', () => {
    const { point = new Float32Array() } = made({ noise: 0, samples: 20_000 }).inputs;
    const radii = Array.from({ length: 20_000 }, (_, i) => Math.hypot(point[2 * i] ?? 0, point[2 * i + 1] ?? 0));
    expect(Math.max(...radii)).toBeLessThanOrEqual(1 + 1e-6);
    // A circle of radius r holds r² of the disc.
    for (const r of [0.3, 0.5, 0.9])
      expect(Math.abs(radii.filter((radius) => radius < r).length / 20_000 - r * r)).toBeLessThan(0.015);
  });

  it('have the labels that their tasks name', () => {
    const dataset = made({ noise: 0, samples: 4000 });
    const { point = new Float32Array() } = dataset.inputs;
    let right = { circle: 0, xor: 0, planeA: 0, distance: 0 };
    for (let i = 0; i < 4000; i++) {
      const [x = 0, y = 0] = [point[2 * i], point[2 * i + 1]];
      right = {
        circle: right.circle + Number(Number(x * x + y * y < 0.5) === labelOf(dataset, 'circle', i)),
        xor: right.xor + Number(Number(x * y > 0) === labelOf(dataset, 'xor', i)),
        planeA: right.planeA + Number(Number(x > 0) === labelOf(dataset, 'planeA', i)),
        distance: right.distance + Number(Math.abs(Math.hypot(x, y) - labelOf(dataset, 'distance', i)) < 1e-6),
      };
    }
    // The limit is the sample's own quantile: a few points next to it fall on the other side of the ideal one.
    expect(right.circle / 4000).toBeGreaterThan(0.98);
    expect(right.xor / 4000).toBeGreaterThan(0.98);
    expect(right.planeA / 4000).toBeGreaterThan(0.98);
    expect(right.distance).toBe(4000);
  });

  it('of the spiral alternate along a ray, and turn once from the centre to the rim', () => {
    // sin(θ + 2πr): by hand at a quarter and three quarters of the radius, and half a turn on.
    expect(toyScores.spiral(0.25, 0)).toBeCloseTo(1);
    expect(toyScores.spiral(0.75, 0)).toBeCloseTo(-1);
    expect(toyScores.spiral(-0.25, 0)).toBeCloseTo(-1);
    expect(toyScores.spiral(0, -0.5)).toBeCloseTo(1);
    expect(toyScores.spiral(0, 0.5)).toBeCloseTo(-1);
  });

  it('are positive in each task as often as asked', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: 500 }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        fc.nat(),
        (samples, positives, seed) => {
          const dataset = made({ samples, positives }, seed);
          for (const id of binaryTasks) {
            expect(labels(dataset, id).reduce((sum, label) => sum + label, 0)).toBe(Math.round(samples * positives));
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('are moved by the noise after they were labelled', () => {
    const [still, moved] = [made({ noise: 0 }), made({ noise: 0.1, samples: 1000 })];
    for (const id of binaryTasks) expect(labels(moved, id)).toEqual(labels(still, id));
    const steps = [...(moved.inputs.point ?? [])].map((value, i) => value - (still.inputs.point?.[i] ?? 0));
    const deviation = Math.sqrt(steps.reduce((sum, step) => sum + step * step, 0) / steps.length);
    expect(Math.abs(deviation - 0.1)).toBeLessThan(0.01);
  });

  it('are the same for the same seed, and others for another', () => {
    expect(made({}, 7)).toEqual(made({}, 7));
    expect(made({}, 7).inputs.point).not.toEqual(made({}, 8).inputs.point);
  });

  it('continue the same sequence when there are more', () => {
    const [few, many] = [made({ samples: 100 }), made({ samples: 200 })];
    expect(many.inputs.point?.subarray(0, 200)).toEqual(few.inputs.point);
  });
});
