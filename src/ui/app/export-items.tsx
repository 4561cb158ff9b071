import { Menu, Text } from '@mantine/core';
import { IconCloudOff, IconFileSpreadsheet, IconFolderOpen, IconPackage, IconPhoto } from '@tabler/icons-react';
import { useState } from 'react';
import { historyCsv } from '../../core/runs/csv.ts';
import { fileNameOf } from '../../core/runs/file-name.ts';
import { usePlayground, useRun } from '../../store/react.tsx';
import { saveFile } from '../common/save-file.ts';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';

/** Takes the model, the document and the curves home, and brings them back. */
export function ExportItems({ onOpenFile }: { readonly onOpenFile: () => void }) {
  const { t } = useTranslation();
  const { actions, formats, project, run, view } = usePlayground();
  const localized = useLocalized();
  // Of data that is not here a network needs nothing but what the document says of it.
  const ready = useRun(({ history: { prepared, status } }) => prepared !== null || status.error?.code === 'data.bytesMissing');
  const [weights, setWeights] = useState<'current' | 'best'>('current');

  const save = async (format: string): Promise<void> => {
    const written = await actions.exportModel(format, weights);
    if (!written.ok) run.notify(written.diagnostics);
    else saveFile(written.value.fileName, written.value.bytes, written.value.mime);
  };

  return (
    <>
      <Menu.RadioGroup value={weights} onChange={(value) => setWeights(value === 'best' ? 'best' : 'current')}>
        <Menu.RadioItem value="current">{t('app.export.current')}</Menu.RadioItem>
        <Menu.RadioItem value="best">{t('app.export.best')}</Menu.RadioItem>
      </Menu.RadioGroup>
      <Menu.Divider />
      {formats.map(({ id, title, extension, holds }) => (
        <Menu.Item
          key={id}
          // The document is the page's own: it can be taken home whatever became of its run.
          disabled={!ready && holds === 'weights'}
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
        onClick={() => {
          const { status } = run.getState().history;
          const name = fileNameOf(project.getState().project, status.step, 'csv', 'curves');
          saveFile(name, historyCsv(actions.allRuns()), 'text/csv');
        }}
      >
        {t('app.export.curves')}
      </Menu.Item>
      <Menu.Item leftSection={<IconPhoto size={16} aria-hidden="true" />} onClick={() => view.set({ dialog: 'figures' })}>
        {t('figures.open')}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item leftSection={<IconFolderOpen size={16} aria-hidden="true" />} onClick={onOpenFile}>
        {t('app.export.open')}
      </Menu.Item>
      <Menu.Item leftSection={<IconCloudOff size={16} aria-hidden="true" />} onClick={() => view.set({ dialog: 'offline' })}>
        {t('offline.open')}
      </Menu.Item>
    </>
  );
}
