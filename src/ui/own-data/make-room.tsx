import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Droppable } from '../../store/own-data/own-data.ts';
import { useTranslation } from '../common/use-translation.ts';
import { sizeText } from './size-text.ts';
import { useOwnData, useOwnDataState } from './use-own-data.ts';

const keyOf = ({ kind, id }: Droppable): string => `${kind} ${id}`;

/** What could be deleted, to be ticked, and how much room that makes. */
function RoomChoice({
  file,
  needed,
  reason,
  close,
}: {
  readonly file: string;
  readonly needed: number;
  readonly reason: string;
  readonly close: () => void;
}) {
  const { t } = useTranslation();
  const own = useOwnData();
  const [found, setFound] = useState<readonly Droppable[] | null>(null);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [failed, setFailed] = useState(false);
  useEffect(() => void own.droppable().then(setFound), [own]);
  const chosen = (found ?? []).filter((one) => ticked.has(keyOf(one)));
  const freed = chosen.reduce((sum, { bytes }) => sum + bytes, 0);
  async function drop(): Promise<void> {
    if (await own.makeRoom(chosen)) return close();
    setFailed(true);
    setTicked(new Set());
    setFound(await own.droppable());
  }
  return (
    <Stack gap="sm">
      <Text size="sm">{t('ownData.room.text', { file, size: sizeText(needed), reason })}</Text>
      {failed ? (
        <Text size="sm" role="alert">
          {t('ownData.room.stillFull')}
        </Text>
      ) : null}
      {found?.length === 0 ? <Text size="sm">{t('ownData.room.nothing')}</Text> : null}
      <ul className="own-room">
        {(found ?? []).map((one) => (
          <li key={keyOf(one)}>
            <Checkbox
              size="sm"
              label={
                one.kind === 'data'
                  ? t('ownData.room.data', { name: one.name })
                  : t('ownData.room.run', { name: one.name || `#${one.number}` })
              }
              checked={ticked.has(keyOf(one))}
              onChange={({ currentTarget: { checked } }) => {
                const next = new Set(ticked);
                if (checked) next.add(keyOf(one));
                else next.delete(keyOf(one));
                setTicked(next);
              }}
            />
            <Text size="xs" c="dimmed" className="figure">
              {sizeText(one.bytes)}
            </Text>
          </li>
        ))}
      </ul>
      <Group gap="sm">
        <Button color="red" disabled={chosen.length === 0} onClick={() => void drop()}>
          {t('ownData.room.drop', { size: sizeText(freed) })}
        </Button>
        <Button variant="default" onClick={close}>
          {t('ownData.room.later')}
        </Button>
      </Group>
    </Stack>
  );
}

/** Asks what to delete where there was no room for a file; says nothing where there was, or once it was put off. */
export function MakeRoom() {
  const { t } = useTranslation();
  const unkept = useOwnDataState((state) => state.unkept);
  const [putOff, setPutOff] = useState<string | null>(null);
  const hash = unkept?.own.described.file.hash ?? null;
  if (!unkept || putOff === hash) return null;
  const close = (): void => setPutOff(hash);
  return (
    <Modal
      opened
      onClose={close}
      title={t('ownData.room.title')}
      lockScroll={false}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <RoomChoice file={unkept.own.described.file.name} needed={unkept.file.size} reason={unkept.reason} close={close} />
    </Modal>
  );
}
