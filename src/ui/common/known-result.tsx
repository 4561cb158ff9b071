import { useMemo } from 'react';
import { knownResults } from '../../core/presets/known-results.ts';
import type { Preset } from '../../core/presets/preset.ts';
import type { MetricInfo } from '../../core/tasks/types.ts';
import { formatNumber } from '../../core/util/number-text.ts';
import { useLocalized } from './use-localized.ts';
import { useTranslation } from './use-translation.ts';

const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });
const textOf = ({ unit }: MetricInfo, value: number): string => (unit === 'share' ? percent.format(value) : formatNumber(value));

/** What the tasks of a preset are known to reach, and what answering without looking gives, in one sentence. */
export function KnownResult({ preset }: { readonly preset: Preset }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const results = useMemo(() => knownResults(preset), [preset]);
  const tasks = results
    .map(({ title, metric, reaches, blind }) =>
      t('common.known.task', {
        task: localized(title),
        metric: localized(metric.title),
        sign: metric.better === 'higher' ? '≥' : '≤',
        value: textOf(metric, reaches),
        blind: textOf(metric, blind),
      }),
    )
    .join(t('common.known.separator'));
  return t('common.known.result', { epochs: preset.outcome.epochs, tasks });
}
