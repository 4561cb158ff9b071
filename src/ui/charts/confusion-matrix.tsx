import { Text } from '@mantine/core';
import type { Task } from '../../core/project/schema.ts';
import { at } from '../../core/util/assert-never.ts';
import { useProject } from '../../store/react.tsx';
import { TakePicture } from '../common/paper/take-picture.tsx';
import { identityOf } from '../common/task-identity.ts';
import { TaskMark } from '../common/task-mark.tsx';
import { useTranslation } from '../common/use-translation.ts';
import { confusionDrawing } from './confusion-drawing.ts';

/** Rows are truths, columns predictions; the fuller a cell's colour, the larger its share of the row. The counts are always written. */
export function ConfusionMatrix(props: {
  readonly task: Task;
  readonly split: string;
  readonly classes: readonly string[];
  readonly matrix: readonly (readonly number[])[];
}) {
  const { task, split, classes, matrix } = props;
  const { t } = useTranslation();
  const color = useProject((project) => identityOf(project, task.id).color);
  const name = (index: number): string => classes[index] ?? String(index);
  const title = t('confusion.title', { task: task.name, split });
  return (
    <figure className="confusion" data-task={task.id}>
      <Text component="figcaption" size="sm" fw={600}>
        <TaskMark task={task.id} /> {title}{' '}
        <TakePicture
          title={title}
          draw={() => confusionDrawing(matrix, name, { color, truth: t('confusion.rows'), predicted: t('confusion.columns') })}
        />
      </Text>
      <table className="confusion-table figure" data-many={matrix.length > 10}>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{t('confusion.truth')}</span>
            </th>
            {matrix.map((_, column) => (
              <th key={name(column)} scope="col">
                {name(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {matrix.map((cells, row) => {
            const total = cells.reduce((sum, count) => sum + count, 0);
            return (
              <tr key={name(row)}>
                <th scope="row">{name(row)}</th>
                {cells.map((count, column) => {
                  const share = total > 0 ? count / total : 0;
                  return (
                    <td
                      key={name(column)}
                      title={t('confusion.cell', { truth: name(row), predicted: name(column), count: at(cells, column) })}
                      style={{
                        background: `color-mix(in srgb, ${color} calc(${share.toFixed(2)} * var(--fullest-cell)), transparent)`,
                      }}
                    >
                      {count === 0 ? '·' : count}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
      <Text size="xs" c="dimmed">
        {t('confusion.truth')}
      </Text>
    </figure>
  );
}
