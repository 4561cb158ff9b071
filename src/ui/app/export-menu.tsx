import { Button, FileButton } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { lazy, useRef } from 'react';
import { usePlayground } from '../../store/react.tsx';
import { MenuButton } from '../common/menu-button.tsx';
import { openedFiles, openFile } from '../common/open-file.ts';
import { withRareStrings } from '../common/pane-boundary.tsx';
import { useTranslation } from '../common/use-translation.ts';

const load = () => withRareStrings(async () => ({ default: (await import('./export-items.tsx')).ExportItems }));
const ExportItems = lazy(load);

/** What can be taken home and brought back. */
export function ExportMenu() {
  const { t } = useTranslation();
  const playground = usePlayground();
  const resetInput = useRef<() => void>(() => undefined);
  return (
    // Outside the menu, which is gone by the time that a file is chosen.
    <FileButton
      accept={openedFiles}
      resetRef={resetInput}
      onChange={(file) => {
        if (file) void openFile(playground, file);
        resetInput.current();
      }}
    >
      {({ onClick }) => (
        <MenuButton
          tooltip={t('app.export.help')}
          menu={{ position: 'bottom-end', width: 300, closeOnItemClick: true }}
          load={load}
          button={(props) => (
            <Button
              variant="default"
              size="sm"
              px="xs"
              aria-label={t('app.export.label')}
              leftSection={<IconDownload size={16} aria-hidden="true" />}
              {...props}
            >
              {t('app.export.label')}
            </Button>
          )}
        >
          <ExportItems onOpenFile={onClick} />
        </MenuButton>
      )}
    </FileButton>
  );
}
