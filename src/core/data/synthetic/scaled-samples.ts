import { randomStream } from '../../util/random.ts';
import type { Tensors } from '../types.ts';
import type { ScaledOptions } from './scaled-regressions.ts';
import { dot } from './vectors.ts';

const dimensions = 20;
const outputs = 10;
const own = 0.35;

/**
 * After the toy of Chen et al. (GradNorm, ICML 2018), in a size for a browser: y_i = σ_i·tanh((B + ε_i)·x) with a matrix B that the
 * tasks share (standard deviation 1), a part of their own (.35), x uniform in (−1, 1), and σ = (1, `scale`).
 */
export function generateScaled({ scale, samples }: ScaledOptions, seed: number): Tensors {
  const weights = randomStream(seed, 'data', 'scaled', 'weights');
  const size = outputs * dimensions;
  const shared = Float64Array.from({ length: size }, () => weights.normal());
  const matrixOf = () => shared.map((value) => value + own * weights.normal());
  const [first, second] = [matrixOf(), matrixOf()];
  const inputs = randomStream(seed, 'data', 'scaled', 'inputs');
  const x = Float32Array.from({ length: samples * dimensions }, () => 2 * inputs.next() - 1);
  const respond = (matrix: Float64Array, sigma: number): Float32Array =>
    Float32Array.from({ length: samples * outputs }, (_, i) => {
      const [row, output] = [Math.floor(i / outputs), i % outputs];
      const along = dot(
        matrix.subarray(output * dimensions, (output + 1) * dimensions),
        x.subarray(row * dimensions, (row + 1) * dimensions),
      );
      return sigma * Math.tanh(along);
    });
  return {
    inputs: { x },
    targets: { small: respond(first, 1), large: respond(second, scale) },
  };
}
