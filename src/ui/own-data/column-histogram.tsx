import type { Histogram } from '../../core/data/import/profile.ts';
import { dateText } from '../../core/data/import/read-date.ts';
import { useTranslation } from '../common/use-translation.ts';

const figure = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });
const width = 96;
const height = 24;

/** How a column is spread, as bars; in words for those who do not see them. */
export function ColumnHistogram({ histogram, dates }: { readonly histogram: Histogram; readonly dates: boolean }) {
  const { t } = useTranslation();
  const text = (value: number): string => (dates ? dateText(Math.round(value)) : figure.format(value));
  const counts = histogram.kind === 'numbers' ? histogram.counts : histogram.bars.map(({ count }) => count);
  const most = Math.max(1, ...counts);
  const step = width / Math.max(1, counts.length);
  const label =
    histogram.kind === 'numbers'
      ? t('ownData.columns.range', { low: text(histogram.low), high: text(histogram.high) })
      : [
          ...histogram.bars.slice(0, 3).map(({ word, count }) => `${word}: ${count}`),
          ...(histogram.others > 0 ? [t('ownData.columns.others', { count: histogram.others })] : []),
        ].join(', ');
  return (
    <figure className="own-histogram">
      <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={label}>
        {counts.map((count, i) => {
          const bar = count === 0 ? 0 : Math.max(1, (count / most) * height);
          // Bars of a histogram are told apart by their place alone.
          return <rect key={String(i * step)} x={i * step} y={height - bar} width={Math.max(1, step - 1)} height={bar} />;
        })}
      </svg>
      <figcaption>{label}</figcaption>
    </figure>
  );
}
