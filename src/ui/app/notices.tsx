import { Button, Group, Stack } from '@mantine/core';
import type { Notice } from '../../store/notice.ts';
import { usePlayground, useRun } from '../../store/react.tsx';
import { DiagnosticNote } from '../common/diagnostic-note.tsx';
import { saveFile } from '../common/save-file.ts';
import { useTranslation } from '../common/use-translation.ts';

/** What can be done about a message, where something can. */
function Remedy({ item }: { readonly item: Notice }) {
  const { t } = useTranslation();
  const { actions, project, run, trainer } = usePlayground();
  const { remedy } = item;
  if (remedy) {
    const act = (): void => {
      if (remedy.offers === 'download') saveFile('document.json', remedy.text(), 'application/json');
      else {
        remedy.act();
        run.dismiss(item);
      }
    };
    return (
      <Group mt="xs">
        <Button size="xs" variant="default" onClick={act}>
          {t(`app.kept.${remedy.offers}`)}
        </Button>
      </Group>
    );
  }
  if (item.code === 'training.nonFinite') {
    return (
      <Group mt="xs">
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            project.edit((current) => ({
              ...current,
              training: { ...current.training, learningRate: current.training.learningRate / 2 },
            }));
            run.dismiss(item);
          }}
        >
          {t('app.halved')}
        </Button>
      </Group>
    );
  }
  if (item.code === 'training.workerDied' || item.code === 'training.deviceLost') {
    const kept = trainer.lastCheckpoint(run.getState().history.runId);
    return (
      <Group mt="xs">
        <Button size="xs" variant="default" onClick={actions.restart}>
          {kept ? t('app.crashed.fromCheckpoint', { step: kept.checkpoint.step }) : t('app.crashed.restart')}
        </Button>
      </Group>
    );
  }
  return null;
}

/** Messages of the run, of the address and of opened files; inline, above the columns, until they are closed. */
export function Notices() {
  const { t } = useTranslation();
  const { run } = usePlayground();
  const notices = useRun((state) => state.notices);
  return (
    <Stack gap={4} className="notices" role="region" aria-label={t('app.notices')} aria-live="polite">
      {notices.map((item) => (
        <DiagnosticNote
          key={`${item.code}${item.where ?? ''}${item.message}`}
          item={item}
          onClose={() => run.dismiss(item)}
          closeLabel={t('common.close')}
        >
          <Remedy item={item} />
        </DiagnosticNote>
      ))}
    </Stack>
  );
}
