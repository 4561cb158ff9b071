import { Text } from '@mantine/core';
import type { WorkerRequest } from '../../../core/runs/protocol.ts';
import { formatOf } from '../../../core/tasks/formats/format-of.ts';
import { at } from '../../../core/util/assert-never.ts';
import { inLanguage } from '../../../core/util/localized.ts';
import { useView } from '../../../store/react.tsx';
import type { LoadedData, LoadedTask } from '../../common/loaded-tasks.ts';
import { TaskMark } from '../../common/task-mark.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import { SampleInput } from './sample-input.tsx';
import { inputsOfRow } from './sample-values.ts';
import { useNeighbours } from './use-neighbours.ts';

const shown = 5;

/** The test samples whose embeddings are nearest to a sample's, each with its class and how similar it is. */
export function NeighbourStrip(props: {
  readonly entry: LoadedTask;
  readonly data: LoadedData;
  readonly query: Extract<WorkerRequest, { kind: 'neighbours' }>['query'] | null;
  /** The class of the sample itself, where it is known. */
  readonly own: number | null;
  readonly size: number;
}) {
  const { entry, data, query, own, size } = props;
  const { t } = useTranslation();
  const language = useView((view) => view.language);
  const { task, target } = entry;
  const neighbours = useNeighbours(task.id, query, shown);
  const className = (index: number): string => inLanguage(formatOf(target).classNames?.(target)[index] ?? '', language);
  return (
    <section className="neighbours" data-task={task.id}>
      <Text size="xs" fw={600} mb={4}>
        <TaskMark task={task.id} /> {t('panels.predictions.neighbours', { task: task.name })}
      </Text>
      <ol>
        {Array.from(neighbours?.rows ?? [], (row, i) => {
          const label = at(neighbours?.truth ?? [], i);
          const count = neighbours?.rows.length ?? 1;
          return (
            <li key={row}>
              <SampleInput
                data={data}
                sample={inputsOfRow(neighbours?.inputs ?? {}, count, i)}
                label={t('panels.predictions.sample', { row })}
                size={size}
              />
              <span className="figure">
                {className(label)}
                {own === null ? '' : label === own ? ' ✓' : ' ✗'}{' '}
                {at(neighbours?.similarity ?? [], i)
                  .toFixed(2)
                  .replace('-', '−')}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
