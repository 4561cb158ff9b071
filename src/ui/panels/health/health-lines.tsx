import { type HealthQuantity, type HealthReport, healthOf } from '../../../core/runs/health.ts';
import { healthSigns } from '../../../core/runs/health-signs.ts';
import { at } from '../../../core/util/assert-never.ts';
import { TakePicture } from '../../common/paper/take-picture.tsx';
import { smallNumber } from '../../common/small-number.ts';
import { useTranslation } from '../../common/use-translation.ts';
import { byPowers, healthDrawing } from './drawings.ts';

const [width, height] = [360, 96];

/** A quantity of every layer over the last looks; the selected layer is drawn stronger, and one that is marked in the colour of its mark. */
export function HealthLines(props: {
  readonly reports: readonly HealthReport[];
  readonly quantity: HealthQuantity;
  readonly selected: string;
  readonly nameOf: (node: string) => string;
}) {
  const { reports, quantity, selected, nameOf } = props;
  const { t } = useTranslation();
  const powers = byPowers.has(quantity);
  const usable = (value: number): boolean => Number.isFinite(value) && (!powers || value > 0);
  const scaled = (value: number): number => (powers ? Math.log10(value) : value);
  const nodes = reports.at(-1)?.nodes ?? [];
  const lines = nodes
    .map((node) => ({
      node,
      points: reports
        .map((report) => ({ step: report.step, value: healthOf(report, node, quantity) }))
        .filter(({ value }) => usable(value)),
    }))
    .filter(({ points }) => points.length > 1);
  const all = lines.flatMap(({ points }) => points.map(({ value }) => value));
  if (all.length === 0) return null;
  const [low, high] = quantity === 'dead' ? [0, 1] : [Math.min(...all), Math.max(...all)];
  const [first, last] = [at(reports, 0).step, at(reports, reports.length - 1).step];
  const x = (step: number): number => (last > first ? (width * (step - first)) / (last - first) : width);
  const y = (value: number): number =>
    high > low ? height - 2 - ((height - 4) * (scaled(value) - scaled(low))) / (scaled(high) - scaled(low)) : height / 2;
  const signs = healthSigns(reports);
  const label = t('health.lines', {
    quantity: t(`health.quantities.${quantity}`),
    low: smallNumber(low),
    high: smallNumber(high),
  });
  return (
    <figure className="health-lines">
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={label}>
        {lines.map(({ node, points }) => (
          <polyline
            key={node}
            points={points.map(({ step, value }) => `${x(step).toFixed(1)},${y(value).toFixed(1)}`).join(' ')}
            data-selected={node === selected || undefined}
            data-sign={signs.get(node)?.kind}
            vectorEffect="non-scaling-stroke"
          >
            <title>{nameOf(node)}</title>
          </polyline>
        ))}
      </svg>
      <figcaption className="figure">
        <span>{smallNumber(high)}</span>
        {lines.some(({ node }) => node === selected) ? <b>{nameOf(selected)}</b> : null}
        <span>{smallNumber(low)}</span>
        <TakePicture
          title={t('health.ofLayers', { quantity: t(`health.quantities.${quantity}`) })}
          draw={() =>
            healthDrawing(reports, quantity, {
              quantity: t(`health.quantities.${quantity}`),
              step: t('charts.curves.axes.step'),
              nameOf,
            })
          }
        />
      </figcaption>
    </figure>
  );
}
