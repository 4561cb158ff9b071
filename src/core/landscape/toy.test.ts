import { describe, expect, it } from 'vitest';
import { at } from '../util/assert-never.ts';
import golden from './fixtures/golden.json' with { type: 'json' };
import { floorOf, lookAt, noLosses, type ToyScale } from './toy.ts';

const scales = [{ first: 1 }, { first: 0.1 }] as const satisfies readonly ToyScale[];

const there = (x: number, y: number, scale: ToyScale) => {
  const found = noLosses();
  lookAt(x, y, scale, found);
  return found;
};

describe.each(golden.toy2d.values)('at $x', ({ x, f, grad_f1, grad_f2 }) => {
  it.each(scales)('has the losses and gradients of the reference, the first × $first', (scale) => {
    const { losses, gradients } = there(at(x, 0), at(x, 1), scale);
    const near = (value: number, wanted: number) =>
      expect(Math.abs(value - wanted)).toBeLessThan(1e-10 + 1e-11 * Math.abs(wanted));
    near(at(losses, 0), scale.first * at(f, 0));
    near(at(losses, 1), at(f, 1));
    [0, 1].forEach((axis) => {
      near(at(gradients, axis), scale.first * at(grad_f1, axis));
      near(at(gradients, 2 + axis), at(grad_f2, axis));
    });
  });
});

it('has the slopes of its losses, and losses above their floor', () => {
  const far = 1e-6;
  for (const scale of scales) {
    const [first, second] = floorOf(scale);
    for (let x = -9.7; x < 10; x += 1.3) {
      for (let y = -9.6; y < 10; y += 1.1) {
        const { losses, gradients } = there(x, y, scale);
        expect(at(losses, 0)).toBeGreaterThan(first);
        expect(at(losses, 1)).toBeGreaterThan(second);
        for (let i = 0; i < 2; i++) {
          const alongX = (at(there(x + far, y, scale).losses, i) - at(there(x - far, y, scale).losses, i)) / (2 * far);
          const alongY = (at(there(x, y + far, scale).losses, i) - at(there(x, y - far, scale).losses, i)) / (2 * far);
          expect(at(gradients, 2 * i)).toBeCloseTo(alongX, 5);
          expect(at(gradients, 2 * i + 1)).toBeCloseTo(alongY, 5);
        }
      }
    }
  }
});
