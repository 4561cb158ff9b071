import { Button, Group, ScrollArea, Stack, Table, Text } from '@mantine/core';
import { contenderId, type Experiment } from '../../../core/experiments/experiment.ts';
import { type Searched, searchedOf } from '../../../core/experiments/halving.ts';
import { meanFigures } from '../../../core/experiments/mean-figures.ts';
import { documentOf, type Outcomes } from '../../../core/experiments/plan.ts';
import { compareWords } from '../../../core/experiments/words.ts';
import { formatNumber } from '../../../core/util/number-text.ts';
import { ownValue } from '../../../core/util/own-value.ts';
import { usePlayground } from '../../../store/react.tsx';
import { TaskMark } from '../../common/task-mark.tsx';
import { DrawnLines } from '../trade-off/drawn-lines.tsx';
import { TradeOff } from '../trade-off/trade-off.tsx';
import { useWords } from './use-compare.ts';

interface ResultProps {
  readonly experiment: Experiment;
  readonly outcomes: Outcomes;
}

/** Opens the document of a contender, as it was trained. */
function useOpenContender({ experiment, outcomes }: ResultProps): (id: string) => void {
  const { actions } = usePlayground();
  return (id) => {
    const found = experiment.contenders.find((contender) => contenderId(contender) === id);
    const project = found && documentOf(experiment, found, outcomes);
    if (project) actions.open(project);
  };
}

/** What contenders give up of one task for another: the means over their seeds, on the test split. */
export function ContenderTradeOff({ experiment, outcomes }: ResultProps) {
  const { say, nameOf } = useWords();
  const open = useOpenContender({ experiment, outcomes });
  const entries = meanFigures(experiment, outcomes).map(({ id, contender, figures }) => ({
    id,
    name: nameOf(contender),
    figures,
  }));
  return (
    <Stack gap={4}>
      <Text size="xs" fw={600}>
        {say(compareWords.tradeOff)}
      </Text>
      <TradeOff tasks={experiment.tasks} entries={entries} onOpen={open} />
    </Stack>
  );
}

/** A drawn value as short as it can be told. */
const drawnText = (value: number | string | undefined): string =>
  value === undefined ? '–' : typeof value === 'number' ? formatNumber(value) : value;

/** What a search found: a table from the best, all of it as lines over parallel axes, and the way to open the best. */
export function SearchReport({ experiment, outcomes }: ResultProps) {
  const { say, nameOf } = useWords();
  const open = useOpenContender({ experiment, outcomes });
  const { tasks } = experiment;
  const found = searchedOf(experiment, outcomes);
  const [best] = found;
  const names = [...new Set(found.flatMap(({ contender }) => Object.keys(contender.drawn ?? {})))];
  const figure = ({ outcome }: Searched, task: string, metric: string, split: 'validation' | 'test'): string => {
    const value = ownValue(ownValue(outcome?.figures?.[split] ?? {}, task) ?? {}, metric) ?? null;
    return value === null ? '–' : formatNumber(value);
  };
  return (
    <Stack gap="xs" data-testid="search-report">
      <Group justify="space-between">
        <Text size="sm" fw={600}>
          {say(compareWords.searchTitle)}
        </Text>
        {best?.outcome ? (
          <Button size="compact-xs" onClick={() => open(best.id)}>
            {say(compareWords.openBest)}
          </Button>
        ) : null}
      </Group>
      <ScrollArea type="auto" viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': say(compareWords.searchTitle) }}>
        <Table className="figure" fz="xs" verticalSpacing={3}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>#</Table.Th>
              <Table.Th>{say(compareWords.round)}</Table.Th>
              {tasks.map(({ id, name, metric }) => (
                <Table.Th key={id}>
                  <TaskMark task={id} /> {name || id} ({metric})
                </Table.Th>
              ))}
              {names.map((name) => (
                <Table.Th key={name}>{name}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {found.map((entry) => (
              <Table.Tr key={entry.id} data-contender={entry.id}>
                <Table.Th scope="row">
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    aria-label={say(compareWords.openOne, { name: nameOf(entry.contender) })}
                    onClick={() => open(entry.id)}
                  >
                    {entry.contender.value}
                  </Button>
                </Table.Th>
                <Table.Td>{entry.epochs}</Table.Td>
                {tasks.map(({ id, metric }) => (
                  <Table.Td key={id}>
                    {figure(entry, id, metric, 'validation')} / {figure(entry, id, metric, 'test')}
                  </Table.Td>
                ))}
                {names.map((name) => (
                  <Table.Td key={name}>{drawnText(ownValue(entry.contender.drawn ?? {}, name))}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea>
      <DrawnLines tasks={tasks} names={names} found={found} />
      <Text size="xs" c="dimmed">
        {say(compareWords.searchNote)}
      </Text>
      <ContenderTradeOff experiment={experiment} outcomes={outcomes} />
    </Stack>
  );
}
