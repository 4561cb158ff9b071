import { expect, it } from 'vitest';
import { robustness, robustnessKey } from './measured.ts';
import { measuredRobustness } from './results.ts';

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1));

it('adversarial training withstands an attack of its strength better, beyond the spread of five seeds', () => {
  const { key, runs } = measuredRobustness();
  expect(key).toBe(robustnessKey());
  for (const task of ['digit', 'group']) {
    const of = (adversarial: boolean, what: 'clean' | 'attacked'): number[] => {
      const own = runs.filter((run) => run.adversarial === adversarial);
      expect(own.map(({ seed }) => seed)).toEqual(robustness.seeds);
      return own.map((run) => run[what][task] ?? Number.NaN);
    };
    const [plain, hardened] = [of(false, 'attacked'), of(true, 'attacked')];
    expect(mean(hardened) - mean(plain)).toBeGreaterThan(2 * (deviation(plain) + deviation(hardened)));
    expect(Math.min(...hardened)).toBeGreaterThan(Math.max(...plain));
    // It is paid for, but not with everything.
    expect(mean(of(true, 'clean'))).toBeGreaterThan(mean(of(false, 'clean')) - 0.1);
  }
});
