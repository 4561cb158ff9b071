import { Button, Tooltip } from '@mantine/core';
import { IconTarget } from '@tabler/icons-react';
import type { Task } from '../../core/project/schema.ts';
import { usePlayground } from '../../store/react.tsx';
import { attachHeadOf } from '../common/added-task.ts';
import { useTranslation } from '../common/use-translation.ts';

/** A task without an output that anything leads to gets one here. */
export function HeadOffer({ id }: Pick<Task, 'id'>) {
  const { t } = useTranslation();
  const playground = usePlayground();
  return (
    <Tooltip label={t('stage.attachHelp')} multiline maw={280}>
      <Button
        size="compact-xs"
        mb={4}
        leftSection={<IconTarget size={14} aria-hidden="true" />}
        onClick={() => playground.run.notify(attachHeadOf(playground, id))}
      >
        {t('stage.attach')}
      </Button>
    </Tooltip>
  );
}
