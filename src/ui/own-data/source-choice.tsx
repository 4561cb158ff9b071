import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconTableImport } from '@tabler/icons-react';
import { useState } from 'react';
import { chooseFile, chooseFiles } from '../common/choose-file.ts';
import { mediaFiles, tableFiles } from '../common/open-file.ts';
import { useTranslation } from '../common/use-translation.ts';
import { KeptList } from './kept-list.tsx';
import type { PlacedFile } from './use-import.ts';

/** Phones have no folders to choose. */
const choosesFolders = 'webkitdirectory' in HTMLInputElement.prototype && !/Android|iPhone|iPad/.test(navigator.userAgent);

/** Where data comes from: a file that is dropped or chosen, rows that are pasted, or what was kept. */
export function SourceChoice({
  onFile,
  onFiles,
}: {
  readonly onFile: (file: File) => void;
  readonly onFiles: (files: readonly PlacedFile[]) => void;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  return (
    <Stack gap="md">
      {/* What is dropped anywhere on the page comes here. */}
      <section className="own-drop" aria-label={t('ownData.drop')}>
        <IconTableImport size={36} stroke={1.3} aria-hidden="true" />
        <Text fw={600}>{t('ownData.drop')}</Text>
        <Text size="xs" c="dimmed" ta="center">
          {t('ownData.formats')}
        </Text>
        <Text size="xs" c="dimmed" ta="center">
          {t('ownData.mediaFormats')}
        </Text>
        <Group gap="xs" justify="center">
          <Button data-autofocus onClick={() => chooseFile(tableFiles, onFile)}>
            {t('ownData.choose')}
          </Button>
          <Button variant="default" onClick={() => chooseFiles({ accept: mediaFiles, folder: false }, onFiles)}>
            {t('ownData.chooseMany')}
          </Button>
          {choosesFolders ? (
            <Button variant="default" onClick={() => chooseFiles({ accept: '', folder: true }, onFiles)}>
              {t('ownData.chooseFolder')}
            </Button>
          ) : null}
        </Group>
      </section>
      <Textarea
        label={t('ownData.paste')}
        minRows={4}
        rows={4}
        value={text}
        spellCheck={false}
        classNames={{ input: 'own-pasted' }}
        onChange={({ currentTarget: { value } }) => setText(value)}
      />
      {text.trim() === '' ? null : (
        <Button
          variant="default"
          style={{ alignSelf: 'start' }}
          onClick={() => onFile(new File([text], t('ownData.pastedName'), { type: 'text/csv' }))}
        >
          {t('ownData.pasted')}
        </Button>
      )}
      <KeptList onOpen={onFile} />
    </Stack>
  );
}
