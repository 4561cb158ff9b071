import { ScrollArea, Table } from '@mantine/core';
import type { ContenderResult, Report, Verdict } from '../../../core/experiments/report.ts';
import { reportWords, verdictRows } from '../../../core/experiments/words.ts';
import { TaskMark } from '../../common/task-mark.tsx';
import { useWords } from './use-compare.ts';

/** Signs beside the words, so that no verdict is a colour alone. */
const signs: Readonly<Record<Verdict, string>> = { helps: '▲', hurts: '▼', 'cannot tell': '○' };

/** Contenders × tasks: does sharing help, hurt, or can it not be told; with the numbers that say so. */
export function VerdictTable({
  report,
  nameOf,
}: {
  readonly report: Report;
  readonly nameOf: (result: ContenderResult) => string;
}) {
  const { say, language } = useWords();
  const rows = verdictRows(report, language);
  if (rows.length === 0) return null;
  const reference = report.results.find(({ id }) => id === report.reference);
  const title = say(reportWords.verdictTable, { reference: reference ? nameOf(reference) : '', n: report.seeds.length });
  return (
    <ScrollArea type="auto" viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': title }}>
      <Table className="compare-verdicts figure" fz="xs" verticalSpacing={4} data-testid="compare-verdict-table">
        <Table.Caption>{title}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say(reportWords.contender)}</Table.Th>
            <Table.Th>{say(reportWords.allTasksHead)}</Table.Th>
            {report.tasks.map(({ id, name }) => (
              <Table.Th key={id}>
                <TaskMark task={id} /> {name || id}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ result, cells }) => (
            <Table.Tr key={result.id} data-contender={result.id}>
              <Table.Th scope="row">{nameOf(result)}</Table.Th>
              {cells.map((cell, i) => (
                <Table.Td key={i === 0 ? 'all' : report.tasks[i - 1]?.id} data-verdict={cell?.verdict}>
                  {cell ? (
                    <>
                      <b>
                        {signs[cell.verdict]} {cell.word}
                      </b>
                      <span>{cell.figures}</span>
                      {cell.t === '' ? null : <span className="compare-t">{cell.t}</span>}
                      {cell.needed === '' ? null : <span>{cell.needed}</span>}
                    </>
                  ) : (
                    '–'
                  )}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}
