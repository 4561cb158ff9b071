import { randomStream } from '../../util/random.ts';
import type { Tensors } from '../types.ts';
import type { RelatedOptions } from './related-regressions.ts';
import { dot, unitVector } from './vectors.ts';

const dimensions = 20;
const waves = 3;
const scale = 0.5;
const deviation = 0.1;

/**
 * The generator of Ma et al. (Modeling task relationships in multi-task learning with multi-gate mixture-of-experts, KDD 2018): with
 * orthogonal unit vectors u₁, u₂, weights w₁ = c·u₁ and w₂ = c·(p·u₁ + √(1 − p²)·u₂); y = wᵀx + Σᵢ sin(αᵢ·wᵀx + βᵢ) + N(0, .01), x ~ N(0, I).
 */
export function generateRelated({ relatedness: p, samples }: RelatedOptions, seed: number): Tensors {
  const weights = randomStream(seed, 'data', 'related', 'weights');
  const u1 = unitVector(dimensions, weights);
  const u2 = unitVector(dimensions, weights, u1);
  const second = u1.map((value, i) => p * value + Math.sqrt(1 - p * p) * (u2[i] ?? 0));
  const sines = Array.from({ length: waves }, (_, i) => ({ alpha: i + 1, beta: 2 * Math.PI * weights.next() }));
  const inputs = randomStream(seed, 'data', 'related', 'inputs');
  const noise = randomStream(seed, 'data', 'related', 'noise');
  const x = Float32Array.from({ length: samples * dimensions }, () => inputs.normal());
  const respond = (direction: Float64Array): Float32Array =>
    Float32Array.from({ length: samples }, (_, row) => {
      const along = scale * dot(direction, x.subarray(row * dimensions, (row + 1) * dimensions));
      const waved = sines.reduce((sum, { alpha, beta }) => sum + Math.sin(alpha * along + beta), 0);
      return along + waved + deviation * noise.normal();
    });
  return { inputs: { x }, targets: { y1: respond(u1), y2: respond(second) } };
}
