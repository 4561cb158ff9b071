import { at } from '../util/assert-never.ts';
import { type HealthQuantity, type HealthReport, healthColumn } from './health.ts';

/** So many looks are judged together, by their median: a single batch says little. */
const judgedLooks = 5;

/**
 * From where on a layer is marked. Each threshold lies beyond what any example of the catalogue shows in its first epochs
 * (`engine/training/testing/health`).
 *
 * `vanishing`: the gradient's norm as a share of the largest of the layers behind. Where saturated units shrink it from layer to layer (Hochreiter, 1991;
 * Glorot and Bengio, «Understanding the difficulty of training deep feedforward neural networks», AISTATS 2010) the first layers stand still beside
 * the last; optimisers that divide by its size follow noise. Healthy: 1e-3 and more.
 * `exploding`: the gradient's norm. Pascanu, Mikolov and Bengio, «On the difficulty of training recurrent neural networks» (ICML 2013), clip
 * at a few times its usual size. Healthy: up to 20.
 * `update`: ‖Δθ‖ / ‖θ‖ of a step. About 1e-3 is usual (Karpathy, CS231n, «Ratio of weights:updates»); at one half a layer forgets what it was. Healthy:
 * up to 0.1. A single large step, as from weights near 0, says nothing: three are wanted.
 * `dead`: the share of rectified units that are 0 for all samples of a batch (Maas et al., 2013; Lu et al., «Dying ReLU and initialization»,
 * 2019). In a small batch many a sparse unit is silent by chance. Healthy: up to 0.8.
 */
const healthLimits = { vanishing: 1e-4, exploding: 1e3, update: 0.5, dead: 0.9 } as const;

const fewestUpdates = 3;

/** What is wrong with a layer, and the number that says so. */
export interface HealthSign {
  readonly kind: 'vanishing' | 'exploding' | 'dead';
  /** dead: the share of units; exploding: the gradient's norm, or by its `update` ‖Δθ‖ / ‖θ‖; vanishing: the gradient's norm. */
  readonly value: number;
  readonly by: HealthQuantity;
}

const known = new WeakMap<readonly HealthReport[], ReadonlyMap<string, HealthSign>>();

/** What is wrong with the layers of a run, by node, over its last looks; the same list of reports is looked through once. */
export function healthSigns(reports: readonly HealthReport[]): ReadonlyMap<string, HealthSign> {
  const before = known.get(reports);
  if (before) return before;
  const made = signsOf(reports.slice(-judgedLooks));
  known.set(reports, made);
  return made;
}

/** NaN of no number. */
function median(values: readonly number[]): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const middle = sorted.length / 2;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 === 1 ? at(sorted, Math.floor(middle)) : (at(sorted, middle - 1) + at(sorted, middle)) / 2;
}

function signsOf(reports: readonly HealthReport[]): Map<string, HealthSign> {
  const signs = new Map<string, HealthSign>();
  const columns = (quantity: HealthQuantity) => reports.map((report) => healthColumn(report, quantity));
  const [gradients, updates, dead] = [columns('gradient'), columns('update'), columns('dead')];
  const of = (column: readonly (readonly number[])[], node: number): number[] =>
    column.map((values) => values[node] ?? Number.NaN);
  reports.at(-1)?.nodes.forEach((node, i) => {
    const sign = signOf({
      gradient: median(of(gradients, i)),
      share: median(reports.map(({ shares }) => shares[i] ?? Number.NaN)),
      updates: of(updates, i),
      dead: median(of(dead, i)),
    });
    if (sign) signs.set(node, sign);
  });
  return signs;
}

function signOf(layer: {
  readonly gradient: number;
  readonly share: number;
  readonly updates: readonly number[];
  readonly dead: number;
}): HealthSign | null {
  const { gradient, share, dead } = layer;
  const update = median(layer.updates);
  const enough = layer.updates.filter((value) => !Number.isNaN(value)).length >= fewestUpdates;
  if (dead >= healthLimits.dead) return { kind: 'dead', value: dead, by: 'dead' };
  if (gradient >= healthLimits.exploding) return { kind: 'exploding', value: gradient, by: 'gradient' };
  if (enough && update >= healthLimits.update) return { kind: 'exploding', value: update, by: 'update' };
  if (share < healthLimits.vanishing) return { kind: 'vanishing', value: gradient, by: 'gradient' };
  return null;
}
