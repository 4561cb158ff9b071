import { type AttackSettings, attackDefaults, attackedMetric } from '../../core/runs/attack.ts';
import { type HealthQuantity, type HealthReport, healthOf, healthQuantities } from '../../core/runs/health.ts';
import { type HealthSign, healthSigns } from '../../core/runs/health-signs.ts';
import type { AnswerTo } from '../../core/runs/protocol.ts';
import { type Diagnostic, diagnostic, ok, type Result, refused } from '../../core/util/diagnostics.ts';
import { ownValue } from '../../core/util/own-value.ts';
import { shownValue } from '../../store/shown-value.ts';
import { fieldsOf } from './script-refusals.ts';

/** What is known of a layer; null where there is none. */
export type LayerHealth = Readonly<Record<HealthQuantity, number | null>> & { readonly sign: HealthSign['kind'] | null };

export interface HealthAnswer {
  readonly step: number;
  /** By node. */
  readonly layers: Record<string, LayerHealth>;
}

/** The metrics of every task at one strength. */
type ByTask = Record<string, number | null>;

export interface AttackAnswer {
  readonly step: number;
  readonly samples: number;
  readonly strengths: number[];
  /** By task: by which metric it is judged. */
  readonly metrics: Record<string, string>;
  /** Per strength: by attacked task, the metrics of all tasks. */
  readonly attack: Record<string, ByTask>[];
  readonly noise: ByTask[];
}

const numberOr = (value: number): number | null => (Number.isFinite(value) ? value : null);

const badArgument = (name: string, value: unknown, known: string): Diagnostic =>
  diagnostic('page.badArgument', { name, value: shownValue(value), known }, 'page');

/** The nodes that are asked for: one, or all. */
export function healthOptions(given: unknown, { nodes }: HealthReport): Result<readonly string[]> {
  if (given === undefined) return ok(nodes);
  const fields = fieldsOf(given);
  if (!fields || Object.keys(fields).some((key) => key !== 'node')) return refused(badArgument('options', given, '{ node: … }'));
  const node = ownValue(fields, 'node');
  if (node === undefined) return ok(nodes);
  return typeof node === 'string' && nodes.includes(node) ? ok([node]) : refused(badArgument('node', node, nodes.join(', ')));
}

export function healthAnswer(report: HealthReport, nodes: readonly string[]): HealthAnswer {
  const signs = healthSigns([report]);
  const layer = (node: string): LayerHealth => {
    const of = (quantity: HealthQuantity) => numberOr(healthOf(report, node, quantity));
    const [gradient = null, mean = null, spread = null, dead = null, update = null] = healthQuantities.map(of);
    return { gradient, mean, spread, dead, update, sign: signs.get(node)?.kind ?? null };
  };
  return { step: report.step, layers: Object.fromEntries(nodes.map((node) => [node, layer(node)])) };
}

/** What a setting may be, and how that is written. */
const known: { readonly [K in keyof AttackSettings]: { readonly fits: (value: unknown) => boolean; readonly text: string } } = {
  method: { fits: (value) => value === 'fgsm' || value === 'pgd', text: 'fgsm, pgd' },
  epsilon: { fits: within(Number.MIN_VALUE, 1000), text: '0 < ε ≤ 1000' },
  steps: { fits: (value) => within(1, 1000)(value) && Number.isInteger(value), text: '1 … 1000' },
  stepSize: { fits: within(Number.MIN_VALUE, 1), text: '0 < stepSize ≤ 1' },
  samples: { fits: (value) => within(1, 100_000)(value) && Number.isInteger(value), text: '1 … 100000' },
};

function within(low: number, high: number): (value: unknown) => boolean {
  return (value) => typeof value === 'number' && value >= low && value <= high;
}

/** Settings as a script gives them; what is left out is as in the tab. */
export function attackSettings(given: unknown): Result<AttackSettings> {
  if (given === undefined) return ok(attackDefaults);
  const fields = fieldsOf(given);
  if (!fields) return refused(badArgument('settings', given, '{ method, epsilon, … }'));
  for (const [name, value] of Object.entries(fields)) {
    const setting = ownValue(known, name);
    if (!setting) return refused(badArgument('settings', name, Object.keys(known).join(', ')));
    if (value !== undefined && !setting.fits(value)) return refused(badArgument(name, value, setting.text));
  }
  return ok({ ...attackDefaults, ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) });
}

export function attackAnswer({ step, report }: AnswerTo<'attack'>): AttackAnswer {
  const { strengths, judged, attacked, noise, samples } = report;
  const byTask = (value: (place: number) => number): ByTask =>
    Object.fromEntries(judged.map(({ task }, place) => [task, numberOr(value(place))]));
  return {
    step,
    samples,
    strengths: [...strengths],
    metrics: Object.fromEntries(judged.map(({ task, metric }) => [task, metric])),
    attack: strengths.map((_, i) =>
      Object.fromEntries(attacked.map((task, by) => [task, byTask((of) => attackedMetric(report, i, by, of))])),
    ),
    noise: strengths.map((_, i) => byTask((of) => noise[i * judged.length + of] ?? Number.NaN)),
  };
}
