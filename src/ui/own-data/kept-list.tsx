import { ActionIcon, Anchor, Button, Group, Text, TextInput } from '@mantine/core';
import { IconDownload, IconTrash } from '@tabler/icons-react';
import { useEffect } from 'react';
import { saveFile } from '../common/save-file.ts';
import { useTranslation } from '../common/use-translation.ts';
import { sizeText } from './size-text.ts';
import { useOwnData, useOwnDataState } from './use-own-data.ts';

const whole = new Intl.NumberFormat('en');

/** The visitor's files of this visit and earlier ones: to be opened, renamed, taken home and deleted. */
export function KeptList({ onOpen }: { readonly onOpen: (file: File) => void }) {
  const { t } = useTranslation();
  const own = useOwnData();
  const kept = useOwnDataState((state) => state.kept);
  const unkept = useOwnDataState((state) => state.unkept);
  useEffect(() => void own.list(), [own]);
  const withFile = async (hash: string, act: (file: File) => void): Promise<void> => {
    const file = await own.file(hash);
    if (file) act(file);
  };
  if (!unkept && (!kept || kept.length === 0)) return null;
  return (
    <section aria-labelledby="own-kept">
      <Text id="own-kept" component="h3" size="sm" fw={600} mb={4}>
        {t('ownData.kept.title')}
      </Text>
      {unkept ? (
        <Group role="alert" gap="xs" mb="xs">
          <Text size="xs">{t('ownData.kept.full', { file: unkept.own.described.file.name, reason: unkept.reason })}</Text>
          <Button size="compact-xs" variant="default" onClick={own.keepAgain}>
            {t('ownData.kept.again')}
          </Button>
        </Group>
      ) : null}
      <ul className="own-kept">
        {(kept ?? []).map(({ hash, name, file, rows, bytes }) => (
          <li key={hash}>
            <TextInput
              variant="unstyled"
              aria-label={t('ownData.kept.rename', { name })}
              defaultValue={name}
              maxLength={120}
              onBlur={({ currentTarget: { value } }) => {
                if (value.trim() !== '' && value !== name) void own.rename(hash, value.trim());
              }}
            />
            <Anchor component="button" type="button" size="xs" onClick={() => void withFile(hash, onOpen)}>
              {t('ownData.kept.use', { name: file })}
            </Anchor>
            <Text size="xs" c="dimmed" className="figure">
              {t('ownData.kept.rows', { rows: whole.format(rows) })} · {sizeText(bytes)}
            </Text>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('ownData.kept.export', { name })}
              onClick={() => void withFile(hash, (found) => saveFile(file, found, 'application/octet-stream'))}
            >
              <IconDownload size={16} aria-hidden="true" />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="red"
              aria-label={t('ownData.kept.remove', { name })}
              onClick={() => void own.remove(hash)}
            >
              <IconTrash size={16} aria-hidden="true" />
            </ActionIcon>
          </li>
        ))}
      </ul>
    </section>
  );
}
