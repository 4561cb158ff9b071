import { Progress, Text } from '@mantine/core';
import { assertNever, at } from '../../core/util/assert-never.ts';
import { useProject } from '../../store/react.tsx';
import type { LoadedTask } from '../common/loaded-tasks.ts';
import { readOutput } from '../common/read-prediction.ts';
import { identityOf } from '../common/task-identity.ts';
import { TaskMark } from '../common/task-mark.tsx';
import { useReadingText } from '../common/use-reading-text.ts';
import { useTranslation } from '../common/use-translation.ts';

interface Bar {
  readonly label: string;
  readonly probability: number;
}

function barsOf({ target }: LoadedTask, output: Float32Array, yes: string): readonly Bar[] {
  switch (target.format) {
    case 'class':
      return target.classes.map((label, i) => ({ label, probability: at(output, i) }));
    case 'multiLabel':
      return target.labels.map((label, i) => ({ label, probability: at(output, i) }));
    case 'binary':
      return [{ label: yes, probability: at(output, 0) }];
    case 'box':
      return [{ label: yes, probability: at(output, 0) }];
    case 'values':
    case 'tags':
    case 'sequence':
    case 'input':
      return [];
    default:
      return assertNever(target);
  }
}

/** What one task says of one input: the verdict in words, and a bar for each probability. */
export function TaskOutput({ entry, output }: { readonly entry: LoadedTask; readonly output: Float32Array | null }) {
  const { t } = useTranslation();
  const words = useReadingText();
  const color = useProject((project) => identityOf(project, entry.task.id).color);
  const bars = output ? barsOf(entry, output, t('panels.tryIt.yes')) : [];
  return (
    <section className="task-output" data-task={entry.task.id} aria-label={entry.task.name}>
      <Text size="sm" fw={600}>
        <TaskMark task={entry.task.id} /> {entry.task.name}:{' '}
        <span data-testid={`said-${entry.task.id}`}>{output ? words(readOutput(entry, output)) : '–'}</span>
      </Text>
      {bars.map(({ label, probability }) => {
        const percent = Math.round(probability * 100);
        return (
          <div className="bar-row" key={label}>
            <Text size="xs" className="bar-label">
              {label}
            </Text>
            <Progress
              flex={1}
              size="sm"
              value={percent}
              color={color}
              aria-label={t('panels.tryIt.probability', { label, percent })}
              transitionDuration={0}
            />
            <Text size="xs" className="figure bar-number">
              {percent} %
            </Text>
          </div>
        );
      })}
    </section>
  );
}
