import { formatOf } from '../../core/tasks/formats/format-of.ts';
import type { MetricInfo, TargetFormat } from '../../core/tasks/types.ts';
import { formatNumber, withUnit } from '../../core/util/number-text.ts';

const percent = new Intl.NumberFormat('en', { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** A metric, or a change of one, as the reader counts it: shares in percent, errors in the unit of the data. */
export function metricText(info: MetricInfo, target: TargetFormat, value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (info.unit === 'share') return percent.format(value);
  const scaled = info.unit === 'labels' ? formatOf(target).numbers?.(target) : undefined;
  return scaled ? withUnit(value * scaled.scale, scaled.unit) : formatNumber(value);
}
