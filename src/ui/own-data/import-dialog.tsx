import { Button, Group, Modal, Progress, Stack, Text, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { describedOf } from '../../core/data/import/own-dataset.ts';
import { readingOf } from '../../core/data/import/session.ts';
import type { TargetInfo } from '../../core/tasks/types.ts';
import { hasErrors } from '../../core/util/diagnostics.ts';
import { usePlayground, useView } from '../../store/react.tsx';
import { DiagnosticNote } from '../common/diagnostic-note.tsx';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';
import { ColumnTable } from './column-table.tsx';
import { DivisionChoice } from './division-choice.tsx';
import { ReadingChoices } from './reading-options.tsx';
import { SourceChoice } from './source-choice.tsx';
import './own-data.css';
import { sizeText } from './size-text.ts';
import { type Import, useImport } from './use-import.ts';
import { useOwnData } from './use-own-data.ts';

const whole = new Intl.NumberFormat('en');

function Reading(props: { readonly file: string; readonly done: number; readonly bytes: number; readonly cancel: () => void }) {
  const { file, done, bytes, cancel } = props;
  const { t } = useTranslation();
  const percent = Math.floor(100 * done);
  return (
    <Stack gap="sm" py="lg">
      <Text size="sm" role="status">
        {t('ownData.reading', { file, percent })}
      </Text>
      <Progress value={percent} aria-label={t('ownData.reading', { file, percent })} />
      {bytes > 0 ? (
        <Text size="xs" c="dimmed">
          {t('ownData.memory.reading', { size: sizeText(bytes) })}
        </Text>
      ) : null}
      <Button variant="default" style={{ alignSelf: 'start' }} onClick={cancel}>
        {t('ownData.cancel')}
      </Button>
    </Stack>
  );
}

/** What is said of the network that will be made. */
const proposals = {
  single: { table: 'proposalSingle', text: 'proposalTextSingle', media: 'proposalMediaSingle' },
  several: { table: 'proposalOne', text: 'proposalText', media: 'proposalMedia' },
} as const;

/** The columns of a file that has been read, and everything that is decided about them. */
function Columns({ imported }: { readonly imported: Import }) {
  const { t } = useTranslation();
  const { state, setName, setOptions, setChoice, setDivision, cancel, use } = imported;
  const { report, judged, choices, division, name, options, problems, stage } = state;
  if (!report) return null;
  const general = [...problems, ...report.notes, ...(judged?.diagnostics ?? [])].filter(
    ({ where }) => !where?.startsWith('column:'),
  );
  const boxes = choices.some(({ role }) => role === 'box') ? 1 : 0;
  const heads = choices.filter(({ role }) => role === 'target').length + boxes;
  const written = choices.some(({ kind, role }) => role === 'target' && (kind === 'spans' || kind === 'text'));
  const proposal = proposals[heads === 1 ? 'single' : 'several'][report.media ? 'media' : written ? 'text' : 'table'];
  const busy = stage.name === 'building';
  const ready = judged !== null && !hasErrors(judged.diagnostics);
  return (
    <Stack gap="sm">
      <Group gap="sm" align="end" justify="space-between">
        <TextInput
          label={t('ownData.name')}
          value={name}
          maxLength={120}
          w={240}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Text size="sm" className="figure" pb={6}>
          {report.file.name}:{' '}
          {t('ownData.summary', {
            rows: whole.format(report.rows),
            columns: whole.format(choices.length),
            size: sizeText(report.file.bytes),
          })}
        </Text>
        <Button variant="default" size="xs" onClick={cancel}>
          {t('ownData.another')}
        </Button>
      </Group>
      <ReadingChoices report={report} options={options} onChange={setOptions} />
      {judged?.memory ? (
        <Text size="xs" c="dimmed">
          {t('ownData.memory.use', { most: sizeText(judged.memory.most), data: sizeText(judged.memory.data) })}
        </Text>
      ) : null}
      <DivisionChoice
        division={division}
        dates={choices.filter(({ kind }) => kind === 'date').map(({ name }) => name)}
        parts={judged?.parts ?? null}
        onChange={setDivision}
      />
      {general.map((item) => (
        <DiagnosticNote key={item.message} item={item} />
      ))}
      <ColumnTable
        choices={choices}
        profiles={judged?.profiles ?? []}
        diagnostics={judged?.diagnostics ?? []}
        media={report.media}
        onChange={setChoice}
      />
      <Group gap="sm" wrap="nowrap" className="own-use">
        <Button disabled={!ready || busy} loading={busy} onClick={() => void use()}>
          {t('ownData.use')}
        </Button>
        <Text size="xs" c="dimmed" role="status">
          {judged === null ? t('ownData.looking') : busy ? t('ownData.building') : t(`ownData.${proposal}`, { heads })}
        </Text>
      </Group>
    </Stack>
  );
}

/** The visitor's own data on its way in: chosen, read, looked at column by column, used. */
export function ImportDialog() {
  const { t } = useTranslation();
  const localized = useLocalized();
  const playground = usePlayground();
  const own = useOwnData();
  const narrow = useMediaQuery('(max-width: 800px)', false, { getInitialValueInEffect: false });
  const given = useView((view) => view.importing);
  const close = (): void => playground.view.set({ importing: null });
  const imported = useImport(
    {
      archiveName: t('ownData.archiveName'),
      titleOf: (target: TargetInfo) => localized(target.title),
      say: ({ branches, heads }) => {
        const file = imported.state.file?.name ?? '';
        const said = branches > 1 ? (heads === 1 ? 'noteBranchesSingle' : 'noteBranches') : heads === 1 ? 'noteSingle' : 'note';
        return t(`ownData.${said}`, { file, branches, heads });
      },
    },
    close,
  );
  const { state, read, readFiles, cancel } = imported;
  const begun = useRef<typeof given>(null);
  useEffect(() => {
    if (!given || begun.current === given) return;
    begun.current = given;
    if (given.file) void read(given.file, {});
    else if (given.files) void readFiles(given.files);
    else if (given.change) void again();
    /** The document's own data once more, with its columns as they are used. */
    async function again(): Promise<void> {
      const { dataset, options } = playground.project.getState().project.data;
      const described = describedOf(dataset, options);
      const file = described && (await own.file(described.file.hash));
      if (described && file) void read(file, readingOf(described), described);
    }
  }, [given, own, playground, read, readFiles]);
  return (
    <Modal
      opened
      onClose={close}
      title={t('ownData.title')}
      size={1080}
      fullScreen={narrow}
      lockScroll={false}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className="own-data">
        <Text size="xs" c="dimmed" mb="sm">
          {t('ownData.private')}
        </Text>
        {state.stage.name === 'choosing' ? (
          <>
            {state.problems.map((item) => (
              <DiagnosticNote key={item.message} item={item} />
            ))}
            <SourceChoice onFile={(file) => void read(file, {})} onFiles={(files) => void readFiles(files)} />
          </>
        ) : state.stage.name === 'reading' ? (
          <Reading file={state.file?.name ?? ''} done={state.stage.done} bytes={state.stage.bytes} cancel={cancel} />
        ) : (
          <Columns imported={imported} />
        )}
      </div>
    </Modal>
  );
}
