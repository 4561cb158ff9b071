import { Anchor, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { hashBytes } from '../../../store/classroom/sheet-player.ts';
import { usePlayground, useRun } from '../../../store/react.tsx';
import { saveFile } from '../../common/save-file.ts';
import { useTranslation } from '../../common/use-translation.ts';
import type { SheetEditor } from './sheet-editor.ts';

/** Trained weights: a file beside the link, which knows its name and a checksum of it. */
export function WeightsEditor({ sheet, edit }: SheetEditor) {
  const { t } = useTranslation();
  const { actions, run } = usePlayground();
  const trained = useRun(({ history }) => history.status.step > 0);
  const [busy, setBusy] = useState(false);
  const save = async (): Promise<void> => {
    setBusy(true);
    const written = await actions.exportModel('safetensors', 'current');
    if (written.ok) {
      const { fileName, mime, bytes } = written.value;
      const sha256 = await hashBytes(bytes);
      saveFile(fileName, bytes, mime);
      edit((before) => ({ ...before, weights: { name: fileName, sha256 } }));
    } else run.notify(written.diagnostics);
    setBusy(false);
  };
  return (
    <section aria-label={t('classroom.make.weightsPart')}>
      <h3>{t('classroom.make.weightsPart')}</h3>
      <p className="sheet-help">{t('classroom.make.weightsHelp')}</p>
      <Group gap={8}>
        <Button size="xs" variant="default" disabled={!trained} loading={busy} onClick={() => void save()}>
          {t('classroom.make.weightsSave')}
        </Button>
        {sheet.weights ? (
          <>
            <Text size="xs" role="status">
              {t('classroom.make.weightsNamed', { file: sheet.weights.name })}
            </Text>
            <Anchor component="button" type="button" size="xs" onClick={() => edit(({ weights: _, ...before }) => before)}>
              {t('classroom.make.weightsDrop')}
            </Anchor>
          </>
        ) : null}
      </Group>
    </section>
  );
}
