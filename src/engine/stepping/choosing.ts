import type { StepGramian, WeighingMethod } from '../../core/balancing/contract.ts';
import type { GramianStep, WeightGroup } from '../../core/program/types.ts';
import { at } from '../../core/util/assert-never.ts';
import type { Keeper } from './keeper.ts';
import type { Seen } from './seen-step.ts';
import { factorOf, seenGramian, seenLosses } from './weights.ts';

type Numbers = ArrayLike<number>;

/** What is known of a step when its weights are chosen. */
export interface Known {
  /** Counted from 1. */
  readonly step: number;
  /** λ [T]. */
  readonly nominal: Numbers;
  readonly losses: Numbers;
  /** Of every group [groups, N, N]. */
  readonly gramian: Numbers;
  readonly measured?: Numbers | undefined;
}

const picked = (numbers: Numbers, places: readonly number[]): Float64Array =>
  Float64Array.from(places, (place) => at(numbers, place));

/** Rows and columns of those who have a say, of a matrix that has so many for every task of all. */
function among(matrix: Numbers, { tasks }: WeightGroup, taskCount: number): Float64Array {
  const size = Math.round(Math.sqrt(matrix.length));
  const rows = Array.from({ length: size / taskCount }, (_, set) => tasks.map((task) => set * taskCount + task)).flat();
  return picked(
    matrix,
    rows.flatMap((row) => rows.map((column) => row * size + column)),
  );
}

/** A step as one group sees it. */
function seenBy(keeper: Keeper, index: number, { step, nominal, losses, gramian, measured }: Known): StepGramian {
  const { groups, method } = keeper;
  const group = at(groups, index);
  const own = picked(nominal, group.tasks);
  const size = gramian.length / groups.length;
  const matrix = among(Array.prototype.slice.call(gramian, index * size, (index + 1) * size), group, nominal.length);
  const seen: Seen = {
    losses: seenLosses(method.honours, picked(losses, group.tasks), own),
    measured: measured && picked(measured, group.tasks),
    gramian: seenGramian(method.honours, matrix, own),
  };
  return keeper.see(step, own, seen, index);
}

/**
 * What each task goes by on its own, [T]: the mean of its weights over the groups in which it shares something. Who shares nothing goes by λ, which
 * is what these are multiplied by later, or not.
 */
function meanWeights(weights: Float64Array, groups: readonly WeightGroup[], nominal: Numbers, factors: Numbers): number[] {
  const { length: count } = nominal;
  return Array.from(nominal, (own, task) => {
    const shares = groups.flatMap(({ sharing }, g) => (sharing.includes(task) ? [at(weights, g * count + task)] : []));
    const sum = shares.reduce((total, weight) => total + weight, 0);
    return shares.length > 0 ? sum / shares.length : own / (at(factors, task) || 1);
  });
}

/** Lets a method choose, group by group, and remember. The weights before λ: of the groups [groups, T], then the mean ones of the tasks [T]. */
export function chooseByGroups(keeper: Keeper, method: WeighingMethod, known: Known): Float64Array {
  const { groups, memory, parameters } = keeper;
  const { nominal } = known;
  const { length: count } = nominal;
  const weights = new Float64Array(groups.length * count);
  const states = groups.map(({ tasks }, g) => {
    const found = method.weigh(seenBy(keeper, g, known), at(memory.states, g), parameters);
    tasks.forEach((task, k) => {
      weights[g * count + task] = at(found.weights, k);
    });
    return found.state;
  });
  const factors = Array.from(nominal, (own) => factorOf(method.honours, own));
  const last = Float64Array.from([...weights, ...meanWeights(weights, groups, nominal, factors)]);
  keeper.memory = { states, last };
  return last;
}

/** What of these a step reads: by λ where the method is multiplied by it. */
export function weightsRead({ honours }: WeighingMethod, step: GramianStep, last: Float64Array, nominal: Numbers): Float32Array {
  return Float32Array.from(
    last.subarray(0, step.weightCount),
    (weight, i) => weight * factorOf(honours, at(nominal, i % nominal.length)),
  );
}

/** What is shown of them, [T]. */
export function weightsShown({ honours }: WeighingMethod, last: Float64Array, nominal: Numbers): Float32Array {
  const mean = last.subarray(last.length - nominal.length);
  return Float32Array.from(mean, (weight, task) => weight * factorOf(honours, at(nominal, task)));
}
