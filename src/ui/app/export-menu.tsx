import { Button, FileButton, Menu, Text, Tooltip } from '@mantine/core';
import { IconDownload, IconFileSpreadsheet, IconFolderOpen, IconPackage } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { historyCsv } from '../../core/runs/csv.ts';
import { type ModelFormatId, modelFormatInfos } from '../../core/runs/model-formats.ts';
import { usePlayground, useRun } from '../../store/react.tsx';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';
import { openDroppedFile } from './file-drop.tsx';
import { saveFile } from './save-file.ts';

/** Takes the model, the document and the curves home, and brings them back. */
export function ExportMenu() {
  const { t } = useTranslation();
  const playground = usePlayground();
  const { actions, run } = playground;
  const localized = useLocalized();
  const ready = useRun(({ history }) => history.prepared !== null);
  const [weights, setWeights] = useState<'current' | 'best'>('current');
  const openButton = useRef<() => void>(() => undefined);

  const save = async (format: ModelFormatId): Promise<void> => {
    const written = await actions.exportModel(format, weights);
    if (!written.ok) run.notify(written.diagnostics);
    else saveFile(written.value.fileName, written.value.bytes, written.value.mime);
  };

  return (
    <FileButton
      accept=".json,.safetensors,.zip"
      resetRef={openButton}
      onChange={(file) => {
        if (file) void openDroppedFile(playground, file);
      }}
    >
      {({ onClick }) => (
        <Menu position="bottom-end" width={300} withinPortal closeOnItemClick>
          <Menu.Target>
            <Tooltip label={t('app.export.help')}>
              <Button
                variant="default"
                size="sm"
                px="xs"
                aria-label={t('app.export.label')}
                leftSection={<IconDownload size={16} aria-hidden="true" />}
              >
                {t('app.export.label')}
              </Button>
            </Tooltip>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.RadioGroup value={weights} onChange={(value) => setWeights(value === 'best' ? 'best' : 'current')}>
              <Menu.RadioItem value="current">{t('app.export.current')}</Menu.RadioItem>
              <Menu.RadioItem value="best">{t('app.export.best')}</Menu.RadioItem>
            </Menu.RadioGroup>
            <Menu.Divider />
            {modelFormatInfos.map(({ id, title, extension }) => (
              <Menu.Item
                key={id}
                disabled={!ready}
                leftSection={<IconPackage size={16} aria-hidden="true" />}
                rightSection={
                  <Text size="xs" c="dimmed">
                    .{extension}
                  </Text>
                }
                onClick={() => void save(id)}
              >
                {localized(title)}
              </Menu.Item>
            ))}
            <Menu.Item
              leftSection={<IconFileSpreadsheet size={16} aria-hidden="true" />}
              onClick={() => saveFile('curves.csv', historyCsv(run.getState().history), 'text/csv')}
            >
              {t('app.export.curves')}
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item leftSection={<IconFolderOpen size={16} aria-hidden="true" />} onClick={onClick}>
              {t('app.export.open')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </FileButton>
  );
}
