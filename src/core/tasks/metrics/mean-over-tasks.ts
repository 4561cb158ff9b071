import type { MetricInfo } from './metric.ts';
import { meanOf } from './rows.ts';

/**
 * The mean over tasks of their first metrics, as multi-task papers report it, of those that are shares where more is better: errors have
 * no common scale. `of`: which those are. Null where fewer than two tasks have one.
 */
export function meanOverTasks<T extends { readonly info: MetricInfo; readonly value: number | null | undefined }>(
  headlines: readonly T[],
): { readonly mean: number; readonly of: readonly T[]; readonly infos: readonly MetricInfo[] } | null {
  const of = headlines.filter(
    ({ info, value }) => info.unit === 'share' && info.better === 'higher' && typeof value === 'number',
  );
  const shares = of.flatMap(({ info, value }) => (typeof value === 'number' ? [{ info, value }] : []));
  const mean = meanOf(shares.map(({ value }) => value));
  if (mean === null || shares.length < 2) return null;
  const infos = [...new Map(shares.map(({ info }) => [info.id, info])).values()];
  return { mean, of, infos };
}
