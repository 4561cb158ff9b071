import { Text } from '@mantine/core';
import { at } from '../../core/util/assert-never.ts';
import { TakePicture } from '../common/paper/take-picture.tsx';
import { TaskMark } from '../common/task-mark.tsx';
import { useTranslation } from '../common/use-translation.ts';
import { pairsDrawing } from './drawings.ts';
import { type NamedTask, useShownTasks } from './use-shared.ts';

/** Z [T, T]: by which share a step for the row's task lowers the column's loss. Colour and sign say the same; the fullest cell is the largest. */
export function AffinityMatrix(props: {
  readonly affinity: Float64Array;
  readonly tasks: readonly NamedTask[];
  readonly say: (share: number) => string;
}) {
  const { affinity, tasks, say } = props;
  const { t } = useTranslation();
  const largest = Math.max(...affinity.map((value) => (Number.isFinite(value) ? Math.abs(value) : 0)));
  const shown = useShownTasks(tasks);
  const strengthOf = (value: number): number => (largest > 0 && Number.isFinite(value) ? value / largest : 0);
  const draw = () =>
    pairsDrawing(
      shown,
      (row, column) => {
        const value = at(affinity, row * tasks.length + column);
        return { value, share: strengthOf(value) };
      },
      say,
      { diagonal: true, notes: [t('conflict.affinityOf')] },
    );
  return (
    <figure className="conflict-matrix">
      <Text component="figcaption" size="xs" fw={600}>
        {t('conflict.affinityOf')} <TakePicture title={t('conflict.views.affinity')} draw={draw} />
      </Text>
      <table className="figure" data-many={tasks.length > 5}>
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
              <th scope="row" className="conflict-row">
                <TaskMark task={id} /> {name}
              </th>
              {tasks.map((other, column) => {
                const value = at(affinity, row * tasks.length + column);
                const sign = value < 0 ? 'apart' : 'together';
                const strength = Math.abs(strengthOf(value));
                return (
                  <td
                    key={other.id}
                    title={t('conflict.affinityCell', { first: name, second: other.name, change: say(-value) })}
                    data-sign={sign}
                    style={{ background: `color-mix(in srgb, var(--${sign}) ${(45 * strength).toFixed(0)}%, transparent)` }}
                  >
                    {say(value)}
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
