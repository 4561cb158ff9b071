import { describe, expect, it } from 'vitest';
import type { SceneOptions } from './scenes.ts';
import { generateScenes } from './scenes-images.ts';
import { shapes } from './shapes.ts';

const options: SceneOptions = { side: '32', samples: 400, noise: 0, absent: 0.25, rare: 0 };
const data = generateScenes(options, 5);
const target = (id: string, from = data): number[] => [...(from.targets[id] ?? [])];

describe('synthetic scenes', () => {
  it('know ten shapes that differ from one another in a sixth of their area at least', () => {
    const grid = Array.from({ length: 40 * 40 }, (_, i) => [((i % 40) - 19.5) / 20, (Math.floor(i / 40) - 19.5) / 20] as const);
    const covered = shapes.map(({ inside }) => grid.map(([x, y]) => inside(x, y)));
    for (const [i, a] of covered.entries()) {
      const area = a.filter(Boolean).length;
      expect(area).toBeGreaterThan(200);
      for (const b of covered.slice(i + 1)) expect(a.filter((value, p) => value !== b[p]).length).toBeGreaterThan(area / 6);
    }
  });

  it('leave out the object in the share asked for, with its class and its box', () => {
    const present = target('present');
    expect(present.filter((value) => value === 0)).toHaveLength(100);
    present.forEach((value, row) => {
      const box = target('box').slice(5 * row, 5 * row + 5);
      expect(target('shape')[row] === -1).toBe(value === 0);
      expect(box[0]).toBe(value);
      if (value === 0) expect(box).toEqual([0, 0, 0, 0, 0]);
    });
  });

  it('put the object inside its box: the colours there differ from the rest', () => {
    const row = target('present').indexOf(1);
    const [, x = 0, y = 0, width = 0, height = 0] = target('box').slice(5 * row, 5 * row + 5);
    expect(Math.min(x - width / 2, y - height / 2)).toBeGreaterThanOrEqual(0);
    expect(Math.max(x + width / 2, y + height / 2)).toBeLessThanOrEqual(1);
    const colourful = (inBox: boolean): number => {
      let most = 0;
      for (let p = 0; p < 32 * 32; p++) {
        const [px, py] = [((p % 32) + 0.5) / 32, (Math.floor(p / 32) + 0.5) / 32];
        const within = Math.abs(px - x) <= width / 2 + 0.04 && Math.abs(py - y) <= height / 2 + 0.04;
        const colour = data.inputs.image?.subarray(3 * (row * 1024 + p), 3 * (row * 1024 + p) + 3) ?? [];
        if (within === inBox) most = Math.max(most, Math.max(...colour) - Math.min(...colour));
      }
      return most;
    };
    expect(colourful(true)).toBeGreaterThan(0.5);
    expect(colourful(false)).toBeLessThan(0.3);
  });

  it('show the same at every size', () => {
    const large = generateScenes({ ...options, side: '64', samples: 20 }, 5);
    const small = generateScenes({ ...options, samples: 20 }, 5);
    for (const id of ['shape', 'present', 'dots']) expect(target(id, large)).toEqual(target(id, small));
    const difference = target('box', large).map((value, i) => Math.abs(value - (target('box', small)[i] ?? 9)));
    expect(Math.max(...difference)).toBeLessThan(0.04);
    expect(large.inputs.image).toHaveLength(20 * 64 * 64 * 3);
  });

  it('make the last five shapes rare on demand', () => {
    const share = (rare: number): number => {
      const classes = target('shape', generateScenes({ ...options, absent: 0, rare }, 5));
      return classes.filter((index) => index >= 5).length / classes.length;
    };
    expect(share(0)).toBeGreaterThan(0.4);
    expect(share(0.9)).toBeLessThan(0.16);
    expect(share(0.9)).toBeGreaterThan(0.02);
  });

  it('stay within 0 … 1 with noise, which changes nothing else', () => {
    const noisy = generateScenes({ ...options, noise: 0.4 }, 5);
    expect(noisy.inputs.image?.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(noisy.targets).toEqual(data.targets);
    expect(noisy.inputs.image).not.toEqual(data.inputs.image);
  });
});
