import { Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { type StorageState, storageState } from '../../common/lasting-storage.ts';
import { useTranslation } from '../../common/use-translation.ts';
import { sizeText } from '../../own-data/size-text.ts';

/** Whether what is kept stays, and how much room there is: what the browser says of it, and nothing where it says nothing. */
export function StorageLine({ round }: { readonly round: number }) {
  const { t } = useTranslation();
  const [state, setState] = useState<StorageState | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it may have changed with every round
  useEffect(() => {
    let gone = false;
    void storageState().then((now) => {
      if (!gone) setState(now);
    });
    return () => {
      gone = true;
    };
  }, [round]);
  if (!state) return null;
  const { lasts, used, room } = state;
  const said = [
    lasts === null ? '' : t(lasts ? 'projects.lasts' : 'projects.mayGo'),
    used === null || room === null ? '' : t('projects.used', { used: sizeText(used), room: sizeText(room) }),
  ].filter((part) => part !== '');
  return said.length === 0 ? null : (
    <Text size="xs" c="dimmed" data-testid="projects-storage">
      {said.join(' ')}
    </Text>
  );
}
