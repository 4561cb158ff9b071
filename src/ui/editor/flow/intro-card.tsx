import { Anchor, CloseButton, Paper, Slider, Text } from '@mantine/core';
import { updateTask } from '../../../core/graph/tasks.ts';
import { usePlayground, useProject, useView } from '../../../store/react.tsx';
import { TaskMark } from '../../common/task-mark.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import './intro-card.css';

/** Where the weight can be pulled to. */
const most = 5;

/**
 * What a first visit is told of the two tasks that fight before its eyes, and the one weight to pull: a pull trains on, so that one sees what
 * it does. `below`: hears of the element, which covers the lower end of the canvas.
 */
export function IntroCard({ task, below }: { readonly task: string; readonly below: (element: HTMLElement | null) => void }) {
  const { t } = useTranslation();
  const { actions, project, run, view } = usePlayground();
  const language = useView((state) => state.language);
  const found = useProject((document) => document.tasks.find(({ id }) => id === task));
  if (!found) return null;
  const pull = (weight: number): void => {
    project.edit((document) => updateTask(document, task, { weight }), { gesture: `task.${task}.weight` });
    if (run.getState().history.status.state !== 'running') actions.play();
  };
  return (
    <Paper
      ref={below}
      component="section"
      className="ed-intro"
      aria-label={t('intro.label')}
      data-testid="intro"
      shadow="md"
      withBorder
    >
      <Text size="sm">{t(found.weight === 1 ? 'intro.fight' : 'intro.pulled')}</Text>
      <CloseButton size="sm" aria-label={t('common.close')} onClick={() => view.set({ intro: null })} />
      <div className="ed-intro-weight">
        <span className="ed-intro-name">
          <TaskMark task={task} /> {t('intro.weight', { task: found.name })}
        </span>
        <Slider
          min={0}
          max={most}
          step={0.05}
          size="md"
          thumbSize={22}
          label={null}
          thumbLabel={t('intro.weight', { task: found.name })}
          value={Math.min(most, found.weight)}
          onChange={pull}
          onChangeEnd={project.endGesture}
        />
        <span className="ed-figures">{new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(found.weight)}</span>
      </div>
      <Anchor component="button" type="button" size="xs" ta="start" onClick={() => view.set({ lesson: 'weights' })}>
        {t('intro.lesson')}
      </Anchor>
    </Paper>
  );
}
