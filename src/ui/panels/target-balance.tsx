import { Text } from '@mantine/core';
import { classTitle } from '../../core/data/class-titles.ts';
import type { TargetSummary } from '../../core/data/describe.ts';
import { formatOf, inputItself } from '../../core/tasks/formats/format-of.ts';
import type { TargetInfo } from '../../core/tasks/types.ts';
import { inLanguage } from '../../core/util/localized.ts';
import { formatNumber, withUnit } from '../../core/util/number-text.ts';
import { useView } from '../../store/react.tsx';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';

const whole = new Intl.NumberFormat('en');

/** What is counted, in words: classes of the data set by their own names, everything else as its format says it. */
function useCountedNames(target: TargetInfo): readonly string[] {
  const language = useView((view) => view.language);
  const names = formatOf(target).classNames?.(target) ?? [];
  return names.map((name) => (typeof name === 'string' ? classTitle(name, language) : inLanguage(name, language)));
}

/** One target: how many samples have a label, and how the labels are spread. Bars are lengths beside numbers, never colour alone. */
export function TargetBalance(props: {
  readonly target: TargetInfo;
  readonly summary: TargetSummary | null;
  readonly count: number;
}) {
  const { target, summary, count } = props;
  const { t } = useTranslation();
  const localized = useLocalized();
  const names = useCountedNames(target);
  const most = Math.max(1, ...(summary?.counts?.map((entry) => entry.count) ?? []));
  const shown = (value: number): string => {
    const scale = formatOf(target).numbers?.(target);
    return scale ? withUnit(value * scale.scale + scale.offset, scale.unit) : formatNumber(value);
  };
  const total = summary?.counts?.reduce((sum, entry) => sum + entry.count, 0) ?? 0;
  return (
    <div>
      <Text size="sm" fw={600} component="h4">
        {localized(target.title)}
      </Text>
      {summary && summary.labelled < count ? (
        <Text size="xs" c="dimmed">
          {t('panels.data.labelled', { labelled: whole.format(summary.labelled), samples: whole.format(count) })}
        </Text>
      ) : null}
      {summary?.counts ? (
        <ul className="balance">
          {summary.counts.map((entry, i) => (
            <li key={entry.label}>
              <span className="balance-label">{names[i] ?? entry.label}</span>
              <span className="balance-bar" aria-hidden="true">
                <span style={{ width: `${(100 * entry.count) / most}%` }} />
              </span>
              <span className="balance-count">
                {whole.format(entry.count)} · {formatNumber((100 * entry.count) / Math.max(1, total))} %
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {summary?.ranges?.map((range, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the numbers of a target have no name but their place
        <Text size="xs" key={i}>
          {t('panels.data.range', { smallest: shown(range.smallest), mean: shown(range.mean), largest: shown(range.largest) })}
        </Text>
      ))}
      {summary && summary.meanLength !== null ? (
        <Text size="xs">{t('panels.data.meanLength', { length: formatNumber(summary.meanLength) })}</Text>
      ) : null}
      {inputItself(target) !== null ? <Text size="xs">{t('panels.data.itself')}</Text> : null}
    </div>
  );
}
