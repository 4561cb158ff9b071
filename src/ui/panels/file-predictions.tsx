import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { FileReport } from '../../core/runs/file-report.ts';
import type { Diagnostic } from '../../core/util/diagnostics.ts';
import { usePlayground, useView } from '../../store/react.tsx';
import { chooseFiles } from '../common/choose-file.ts';
import { DiagnosticNote } from '../common/diagnostic-note.tsx';
import { mediaFiles, tableFiles } from '../common/open-file.ts';
import { asOneFile, predictFile } from '../common/predict-file.ts';
import { saveFile } from '../common/save-file.ts';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';

type State =
  | { readonly at: 'rest' }
  | { readonly at: 'work'; readonly file: string; readonly fraction: number }
  | { readonly at: 'done'; readonly file: string; readonly report: FileReport }
  | { readonly at: 'refused'; readonly problems: readonly Diagnostic[] };

/** What of a file was read, and what was not. */
function Report({ file, report }: { readonly file: string; readonly report: FileReport }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const format = new Intl.NumberFormat(useView((view) => view.language));
  const { rows, reading, missing, unused, empty, ragged, lost, unreadable, examples } = report;
  const delimiters = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const;
  const written = [
    reading.format === 'jsonl' ? 'JSON' : reading.format.toUpperCase(),
    reading.encoding?.toUpperCase(),
    reading.delimiter && t(`answers.file.delimiters.${delimiters[reading.delimiter]}`),
  ].filter(Boolean);
  const lines = [
    t('answers.file.done', { file, rows: format.format(rows), reading: written.join(', ') }),
    ...(missing.length > 0 ? [t('answers.file.missing', { columns: missing.map(localized).join(', ') })] : []),
    ...(empty > 0 ? [t('answers.file.empty', { number: format.format(empty) })] : []),
    ...(ragged > 0 ? [t('answers.file.ragged', { number: format.format(ragged) })] : []),
    ...(lost.count > 0 ? [t('answers.file.lost', { number: format.format(lost.count), lines: lost.lines.join(', ') })] : []),
    ...(unreadable > 0 ? [t('answers.file.unreadable', { number: format.format(unreadable) })] : []),
    ...examples
      .slice(0, 5)
      .map(({ line, column, value }) => t('answers.file.example', { line, column: localized(column), value })),
    ...(unused.length > 0 ? [t('answers.file.unused', { columns: unused.join(', ') })] : []),
  ];
  return (
    <div role="status">
      {lines.map((line) => (
        <Text key={line} size="xs">
          {line}
        </Text>
      ))}
    </div>
  );
}

/** A file of rows in, a file of every task's predictions out. */
export function FilePredictions() {
  const { t } = useTranslation();
  const playground = usePlayground();
  const [state, setState] = useState<State>({ at: 'rest' });
  const work = useRef<AbortController | null>(null);
  useEffect(() => () => work.current?.abort(), []);

  async function predict(file: File): Promise<void> {
    work.current?.abort();
    const mine = new AbortController();
    work.current = mine;
    setState({ at: 'work', file: file.name, fraction: 0 });
    const answer = await predictFile(playground, file, {
      signal: mine.signal,
      onProgress: (fraction) => setState({ at: 'work', file: file.name, fraction }),
    });
    if (work.current !== mine) return;
    if (mine.signal.aborted) setState({ at: 'rest' });
    else if (!answer.ok) setState({ at: 'refused', problems: answer.diagnostics });
    else {
      const name = `${file.name.replace(/\.[^.]*$/, '')}-predictions.csv`;
      saveFile(name, answer.value.bytes, 'text/csv');
      setState({ at: 'done', file: file.name, report: answer.value.report });
    }
  }

  return (
    <Stack gap={6} mt="md" className="file-predictions">
      <Text size="xs" c="dimmed">
        {t('answers.file.about')}
      </Text>
      <Group gap="xs">
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconFileSpreadsheet size={14} aria-hidden="true" />}
          disabled={state.at === 'work'}
          onClick={() =>
            chooseFiles(
              { accept: `${tableFiles},${mediaFiles}`, folder: false },
              (files) => void asOneFile(files.map(({ bytes }) => bytes)).then(predict),
            )
          }
        >
          {t('answers.file.choose')}
        </Button>
        {state.at === 'work' ? (
          <Button size="compact-xs" variant="default" onClick={() => work.current?.abort()}>
            {t('answers.file.cancel')}
          </Button>
        ) : null}
      </Group>
      {state.at === 'work' ? (
        <Progress value={100 * state.fraction} aria-label={t('answers.file.progress', { file: state.file })} />
      ) : null}
      {state.at === 'done' ? <Report file={state.file} report={state.report} /> : null}
      {state.at === 'refused' ? state.problems.map((item) => <DiagnosticNote key={item.code} item={item} />) : null}
    </Stack>
  );
}
