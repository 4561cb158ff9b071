import { ActionIcon, Group, Text, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { usePlayground, useUndo } from '../../store/react.tsx';
import { useTranslation } from '../common/use-translation.ts';
import { ExportMenu } from './export-menu.tsx';
import { PresetMenu } from './preset-menu.tsx';
import { RunControls } from './run-controls.tsx';
import { RunStatusLine } from './run-status.tsx';
import { SettingsMenu } from './settings-menu.tsx';
import { ShareButton } from './share-button.tsx';

function UndoButtons() {
  const { t } = useTranslation();
  const { project } = usePlayground();
  const { canUndo, canRedo } = useUndo();
  return (
    <Group gap={4} wrap="nowrap">
      <Tooltip label={t('app.history.undo')}>
        <ActionIcon variant="default" size={36} disabled={!canUndo} aria-label={t('app.history.undo')} onClick={project.undo}>
          <IconArrowBackUp size={18} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('app.history.redo')}>
        <ActionIcon variant="default" size={36} disabled={!canRedo} aria-label={t('app.history.redo')} onClick={project.redo}>
          <IconArrowForwardUp size={18} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}

/** Training on the left, the document on the right. */
export function TopBar() {
  const { t } = useTranslation();
  return (
    <header className="top-bar">
      <Text component="h1" fw={700} size="sm" className="brand">
        {t('app.title')}
      </Text>
      <RunControls />
      <RunStatusLine />
      <Group gap={4} wrap="nowrap" ml="auto" className="document-tools">
        <UndoButtons />
        <PresetMenu />
        <ShareButton />
        <ExportMenu />
        <SettingsMenu />
      </Group>
    </header>
  );
}
