import { Text } from '@mantine/core';
import { at } from '../../core/util/assert-never.ts';
import { inLanguage } from '../../core/util/localized.ts';
import { formatNumber } from '../../core/util/number-text.ts';
import { useView } from '../../store/react.tsx';
import type { LoadedTask } from '../common/loaded-tasks.ts';
import { TakePicture } from '../common/paper/take-picture.tsx';
import { TaskMark } from '../common/task-mark.tsx';
import { useTranslation } from '../common/use-translation.ts';
import { samplesDrawing } from './drawings.ts';
import { type Shade, shadesOf, signOf } from './sample-colours.ts';

const size = 180;
const margin = 8;

/** The samples in their principal plane, each by its label for one task: a class by sign and colour, a number by a shade. */
export function Scatter(props: {
  readonly loaded: LoadedTask;
  readonly points: Float32Array;
  readonly truth: Float32Array | Int32Array;
  readonly labelled: Float32Array;
}) {
  const { loaded, points, truth, labelled } = props;
  const { task, target } = loaded;
  const { t } = useTranslation();
  const language = useView((view) => view.language);
  const shades = shadesOf(target, truth, labelled);
  const nameOf = ({ name }: Extract<Shade, { kind: 'class' }>): string =>
    typeof name === 'string' ? name : inLanguage(name, language);
  const span = (axis: number): readonly [number, number] => {
    const own = Array.from({ length: points.length / 2 }, (_, i) => at(points, 2 * i + axis)).filter(Number.isFinite);
    return [Math.min(...own), Math.max(...own)];
  };
  // One scale for both axes: distances are what the picture shows.
  const [[left, right], [low, high]] = [span(0), span(1)];
  const scale = (size - 2 * margin) / Math.max(right - left, high - low, 1e-12);
  const x = (i: number): number => size / 2 + scale * (at(points, 2 * i) - (left + right) / 2);
  const y = (i: number): number => size / 2 - scale * (at(points, 2 * i + 1) - (low + high) / 2);
  const classes = [
    ...new Map((shades ?? []).flatMap((shade) => (shade?.kind === 'class' ? [[shade.index, nameOf(shade)] as const] : []))),
  ].sort(([a], [b]) => a - b);
  const numbers = (shades ?? []).flatMap((shade) => (shade?.kind === 'scale' ? [shade.value] : []));
  return (
    <figure className="conflict-scatter">
      <Text component="figcaption" size="xs" fw={600}>
        <TaskMark task={task.id} /> {task.name}{' '}
        {shades === null ? null : (
          <TakePicture
            title={t('conflict.colouredBy', { task: task.name })}
            draw={() => samplesDrawing(points, shades, nameOf, { low: t('conflict.low'), high: t('conflict.high') })}
          />
        )}
      </Text>
      {shades === null ? (
        <Text size="xs" c="dimmed">
          {t('conflict.noLabels')}
        </Text>
      ) : (
        <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t('conflict.colouredBy', { task: task.name })}>
          {shades.map((shade, i) => {
            if (shade === null || !Number.isFinite(at(points, 2 * i))) return null;
            if (shade.kind === 'scale') {
              const fill = `color-mix(in oklab, var(--scale-high) ${(100 * shade.place).toFixed(0)}%, var(--scale-low))`;
              // biome-ignore lint/suspicious/noArrayIndexKey: a sample keeps its place.
              return <circle key={i} cx={x(i)} cy={y(i)} r={2 + 2 * shade.place} fill={fill} />;
            }
            const { color, sign } = signOf(shade.index, nameOf(shade));
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a sample keeps its place.
              <text key={i} x={x(i)} y={y(i)} fill={color}>
                {sign}
              </text>
            );
          })}
        </svg>
      )}
      <p className="conflict-legend">
        {classes.map(([index, name]) => {
          const { color, sign } = signOf(index, name);
          return (
            <span key={index}>
              <span aria-hidden="true" style={{ color }}>
                {sign}
              </span>
              {sign === name ? null : ` ${name}`}
            </span>
          );
        })}
        {numbers.length > 0 ? (
          <>
            <span>
              {t('conflict.low')} {formatNumber(Math.min(...numbers))}
            </span>
            <span className="conflict-ramp" aria-hidden="true" />
            <span>
              {formatNumber(Math.max(...numbers))} {t('conflict.high')}
            </span>
          </>
        ) : null}
      </p>
    </figure>
  );
}
