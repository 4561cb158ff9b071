import { Text } from '@mantine/core';
import type { Pair } from '../../../core/tasks/answers/judged-answers.ts';
import { withUnit } from '../../../core/util/number-text.ts';
import { TakePicture } from '../../common/paper/take-picture.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import { residualsDrawing } from './drawings.ts';

const [width, height, margin] = [220, 132, 14];
/** More points than this hide one another. */
const mostPoints = 600;

/** What is left between truth and prediction, by what is predicted: without a pattern, around 0, nothing more is to be had. */
export function ResidualPlot(props: {
  readonly pairs: readonly Pair[];
  readonly unit: string | undefined;
  readonly color: string;
  readonly task: string;
}) {
  const { unit, color, task } = props;
  const { t } = useTranslation();
  const every = Math.max(1, Math.ceil(props.pairs.length / mostPoints));
  const pairs = props.pairs.filter((_, i) => i % every === 0);
  const predicted = pairs.map((pair) => pair.predicted);
  const residuals = pairs.map((pair) => pair.truth - pair.predicted);
  const [low, high] = [Math.min(...predicted), Math.max(...predicted)];
  const most = Math.max(...residuals.map(Math.abs), 1e-12);
  const x = (value: number): number => margin + ((width - 2 * margin) * (value - low)) / Math.max(high - low, 1e-12);
  const y = (value: number): number => height / 2 - ((height / 2 - margin) * value) / most;
  const withUnitName = (name: string): string => (unit === undefined ? name : `${name} (${unit})`);
  return (
    <figure className="answers-plot">
      <Text component="figcaption" size="xs">
        {t('answers.residuals.title')}{' '}
        <TakePicture
          title={`${task} · ${t('answers.residuals.title')}`}
          draw={() =>
            residualsDrawing(pairs, {
              color,
              x: withUnitName(t('answers.residuals.prediction')),
              y: withUnitName(t('answers.residuals.left')),
            })
          }
        />
      </Text>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        role="img"
        aria-label={t('answers.residuals.of', { task, most: withUnit(most, unit) })}
      >
        <line x1={margin} x2={width - margin} y1={y(0)} y2={y(0)} className="answers-diagonal" />
        <g fill={color} fillOpacity={0.45}>
          <path
            d={pairs
              .map((pair) => `M${x(pair.predicted) - 2},${y(pair.truth - pair.predicted)}a2,2 0 1,0 4,0a2,2 0 1,0 -4,0`)
              .join('')}
          />
        </g>
        <text x={2} y={margin} className="answers-axis">
          {`+${withUnit(most, unit)}`}
        </text>
        <text x={2} y={height - margin + 6} className="answers-axis">
          {`−${withUnit(most, unit)}`}
        </text>
        <text x={width / 2} y={height - 2} textAnchor="middle" className="answers-axis">
          {t('answers.residuals.x', { low: withUnit(low, unit), high: withUnit(high, unit) })}
        </text>
      </svg>
    </figure>
  );
}
