import { describe, expect, it } from 'vitest';
import { generateRelated } from './related-samples.ts';
import { generateScaled } from './scaled-samples.ts';

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
/** Pearson's correlation. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const [ma, mb] = [mean(a), mean(b)];
  const covariance = mean(a.map((value, i) => (value - ma) * ((b[i] ?? 0) - mb)));
  return covariance / Math.sqrt(mean(a.map((value) => (value - ma) ** 2)) * mean(b.map((value) => (value - mb) ** 2)));
}

describe('two related regressions', () => {
  const between = (relatedness: number): number => {
    const { targets } = generateRelated({ relatedness, samples: 5000 }, 3);
    return correlation([...(targets.y1 ?? [])], [...(targets.y2 ?? [])]);
  };

  it('are the same but for noise at 1, unrelated at 0, and in between in between', () => {
    expect(between(1)).toBeGreaterThan(0.98);
    expect(Math.abs(between(0))).toBeLessThan(0.1);
    expect(between(0.5)).toBeGreaterThan(0.15);
    expect(between(0.5)).toBeLessThan(0.8);
  });

  it('change the second task only when the dial is turned', () => {
    const [a, b] = [
      generateRelated({ relatedness: 0.2, samples: 300 }, 3),
      generateRelated({ relatedness: 0.9, samples: 300 }, 3),
    ];
    expect(a.inputs).toEqual(b.inputs);
    expect(a.targets.y1).toEqual(b.targets.y1);
    expect(a.targets.y2).not.toEqual(b.targets.y2);
  });
});

describe('two regressions of different scale', () => {
  const { targets } = generateScaled({ scale: 50, samples: 500 }, 3);
  const [small, large] = [[...(targets.small ?? [])], [...(targets.large ?? [])]];

  it('differ by the scale', () => {
    const spread = (values: readonly number[]): number => Math.sqrt(mean(values.map((value) => value * value)));
    expect(spread(large) / spread(small)).toBeGreaterThan(45);
    expect(spread(large) / spread(small)).toBeLessThan(55);
    expect(Math.max(...small.map(Math.abs))).toBeLessThanOrEqual(1);
  });

  it('share most of what they compute: arguments correlated by 1 / (1 + .35²), less behind the saturated tanh', () => {
    expect(correlation(small, large)).toBeGreaterThan(0.7);
    expect(correlation(small, large)).toBeLessThan(0.89);
  });
});
