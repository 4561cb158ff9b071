import { Button, Group, Progress, Text } from '@mantine/core';
import { chooseFiles } from '../common/choose-file.ts';
import { DiagnosticNote } from '../common/diagnostic-note.tsx';
import { mediaFiles, tableFiles } from '../common/open-file.ts';
import { asOneFile } from '../common/predict-file.ts';
import { useTranslation } from '../common/use-translation.ts';
import { MakeRoom } from './make-room.tsx';
import { sizeText } from './size-text.ts';
import { useOwnData, useOwnDataState } from './use-own-data.ts';
import './own-data.css';

const whole = new Intl.NumberFormat('en');

/** What a document of the visitor's own data may still need: its file, or room to keep it. */
export function OwnDataNeeds() {
  return (
    <>
      <MissingData />
      <MakeRoom />
    </>
  );
}

/** Asks for the file of a document whose data is not here; says nothing where it is. */
function MissingData() {
  const { t } = useTranslation();
  const own = useOwnData();
  const missing = useOwnDataState((state) => state.missing);
  const reading = useOwnDataState((state) => state.reading);
  const problem = useOwnDataState((state) => state.problem);
  if (!missing) return null;
  const { name, file, rows } = missing.described;
  // Many files became one archive when they came, and do again.
  const many = file.format === 'zip';
  const accept = many ? `${tableFiles},${mediaFiles}` : tableFiles;
  const supply = (files: readonly { readonly bytes: File }[]): void =>
    void asOneFile(files.map(({ bytes }) => bytes)).then((chosen) => own.supply(chosen));
  if (reading !== null) {
    const percent = Math.floor(100 * reading);
    return (
      <div className="own-missing" role="status">
        <Text size="sm">{t('ownData.missing.reading', { file: file.name, percent })}</Text>
        <Progress value={percent} aria-label={t('ownData.missing.reading', { file: file.name, percent })} />
      </div>
    );
  }
  return (
    <section className="own-missing" aria-label={t('ownData.missing.title', { name })}>
      <Text size="sm" fw={600}>
        {t('ownData.missing.title', { name })}
      </Text>
      <Group gap="sm" align="start">
        <Text size="sm" flex="1 1 260px">
          {t('ownData.missing.text', { file: file.name, size: sizeText(file.bytes), rows: whole.format(rows) })}
        </Text>
        <Group gap="xs" style={{ flexShrink: 0 }}>
          <Button size="xs" onClick={() => chooseFiles({ accept, folder: false }, supply)}>
            {t('ownData.missing.choose')}
          </Button>
          {many ? (
            <Button size="xs" variant="default" onClick={() => chooseFiles({ accept: '', folder: true }, supply)}>
              {t('ownData.missing.folder')}
            </Button>
          ) : null}
        </Group>
      </Group>
      {problem ? <DiagnosticNote item={problem} /> : null}
    </section>
  );
}
