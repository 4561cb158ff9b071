import { Alert, Button, Group, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { structureKey } from '../../core/project/structure.ts';
import { useDerived, usePending, usePlayground, useRun } from '../../store/react.tsx';
import { useTranslation } from '../common/use-translation.ts';

/** The canvas is ahead of the run: training goes on as it was until the visitor applies the edit or takes it back. */
export function PendingBanner() {
  const { t } = useTranslation();
  const { actions, project, run } = usePlayground();
  const pending = usePending();
  const { trainable } = useDerived();
  const trained = useRun(({ history }) => history.status.step > 0 || history.status.state === 'running');
  if (pending === 'none' || !trained) return null;
  const revert = (): void => {
    const { loaded } = run.getState();
    if (loaded === null) return;
    const target = structureKey(loaded);
    while (structureKey(project.getState().project) !== target && project.temporal.getState().pastStates.length > 0)
      project.undo();
  };
  return (
    <Alert
      color="blue"
      variant="light"
      p="xs"
      icon={<IconPencil size={16} aria-hidden="true" />}
      role="status"
      data-testid="pending"
    >
      <Group justify="space-between" gap="xs">
        <div>
          <Text size="sm">{t('app.pending.message')}</Text>
          <Text size="xs" c="dimmed">
            {trainable ? t('app.pending.help') : t('app.pending.blocked')}
          </Text>
        </div>
        <Group gap={4}>
          <Button size="xs" disabled={!trainable} onClick={actions.apply}>
            {t('app.pending.apply')}
          </Button>
          <Button size="xs" variant="default" onClick={revert}>
            {t('app.pending.revert')}
          </Button>
        </Group>
      </Group>
    </Alert>
  );
}
