import { isRight } from '../../../core/tasks/reading.ts';
import { TaskMark } from '../../common/task-mark.tsx';
import { useReadingText } from '../../common/use-reading-text.ts';
import { useTranslation } from '../../common/use-translation.ts';
import type { VerdictProps } from './displays/display.ts';
import { displayOf } from './displays/registry.ts';

/** The symbol of the task, what it says, and the truth where it is wrong. An embedding says nothing by itself. */
export function TaskVerdict({
  bare = false,
  ...props
}: VerdictProps & {
  /** The task is named beside it already. */
  readonly bare?: boolean;
}) {
  const { entry, predicted, truth } = props;
  const { t } = useTranslation();
  const words = useReadingText();
  if (predicted.kind === 'embedding') return null;
  const right = truth ? isRight(entry, predicted, truth) : null;
  const said = `${entry.task.name}: ${t('panels.predictions.predicted')} ${words(entry, predicted)}, ${
    truth ? `${t('panels.predictions.truth')} ${words(entry, truth)}` : t('panels.predictions.unlabelled')
  }`;
  const { Verdict, drawn } = displayOf(entry.target);
  return (
    <div className="verdict" data-right={right} data-kind={predicted.kind} data-task={entry.task.id} title={said}>
      {bare ? null : <TaskMark task={entry.task.id} />}
      {drawn ? (
        <div className="verdict-body">
          <Verdict {...props} />
        </div>
      ) : (
        <>
          <span className="visually-hidden">{said}</span>
          <span aria-hidden="true">
            <Verdict {...props} />
          </span>
        </>
      )}
    </div>
  );
}
