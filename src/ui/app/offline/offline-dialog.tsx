import { Alert, Button, Group, Modal, Switch, Table, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { PackState } from '../../../offline/protocol.ts';
import { pageDatasets } from '../../../store/datasets.ts';
import { usePlayground } from '../../../store/react.tsx';
import { useLocalized } from '../../common/use-localized.ts';
import { useTranslation } from '../../common/use-translation.ts';
import { sizeText } from '../../own-data/size-text.ts';
import { installPrompt } from './install-prompt.ts';
import { ask, offlineWorker } from './offline-worker.ts';

/** What the page keeps on this device, and what more it could. */
export function OfflineDialog() {
  const { t } = useTranslation();
  const localized = useLocalized();
  const { view } = usePlayground();
  const [worker, setWorker] = useState<ServiceWorker | null | undefined>(undefined);
  const [packs, setPacks] = useState<readonly PackState[]>([]);
  const [busy, setBusy] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  const install = installPrompt();

  useEffect(() => {
    let gone = false;
    const show = async (found: ServiceWorker | null): Promise<void> => {
      const states = found ? await ask(found, { type: 'states' }) : [];
      if (gone) return;
      setPacks(states);
      setWorker(found);
    };
    void offlineWorker().then(async ({ now, soon }) => {
      await show(now);
      if (!now) await show(await soon);
    });
    return () => {
      gone = true;
    };
  }, []);

  const titleOf = (folder: string): string =>
    pageDatasets
      .all()
      .filter(({ pack }) => pack === folder)
      .map(({ text }) => localized(text.title))
      .join(t('offline.and')) || t('offline.tfjs');
  const change = async (type: 'keep' | 'drop', folders: readonly string[]): Promise<void> => {
    if (!worker) return;
    setFailed(false);
    // What was asked for shall not go when the browser wants room.
    if (type === 'keep') await navigator.storage?.persist?.().catch(() => false);
    for (const folder of folders) {
      setBusy(folder);
      const states = await ask(worker, { type, folder });
      setPacks(states);
      if (type === 'keep' && !states.find((state) => state.folder === folder)?.kept) setFailed(true);
    }
    setBusy(null);
  };
  const missing = packs.filter(({ kept }) => !kept);

  return (
    <Modal
      opened
      onClose={() => view.set({ dialog: null })}
      title={t('offline.title')}
      size="md"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {worker === undefined ? null : (
        <Text size="sm" mb="sm" role="status">
          {t(worker ? 'offline.ready' : 'offline.none')}
        </Text>
      )}
      {worker ? (
        <>
          <Table fz="sm" verticalSpacing={4} captionSide="top">
            <Table.Caption ta="start" fw={600} mt={0}>
              {t('offline.data')}
            </Table.Caption>
            <Table.Tbody>
              {packs.map(({ folder, bytes, kept }) => (
                <Table.Tr key={folder}>
                  <Table.Td>
                    <Switch
                      label={titleOf(folder)}
                      checked={kept}
                      disabled={busy !== null}
                      onChange={() => void change(kept ? 'drop' : 'keep', [folder])}
                    />
                  </Table.Td>
                  <Table.Td ta="end" style={{ whiteSpace: 'nowrap' }}>
                    {busy === folder ? t('offline.fetching') : sizeText(bytes)}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          <Text size="xs" c="dimmed" mt="xs">
            {t('offline.own')}
          </Text>
          {failed ? (
            <Alert color="red" mt="sm" role="alert">
              {t('offline.failed')}
            </Alert>
          ) : null}
          <Group mt="md" gap="xs">
            <Button
              size="xs"
              disabled={missing.length === 0}
              loading={busy !== null}
              onClick={() =>
                void change(
                  'keep',
                  missing.map(({ folder }) => folder),
                )
              }
            >
              {missing.length === 0
                ? t('offline.allKept')
                : t('offline.keepAll', { size: sizeText(missing.reduce((sum, { bytes }) => sum + bytes, 0)) })}
            </Button>
            {install ? (
              <Button size="xs" variant="default" onClick={() => void install()}>
                {t('offline.install')}
              </Button>
            ) : null}
          </Group>
        </>
      ) : null}
    </Modal>
  );
}
