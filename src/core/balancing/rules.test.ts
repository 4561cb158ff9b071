import { describe, expect, it } from 'vitest';
import { at, invariant } from '../util/assert-never.ts';
import { type Random, randomStream } from '../util/random.ts';
import { isCombining, isPlain, type StepGramian } from './contract.ts';
import rules from './fixtures/rules.json' with { type: 'json' };
import { vaccinated } from './gradvac.ts';
import { balancingMethod } from './registry.ts';
import { inner, times } from './support/symmetric.ts';
import { stepInfo } from './testing/explicit.ts';

interface Asked {
  readonly id: string;
  readonly parameters?: object;
  readonly step: Partial<StepGramian> & Pick<StepGramian, 'losses'>;
  readonly state?: Float64Array;
}

/** What a method says of one step, from the beginning of a run unless told otherwise. */
function weighed({ id, parameters = {}, step, state }: Asked) {
  const method = balancingMethod(id);
  if (!method || isPlain(method) || isCombining(method)) throw new Error(`${id} weighs no steps`);
  const chosen = method.schema.parse(parameters);
  const { length: tasks } = step.losses;
  const before = state ?? method.initialState(tasks, chosen);
  return method.weigh({ ...stepInfo(tasks), gramian: new Float64Array(tasks * tasks), ...step }, before, chosen);
}

/**
 * How far two mixes of the gradients are apart: in lengths of each gradient where all are independent, so that the smallest counts as much as
 * the largest; else as vectors.
 */
function distance(gramian: readonly number[], full: boolean, found: ArrayLike<number>, expected: readonly number[]): number {
  const { length: tasks } = expected;
  const norms = expected.map((_, i) => Math.sqrt(at(gramian, i * tasks + i)));
  const apart = expected.map((weight, i) => at(found, i) - weight);
  if (full) {
    const size = Math.max(...expected.map((weight, i) => Math.abs(weight) * at(norms, i)));
    return Math.max(...apart.map((difference, i) => Math.abs(difference) * at(norms, i))) / size;
  }
  const length = (mix: ArrayLike<number>): number => Math.sqrt(Math.max(0, inner(mix, times(gramian, mix))));
  return length(apart) / Math.max(length(expected), 1e-3 * Math.max(...norms), Number.MIN_VALUE);
}

/** Where gradients cancel out, these rules have no answer of their own. */
const undefinedWhereStationary = ['cagrad', 'fairgrad', 'imtl-g', 'config'];

/** LibMTL comes near the shortest vector by Frank and Wolfe's steps, 1e-3 off at the most here. */
const toleranceOf = (source: string): number => (source === 'libmtl' ? 2e-3 : 1e-6);

describe.each(rules.cases)('$id', ({ id, gramian, losses, rank, stationary, expected }) => {
  const defined = expected.filter(
    ({ method, source }) =>
      !(stationary && undefinedWhereStationary.includes(method)) &&
      // A task without a gradient, because its labels are missing or it is switched off, does not stop the others here.
      !(method === 'mgda' && id.startsWith('zero')) &&
      // TorchJD counts a gradient that is 1e4 times shorter as none.
      !(source === 'torchjd' && id.startsWith('scale')),
  );
  it.each(defined)('$method $parameters as $source has it', ({ method, parameters, source, weights }) => {
    const found = weighed({ id: method, parameters, step: { losses, gramian } });
    expect(distance(gramian, rank === losses.length, found.weights, weights)).toBeLessThan(toleranceOf(source));
  });
});

/** K/tr K + 1e-4·I, which TorchJD puts in the place of the Gramian before UPGrad and DualProj. */
function regularised(gramian: readonly number[]): number[] {
  const tasks = Math.sqrt(gramian.length);
  const trace = gramian.reduce((sum, value, i) => sum + (i % (tasks + 1) === 0 ? value : 0), 0);
  return gramian.map((value, i) => value / trace + (i % (tasks + 1) === 0 ? 1e-4 : 0));
}

it.each(rules.regularised)('UPGrad and DualProj of the regularised Gramian, $id', ({ id: name, ...expected }) => {
  const known = rules.cases.find(({ id }) => id === name);
  invariant(known, `there is a case ${name}`);
  const gramian = regularised(known.gramian);
  for (const id of ['upgrad', 'dualproj'] as const) {
    const found = weighed({ id, step: { losses: known.losses, gramian } });
    expect(distance(gramian, true, found.weights, expected[id])).toBeLessThan(1e-6);
  }
});

it.each(rules.rlw)('RLW of these normal numbers, $normals', ({ normals, weights }) => {
  const method = balancingMethod('rlw');
  invariant(method && isPlain(method), 'its weights are known before a step');
  const drawn = [...normals];
  const random: Random = { ...randomStream(1), normal: () => drawn.shift() ?? Number.NaN };
  const found = method.weigh({ ...stepInfo(normals.length), random }, new Float64Array(0), {});
  weights.forEach((share, i) => {
    expect(at(found, i) / normals.length).toBeCloseTo(share, 9);
  });
});

/** By hand. */
describe('of few numbers', () => {
  const of = (id: string, losses: readonly number[], parameters = {}, step: Partial<StepGramian> = {}): number[] =>
    Array.from(weighed({ id, parameters, step: { losses, ...step } }).weights);
  const close = (found: readonly number[], expected: readonly number[]): void => {
    expect(found).toHaveLength(expected.length);
    expected.forEach((value, i) => {
      expect(at(found, i)).toBeCloseTo(value, 9);
    });
  };

  it('SI divides every loss by itself', () => {
    close(of('si', [0.5, 4]), [2, 0.25]);
    // Of none the smallest loss that counts, 1e-8, as of one that is smaller.
    close(of('si', [0, 1]), of('si', [1e-9, 1]));
  });

  it('COSMOS raises the cosine between losses and preference', () => {
    // r = (½, ½), L = (3, 4): ∂cos/∂L = √2·(0.1 − 0.084, 0.1 − 0.112).
    const slope = [0.016 * Math.SQRT2, -0.012 * Math.SQRT2] as const;
    close(of('cosmos', [3, 4], { pull: 1 }), [0.5 - slope[0], 0.5 - slope[1]]);
    close(of('cosmos', [3, 4], { pull: 8 }), [0.5 - 8 * slope[0], 0.5 - 8 * slope[1]]);
    // Along the preference there is nothing to raise.
    close(of('cosmos', [3, 1], { pull: 8 }, { nominal: [6, 2] }), [0.75, 0.25]);
  });

  it('PBI goes down the line of the preference, and towards it', () => {
    // ŵ = (1, 1)/√2, L = (3, 4): off the line by (−½, ½).
    close(of('pbi', [3, 4], { penalty: 5 }), [-4 / Math.SQRT2, 6 / Math.SQRT2]);
    close(of('pbi', [3, 4], { penalty: 0 }), [1 / Math.SQRT2, 1 / Math.SQRT2]);
    close(of('pbi', [3, 4], { penalty: 5 }, { nominal: [6, 8] }), [0.6, 0.8]);
  });

  it('LDC-MTL pulls weighted losses together, beginning at w = ½', () => {
    close(of('ldc-mtl', [2, 1], { control: 0.1 }), [0.5 * 1.1, 0.5 * 0.9]);
    // 3/2 > 1/2 < 2/2: the one in the middle is held back from both sides.
    close(of('ldc-mtl', [3, 1, 2], { control: 0.1 }), [0.5 * (2 / 3 + 0.1), 0.5 * (2 / 3 - 0.2), 0.5 * (2 / 3 + 0.1)]);
    const { state } = weighed({ id: 'ldc-mtl', parameters: { control: 0.1 }, step: { losses: [2, 1] } });
    // Adam's first moments are a tenth of the slopes in θ: factor · loss · w(1 − w).
    close(
      Array.from(state.subarray(3, 5), (moment) => 10 * moment),
      [1.1 * 2 * 0.25, 0.9 * 1 * 0.25],
    );
  });

  it('Krum keeps what is nearest to its neighbours', () => {
    const line = [0, 1, 3, 4.5, 20];
    const gramian = line.flatMap((a) => line.map((b) => a * b));
    const kept = (parameters: object) =>
      of(
        'krum',
        line.map(() => 1),
        parameters,
        { gramian },
      );
    // Squares of the two nearest distances: 10, 5, 6.25, 14.5, far.
    close(kept({ faulty: 1 }), [0, 1, 0, 0, 0]);
    close(kept({ faulty: 1, kept: 2 }), [0, 0.5, 0.5, 0, 0]);
    // Of the three nearest: 30.25, 17.25, 15.25, 34.75.
    close(kept({ faulty: 0 }), [0, 0, 1, 0, 0]);
    // Of the nearest: 1, 1, 2.25, 2.25.
    close(kept({ faulty: 2, kept: 2 }), [0.5, 0.5, 0, 0, 0]);
    // There is no majority of five without three.
    close(kept({ faulty: 3 }), [0.2, 0.2, 0.2, 0.2, 0.2]);
  });
});

it.each(rules.gradvac)('GradVac step by step as $source has it, β = $beta, $tasks tasks', ({ beta, tasks, steps }) => {
  const ascending = () => Array.from({ length: tasks }, (_, i) => i);
  let state: Float64Array = new Float64Array(tasks * tasks);
  for (const { gramian, weights } of steps) {
    const found = vaccinated(gramian, tasks, ascending, state, beta);
    expect(distance(gramian, true, found.weights, weights)).toBeLessThan(1e-5);
    state = found.state;
  }
});

/** TorchJD's own test of two gradients (-4, 1, 1) and (6, 1, 1), to the four decimals that it gives. */
const [first, second] = [
  [-4, 1, 1],
  [6, 1, 1],
] as const;
it.each([
  ['mgda', {}, [0, 1, 1]],
  ['imtl-g', {}, [0.0767, 1, 1]],
  ['aligned-mtl', {}, [0.2133, 0.9673, 0.9673]],
  ['pcgrad', {}, [0.5848, 3.8012, 3.8012]],
  ['gradvac', {}, [0.5848, 3.8012, 3.8012]],
  ['config', {}, [0.1588, 2.0706, 2.0706]],
  ['cagrad', { rescale: false }, [0.1835, 1.2041, 1.2041]],
  ['fairgrad', {}, [0.0766, 0.9985, 0.9985]],
  ['nash-mtl', {}, [0.0542, 0.7061, 0.7061]],
  ['upgrad', {}, [0.2929, 1.9004, 1.9004]],
  ['dualproj', {}, [0.5563, 1.1109, 1.1109]],
])('%s gives the published direction of two gradients', (id, parameters, direction) => {
  const whole = [18, -22, -22, 38];
  const gramian = id === 'upgrad' || id === 'dualproj' ? regularised(whole) : whole;
  const { weights } = weighed({ id, parameters, step: { losses: [1, 1], gramian } });
  direction.forEach((value, k) => {
    expect(at(weights, 0) * at(first, k) + at(weights, 1) * at(second, k)).toBeCloseTo(value, 3.7);
  });
});

describe('rules on losses', () => {
  const of = (name: string) => rules.losses.filter(({ method }) => method === name);
  const numbers = (value: unknown): number[] => (Array.isArray(value) ? value.map(Number) : []);
  const close = (found: ArrayLike<number>, expected: unknown): void =>
    numbers(expected).forEach((value, i) => {
      expect(at(found, i)).toBeCloseTo(value, 9);
    });

  it.each(of('gls'))('GLS, $T tasks', ({ losses, weights }) => {
    close(weighed({ id: 'gls', step: { losses: numbers(losses) } }).weights, weights);
  });

  it.each(of('uw'))('UW, $T tasks, $params', ({ T, losses, weights, grad_s, params }) => {
    const state = Float64Array.from({ length: 1 + 3 * T }, (_, i) => (i >= 1 && i <= T ? Number(params?.s) : 0));
    const found = weighed({ id: 'uw', step: { losses: numbers(losses) }, state });
    close(found.weights, weights);
    // Adam's first moments after its first step are a tenth of the gradient.
    close(
      found.state.subarray(1 + T, 1 + 2 * T).map((moment) => 10 * moment),
      grad_s,
    );
  });

  it.each(of('imtl_l'))('IMTL-L, $T tasks', ({ T, losses, weights, grad_s, s }) => {
    const state = Float64Array.from({ length: 1 + 3 * T }, (_, i) => (i >= 1 && i <= T ? at(numbers(s), i - 1) : 0));
    const found = weighed({ id: 'imtl-l', step: { losses: numbers(losses) }, state });
    close(found.weights, weights);
    close(
      found.state.subarray(1 + T, 1 + 2 * T).map((moment) => 10 * moment),
      grad_s,
    );
  });

  it.each(of('stch_paper'))('STCH of the paper, $T tasks, $params', ({ losses, weights, params }) => {
    close(weighed({ id: 'stch', parameters: { mu: params?.mu }, step: { losses: numbers(losses) } }).weights, weights);
  });

  it.each(of('stch'))('STCH on logarithms, $T tasks, $params', ({ T, losses, weights, nadir, params }) => {
    const parameters = { mu: params?.mu, compare: 'logarithms' };
    const state = Float64Array.of(1, ...numbers(nadir));
    const after = { ...stepInfo(T, 11), losses: numbers(losses) };
    const found = weighed({ id: 'stch', parameters, step: after, state });
    numbers(weights).forEach((value, i) => {
      expect(at(found.weights, i) / value).toBeCloseTo(1, 6);
    });
  });

  it.each(of('go4align_preclust'))('GO4Align before its groups, $T tasks', ({ T, steps }) => {
    let state = new Float64Array(T).fill(1 / T);
    for (const step of steps ?? []) {
      if (!('p' in step)) continue;
      const found = weighed({ id: 'go4align', step: { losses: numbers(step.losses) }, state });
      close(found.weights, step.pre_cluster_weights);
      close(found.state, step.p);
      state = Float64Array.from(found.state);
    }
  });

  it.each(of('gradnorm'))('GradNorm, $T tasks, $params', ({ T, params, steps }) => {
    let state: Float64Array | undefined;
    for (const step of steps ?? []) {
      if (!('raw_norms' in step)) continue;
      const norms = numbers(step.raw_norms);
      const gramian = Array.from({ length: T * T }, (_, k) => (k % (T + 1) === 0 ? at(norms, k % T) ** 2 : 0));
      // First losses of 1: the losses are the ratios themselves.
      state ??= Float64Array.from({ length: 1 + 2 * T }, () => 1);
      const losses = numbers(step.loss_ratio);
      const found = weighed({ id: 'gradnorm', parameters: { alpha: params?.alpha }, step: { losses, gramian }, state });
      close(found.weights, step.w);
      close(found.state.subarray(1 + T), step.w_next_sgd_lr0p025);
      state = found.state;
    }
  });
});
