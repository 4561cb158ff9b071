import { Text } from '@mantine/core';
import { at } from '../../core/util/assert-never.ts';
import { TakePicture } from '../common/paper/take-picture.tsx';
import { TaskMark } from '../common/task-mark.tsx';
import { useTranslation } from '../common/use-translation.ts';
import { pairsDrawing } from './drawings.ts';
import type { Figures } from './figures.ts';
import { type NamedTask, useShownTasks } from './use-shared.ts';

/** More tasks than this leave no room for the mean below the present number: one of both is shown. */
export const mostWithMeans = 6;

/** A symmetric matrix over tasks: in large what is measured now, in small the mean. Colour and sign say the same; the diagonal says nothing. */
export function SimilarityMatrix(props: {
  readonly title: string;
  /** The layer, or all of them. */
  readonly scope: string;
  readonly help: string;
  readonly tasks: readonly NamedTask[];
  /** [T, T] */
  readonly now: ArrayLike<number>;
  readonly mean: (row: number, column: number) => number;
  /** Of many tasks, which of both. */
  readonly averaged: boolean;
  readonly say: Figures['signed'];
  readonly cellTitle: (row: number, column: number) => string;
  /** Below 0 tasks disagree; otherwise a cell is the fuller the nearer to 1. */
  readonly diverging: boolean;
}) {
  const { title, scope, help, tasks, now, mean, averaged, say, cellTitle, diverging } = props;
  const many = tasks.length > mostWithMeans;
  const { t } = useTranslation();
  const shown = useShownTasks(tasks);
  const valueAt = (row: number, column: number): number =>
    many && averaged ? mean(row, column) : at(now, row * tasks.length + column);
  const draw = () =>
    pairsDrawing(
      shown,
      (row, column) => {
        const value = valueAt(row, column);
        return { value, share: value, ...(many ? {} : { below: mean(row, column) }) };
      },
      say,
      { diagonal: false, notes: many ? [] : [t('conflict.nowAndMean')] },
    );
  return (
    <figure className="conflict-matrix">
      <Text component="figcaption" size="xs" fw={600} title={help}>
        {title} <TakePicture title={`${title} · ${scope}`} draw={draw} />
      </Text>
      <table className="figure" data-many={many}>
        <thead>
          <tr>
            <td />
            {tasks.map(({ id, name }) => (
              <th key={id} scope="col">
                <TaskMark task={id} label={name} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tasks.map(({ id, name }, row) => (
            <tr key={id}>
              <th scope="row">
                <TaskMark task={id} label={name} />
              </th>
              {tasks.map((other, column) => {
                if (row === column) return <td key={other.id} data-own="true" />;
                const value = valueAt(row, column);
                const sign = diverging && value < 0 ? 'apart' : 'together';
                const strength = Number.isFinite(value) ? Math.abs(value) : 0;
                return (
                  <td
                    key={other.id}
                    title={cellTitle(row, column)}
                    data-sign={sign}
                    style={{ background: `color-mix(in srgb, var(--${sign}) ${(45 * strength).toFixed(0)}%, transparent)` }}
                  >
                    {say(value)}
                    {many ? null : <small>{say(mean(row, column))}</small>}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
