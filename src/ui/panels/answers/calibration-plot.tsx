import { Text } from '@mantine/core';
import type { Calibration } from '../../../core/tasks/answers/calibration.ts';
import { TakePicture } from '../../common/paper/take-picture.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import { calibrationDrawing } from './drawings.ts';

const size = 132;
const margin = 14;
const inner = size - 2 * margin;
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });

/** How often answers of a probability are right: a point per part of 0 … 1, the larger the more answers; on the diagonal probabilities are what they say. */
export function CalibrationPlot({
  found,
  color,
  task,
}: {
  readonly found: Calibration;
  readonly color: string;
  readonly task: string;
}) {
  const { t } = useTranslation();
  const x = (value: number): number => margin + inner * value;
  const y = (value: number): number => size - margin - inner * value;
  const most = Math.max(...found.bins.map(({ count }) => count));
  const title = t('answers.calibration.title', { error: percent.format(found.error) });
  return (
    <figure className="answers-plot">
      <Text component="figcaption" size="xs">
        {title}{' '}
        <TakePicture
          title={`${task} · ${title}`}
          draw={() => calibrationDrawing(found, { color, x: t('answers.calibration.x'), y: t('answers.calibration.y') })}
        />
      </Text>
      <svg
        viewBox={`0 0 ${size} ${size}`}
        width={size}
        height={size}
        role="img"
        aria-label={t('answers.calibration.of', { task })}
      >
        <rect x={margin} y={margin} width={inner} height={inner} className="answers-frame" />
        <line x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} className="answers-diagonal" />
        <polyline
          points={found.bins.map(({ confidence, accuracy }) => `${x(confidence)},${y(accuracy)}`).join(' ')}
          fill="none"
          stroke={color}
        />
        {found.bins.map(({ from, confidence, accuracy, count }) => (
          <circle key={from} cx={x(confidence)} cy={y(accuracy)} r={2 + 4 * Math.sqrt(count / most)} fill={color}>
            <title>
              {t('answers.calibration.bin', {
                count,
                confidence: percent.format(confidence),
                accuracy: percent.format(accuracy),
              })}
            </title>
          </circle>
        ))}
        <text x={size / 2} y={size - 2} textAnchor="middle" className="answers-axis">
          {t('answers.calibration.x')}
        </text>
        <text x={-size / 2} y={9} textAnchor="middle" transform="rotate(-90)" className="answers-axis">
          {t('answers.calibration.y')}
        </text>
      </svg>
    </figure>
  );
}
