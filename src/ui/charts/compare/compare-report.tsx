import { Button, Group, List, ScrollArea, Stack, Table, Text, Title } from '@mantine/core';
import { dotGroups, dotsOf } from '../../../core/experiments/dots.ts';
import type { Experiment } from '../../../core/experiments/experiment.ts';
import type { Outcomes } from '../../../core/experiments/plan.ts';
import type { ContenderResult, Paired, Report } from '../../../core/experiments/report.ts';
import { reportCsv, reportHtml, reportMarkdown } from '../../../core/experiments/report-files.ts';
import { compareWords, reportWords, sentencesOf } from '../../../core/experiments/words.ts';
import { formatNumber } from '../../../core/util/number-text.ts';
import { ownValue } from '../../../core/util/own-value.ts';
import { useProject } from '../../../store/react.tsx';
import { TakePicture } from '../../common/paper/take-picture.tsx';
import { saveFile } from '../../common/save-file.ts';
import { identityOf } from '../../common/task-identity.ts';
import { TaskMark } from '../../common/task-mark.tsx';
import { AgreementView } from './agreement-view.tsx';
import { reportDrawing } from './report-drawing.ts';
import { useExperiments, useWords } from './use-compare.ts';
import { VerdictTable } from './verdict-table.tsx';

/** `dotsOf` on the page; zero is the line. */
function Dots({ paired, reach }: { readonly paired: Paired; readonly reach: number }) {
  const { band, t, dots } = dotsOf(paired, reach);
  return (
    <svg viewBox="0 0 200 22" className="compare-dots" aria-hidden="true">
      <line x1="100" x2="100" y1="0" y2="22" className="zero" />
      <line x1={band[0]} x2={band[1]} y1="11" y2="11" className="interval" />
      {t === null ? null : <line x1={t[0]} x2={t[1]} y1="11" y2="11" className="t-interval" />}
      {dots.map((x, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a seed has its place
        <circle key={i} cx={x} cy="11" r="3.5" />
      ))}
    </svg>
  );
}

const figure = (summary: { readonly mean: number; readonly spread: number } | null | undefined): string =>
  summary ? `${formatNumber(summary.mean)} ± ${formatNumber(summary.spread)}` : '–';

/** The report: sentences, the table, and every seed. */
export function CompareReport(props: { readonly report: Report; readonly experiment: Experiment; readonly outcomes: Outcomes }) {
  const { report, experiment, outcomes } = props;
  const { say, language, nameOf } = useWords();
  const { experiments } = useExperiments();
  const { tasks, results } = report;
  const named = (result: ContenderResult): string => nameOf(result.contender);
  const reader = { language, nameOf: named };
  /** What files of a report there are. */
  const files: readonly (readonly [extension: string, mime: string, content: () => string])[] = [
    ['html', 'text/html', () => reportHtml(report, reader, experiments.file())],
    ['md', 'text/markdown', () => reportMarkdown(report, reader, experiment)],
    ['csv', 'text/csv', () => reportCsv(report, experiment, outcomes)],
    ['json', 'application/json', () => JSON.stringify({ ...experiments.file(), report }, null, 1)],
  ];
  const groups = dotGroups(report);
  const reference = results.find(({ id }) => id === report.reference);
  const document = useProject((project) => project);
  const draw = () =>
    reportDrawing(groups, {
      nameOf: named,
      identityOf: (task) => identityOf(document, task),
      together: say(reportWords.allTasksHead),
      words: { dot: say(reportWords.oneSeed), band: say(reportWords.notRuledOut), line: say(reportWords.tName) },
    });
  return (
    <Stack gap="xs">
      <Title order={3} size="sm">
        {say(reportWords.title)}
      </Title>
      <List size="sm" spacing={4} aria-label={say(compareWords.verdicts)} data-testid="compare-verdicts">
        {sentencesOf(report, language, named).map((text) => (
          <List.Item key={text}>{text}</List.Item>
        ))}
      </List>
      <VerdictTable report={report} nameOf={named} />
      <AgreementView report={report} />
      <ScrollArea type="auto" viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': say(compareWords.values) }}>
        <Table className="figure" fz="xs" verticalSpacing={3}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say(reportWords.contender)}</Table.Th>
              {tasks.map(({ id, name, metric }) => (
                <Table.Th key={id}>
                  <TaskMark task={id} /> {name || id} ({metric})
                </Table.Th>
              ))}
              <Table.Th>{say(reportWords.improvement)}</Table.Th>
              <Table.Th>{say(reportWords.meanRank)}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {results.map((result) => (
              <Table.Tr key={result.id} data-contender={result.id}>
                <Table.Th scope="row">{named(result)}</Table.Th>
                {tasks.map(({ id }) => (
                  <Table.Td key={id}>{figure(ownValue(result.summary, id))}</Table.Td>
                ))}
                <Table.Td>
                  {result.improvement
                    ? `${formatNumber(result.improvement.mean)} ± ${result.improvement.half === null ? '–' : formatNumber(result.improvement.half)} %`
                    : '–'}
                </Table.Td>
                <Table.Td>{result.meanRank === null ? '–' : formatNumber(result.meanRank)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea>
      {groups.length > 0 ? (
        <Stack gap={2} data-testid="compare-seeds">
          <Text size="xs" fw={600}>
            {say(reportWords.seedsOf)}{' '}
            <TakePicture title={say(reportWords.differences, { reference: reference ? named(reference) : '' })} draw={draw} />
          </Text>
          {groups.flatMap(({ task, reach, rows }) =>
            rows.map(({ result, paired }) => (
              <div key={`${task?.id ?? ''} ${result.id}`} className="compare-pair" data-verdict={paired.verdict}>
                <span>
                  {task ? <TaskMark task={task.id} /> : say(reportWords.improvement)} {named(result)}
                </span>
                <Dots paired={paired} reach={reach} />
              </div>
            )),
          )}
        </Stack>
      ) : null}
      {[reportWords.method, reportWords.improvementNote, reportWords.rankNote].map((text) => (
        <Text key={text.en} size="xs" c="dimmed">
          {say(text)}
        </Text>
      ))}
      <Group gap="xs" role="group" aria-label={say(compareWords.export)}>
        <Text size="xs">{say(compareWords.export)}</Text>
        {files.map(([extension, mime, content]) => (
          <Button
            key={extension}
            size="compact-xs"
            variant="default"
            onClick={() => saveFile(`report.${extension}`, content(), mime)}
          >
            {extension.toUpperCase()}
          </Button>
        ))}
      </Group>
    </Stack>
  );
}
