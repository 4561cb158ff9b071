import { ActionIcon, Group, Text, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { usePlayground, useUndo, useView } from '../../store/react.tsx';
import { lazyPane, withRareStrings } from '../common/pane-boundary.tsx';
import { useTranslation } from '../common/use-translation.ts';
import { ExportMenu } from './export-menu.tsx';
import { PresetMenu } from './preset-menu.tsx';
import { RunControls } from './run-controls.tsx';
import { RunStatusLine } from './run-status.tsx';
import { LanguageMenu, ThemeMenu } from './settings-menus.tsx';
import { ShareButton } from './share-button.tsx';

const OpenAlone = lazyPane(() => withRareStrings(async () => (await import('./open-alone.tsx')).OpenAlone));

function UndoButtons() {
  const { t } = useTranslation();
  const { project } = usePlayground();
  const { canUndo, canRedo } = useUndo();
  return (
    <Group gap={4} wrap="nowrap" className="undo-tools">
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

/** Training on the left, the document on the right. On a phone one row of what is used all the time, and a button for the rest. */
export function TopBar() {
  const { t } = useTranslation();
  const [more, setMore] = useState(false);
  const embedded = useView((view) => view.embedded);
  return (
    <header className="top-bar" data-more={more || undefined}>
      <Text component="h1" fw={700} size="sm" className="brand">
        {t('app.title')}
      </Text>
      <RunControls />
      <RunStatusLine />
      <Group gap={4} wrap="nowrap" ml="auto" className="document-tools">
        <UndoButtons />
        {embedded ? (
          <OpenAlone />
        ) : (
          <>
            <PresetMenu />
            <ShareButton />
            <ExportMenu />
            <LanguageMenu />
            <ThemeMenu />
          </>
        )}
      </Group>
      <ActionIcon
        variant="default"
        size={36}
        className="more-tools"
        aria-label={t('app.more')}
        aria-expanded={more}
        onClick={() => setMore(!more)}
      >
        <IconDots size={18} />
      </ActionIcon>
    </header>
  );
}
