import { Button, Checkbox, FileButton, Group, NativeSelect, TextInput, Tooltip } from '@mantine/core';
import type { RunSummary } from '../../../core/runs/run-summary.ts';
import { runWords } from '../../../core/runs/words.ts';
import { useSay } from '../../common/use-say.ts';
import type { RunsView } from './listed.ts';

/** Every task that any of the runs was judged by, once. */
function tasksOf(runs: readonly RunSummary[]): readonly RunSummary['tasks'][number][] {
  const found = new Map(runs.flatMap(({ tasks }) => tasks.map((task) => [task.id, task] as const)));
  return [...found.values()];
}

/** What is listed, in which order; and the way in for files. */
export function RunsToolbar(props: {
  readonly runs: readonly RunSummary[];
  readonly view: RunsView;
  readonly onView: (change: Partial<RunsView>) => void;
  readonly onFile: (file: File) => void;
}) {
  const { runs, view, onView, onFile } = props;
  const say = useSay();
  const orders = [
    { value: 'newest', label: say(runWords.newest) },
    { value: 'oldest', label: say(runWords.oldest) },
    { value: 'name', label: say(runWords.byName) },
    { value: 'steps', label: say(runWords.bySteps) },
    { value: 'improvement', label: say(runWords.byImprovement) },
    ...tasksOf(runs).map(({ id, name, metric }) => ({
      value: `task ${id}`,
      label: say(runWords.byMetric, { task: name || id, metric }),
    })),
  ];
  return (
    <Group gap="xs" align="end">
      <TextInput
        size="xs"
        w={150}
        aria-label={say(runWords.filter)}
        placeholder={say(runWords.filterHint)}
        value={view.filter}
        onChange={({ currentTarget: { value } }) => onView({ filter: value })}
      />
      <NativeSelect
        size="xs"
        w={150}
        aria-label={say(runWords.sort)}
        value={view.order}
        data={orders}
        onChange={({ currentTarget: { value } }) => onView({ order: value })}
      />
      <Checkbox
        size="xs"
        label={say(runWords.starredOnly)}
        checked={view.starred}
        onChange={({ currentTarget: { checked } }) => onView({ starred: checked })}
      />
      <FileButton onChange={(file) => file && onFile(file)} accept=".json,.csv,application/json,text/csv">
        {(button) => (
          <Button {...button} size="compact-xs" variant="default">
            {say(runWords.import)}
          </Button>
        )}
      </FileButton>
    </Group>
  );
}

/** What can be done with the runs that are selected. */
export function SelectionBar(props: {
  readonly count: number;
  readonly of: number;
  readonly onAll: (all: boolean) => void;
  readonly onDraw: () => void;
  /** null where so many cannot be compared. */
  readonly onCompare: (() => void) | null;
  readonly onExport: (format: 'csv' | 'json') => void;
  readonly onRemove: () => void;
}) {
  const { count, of, onAll, onDraw, onCompare, onExport, onRemove } = props;
  const say = useSay();
  const none = count === 0;
  return (
    <Group gap={6}>
      <Checkbox
        size="xs"
        aria-label={say(runWords.selectAll)}
        checked={count === of && of > 0}
        indeterminate={count > 0 && count < of}
        onChange={({ currentTarget: { checked } }) => onAll(checked)}
        label={say(runWords.selected, { n: count })}
      />
      <Tooltip label={say(runWords.drawAllHelp)} multiline maw={240}>
        <Button size="compact-xs" variant="default" disabled={none} onClick={onDraw}>
          {say(runWords.drawAll)}
        </Button>
      </Tooltip>
      <Tooltip label={say(runWords.compareHelp)} multiline maw={240}>
        <Button size="compact-xs" variant="default" disabled={onCompare === null} onClick={() => onCompare?.()}>
          {say(runWords.compare)}
        </Button>
      </Tooltip>
      {(['csv', 'json'] as const).map((format) => (
        <Button key={format} size="compact-xs" variant="default" disabled={none} onClick={() => onExport(format)}>
          {format.toUpperCase()}
        </Button>
      ))}
      <Button size="compact-xs" variant="subtle" color="red" disabled={none} onClick={onRemove}>
        {say(runWords.remove)}
      </Button>
    </Group>
  );
}
