import { Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { normsOf, stepCosines, stepShares } from '../../core/balancing/diagnosis/similarity.ts';
import { at } from '../../core/util/assert-never.ts';
import { TaskMark } from '../common/task-mark.tsx';
import { useTranslation } from '../common/use-translation.ts';
import { useFigures } from './figures.ts';
import type { NamedTask } from './use-shared.ts';

/** Each task's gradient beside its weight, its share of the step, and whether the step helps it. */
export function TaskGradients(props: {
  readonly tasks: readonly NamedTask[];
  readonly gramian: ArrayLike<number>;
  /** [T], as they act; null before they are known. */
  readonly weights: readonly number[] | null;
}) {
  const { tasks, gramian, weights } = props;
  const { t } = useTranslation();
  const { plain, percent, signed } = useFigures();
  const norms = normsOf(gramian, tasks.length);
  const longest = Math.max(...norms);
  const shares = weights && stepShares(gramian, weights);
  const cosines = weights && stepCosines(gramian, weights);
  return (
    <>
      <table className="conflict-tasks figure">
        <caption className="visually-hidden">{t('conflict.tasks')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('conflict.task')}</th>
            <th scope="col">{t('conflict.norm')}</th>
            <th scope="col">{t('conflict.weight')}</th>
            <th scope="col" title={t('conflict.shareHelp')}>
              {t('conflict.share')}
            </th>
            <th scope="col" title={t('conflict.withStepHelp')}>
              {t('conflict.withStep')}
            </th>
          </tr>
        </thead>
        <tbody>
          {tasks.map(({ id, name }, i) => {
            const cosine = cosines ? at(cosines, i) : Number.NaN;
            return (
              <tr key={id} data-worse={cosine < 0 || undefined}>
                <th scope="row">
                  <TaskMark task={id} /> {name}
                </th>
                <td>
                  <span className="conflict-bar" style={{ width: longest > 0 ? (48 * at(norms, i)) / longest : 0 }} />
                  {plain(at(norms, i))}
                </td>
                <td>{weights ? plain(at(weights, i)) : '–'}</td>
                <td>{shares ? percent(at(shares, i)) : '–'}</td>
                <td>
                  {cosine < 0 ? <IconAlertTriangle size={13} aria-hidden="true" /> : null}
                  {signed(cosine)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {tasks.map(({ id, name }, i) =>
        cosines && at(cosines, i) < 0 ? (
          <Text key={id} size="xs" className="conflict-worse">
            <IconAlertTriangle size={13} aria-hidden="true" /> {t('conflict.worse', { task: name })}
          </Text>
        ) : null,
      )}
    </>
  );
}
