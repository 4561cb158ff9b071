import { Alert, Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import { compareWords } from '../../../core/experiments/words.ts';
import type { RunSummary } from '../../../core/runs/run-summary.ts';
import { runWords } from '../../../core/runs/words.ts';
import { useLaidRuns, useProject } from '../../../store/react.tsx';
import { documentOf } from '../../../store/runs/page-runs.ts';
import { useDiagnosticText } from '../../common/use-localized.ts';
import { useSay } from '../../common/use-say.ts';
import { DifferenceView, type NamedDocument } from './difference-view.tsx';
import { neighbourOf, type RunsView } from './listed.ts';
import { RunDetails } from './run-details.tsx';
import { RunRow } from './run-row.tsx';
import { exportRuns, type Imported, importRuns } from './runs-files.ts';
import { RunsToolbar, SelectionBar } from './runs-toolbar.tsx';
import { RunsTradeOff } from './runs-trade-off.tsx';
import { StorageNote } from './storage-note.tsx';
import { useListed, usePageRuns, useRunTitle } from './use-page-runs.ts';
import { VirtualList } from './virtual-list.tsx';
import './runs.css';

const rowHeight = 74;
/** Rows that are seen at once. */
const visible = 6;

/** Two frames, so that hands have the page between two of many. */
const drawnFrame = (): Promise<unknown> => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));

/** What came of an import, in words. */
function ImportNote({ imported, onClose }: { readonly imported: Imported; readonly onClose: () => void }) {
  const say = useSay();
  const inWords = useDiagnosticText();
  const { taken, problems } = imported;
  const [first] = problems;
  return (
    <Alert p="xs" withCloseButton closeButtonLabel={say(runWords.close)} onClose={onClose} color={first ? 'yellow' : 'blue'}>
      {taken > 0 || !first ? <Text size="sm">{say(runWords.imported, { n: taken })}</Text> : null}
      {first ? (
        <Text size="sm">
          {say(runWords.notImported, { n: problems.length })} {inWords(first).message}
        </Text>
      ) : null}
    </Alert>
  );
}

/** Every run that was trained, of this visit and of earlier ones. */
export function RunsTab() {
  const say = useSay();
  const title = useRunTitle();
  const { pageRuns, slice } = usePageRuns();
  const screen = useProject((project) => project);
  const { kept, shown: shownRun } = useLaidRuns();
  const shown = shownRun.id;
  const [view, setView] = useState<RunsView>({ filter: '', starred: false, order: 'newest' });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [opened, setOpened] = useState<string | null>(null);
  const [compared, setCompared] = useState<readonly [NamedDocument, NamedDocument] | null>(null);
  const [plane, setPlane] = useState(false);
  const [imported, setImported] = useState<Imported | null>(null);
  const { runs, removed } = slice;
  const { listed, improvements } = useListed(runs, view);
  const drawn = useMemo(() => new Set(kept.map(({ id }) => id)), [kept]);
  const selected = listed.filter(({ id }) => chosen.has(id));
  const open = runs.find(({ id }) => id === opened);

  const onSelect = useCallback(
    (id: string, on: boolean): void =>
      setChosen((before) => new Set(on ? [...before, id] : [...before].filter((other) => other !== id))),
    [],
  );
  const onOpen = useCallback((id: string): void => setOpened((before) => (before === id ? null : id)), []);
  const onStar = useCallback((id: string, starred: boolean): void => pageRuns.remark(id, { starred }), [pageRuns]);
  const onDraw = useCallback((id: string, on: boolean): void => void pageRuns.pin(id, on), [pageRuns]);

  if (slice.read && runs.length === 0 && removed.length === 0 && slice.full === null)
    return (
      <Stack gap="xs" data-testid="runs">
        <Text size="sm">{say(runWords.empty)}</Text>
        <RunsToolbar runs={runs} view={view} onView={(change) => setView({ ...view, ...change })} onFile={take} />
        {imported ? <ImportNote imported={imported} onClose={() => setImported(null)} /> : null}
      </Stack>
    );

  function take(file: File): void {
    void importRuns(pageRuns, file).then(setImported);
  }

  const named = (run: RunSummary): NamedDocument[] => {
    const document = documentOf(run);
    return document ? [{ name: title(run), document }] : [];
  };
  function compare(): void {
    // The older one first: the other is what became of it.
    const documents = runs.filter(({ id }) => chosen.has(id)).flatMap(named);
    const [a, b = { name: say(runWords.screen), document: screen }] = documents;
    if (a) setCompared([a, b]);
  }

  return (
    <Stack gap="xs" data-testid="runs" data-count={runs.length}>
      <RunsToolbar runs={runs} view={view} onView={(change) => setView({ ...view, ...change })} onFile={take} />
      <SelectionBar
        count={selected.length}
        of={listed.length}
        onAll={(all) => setChosen(new Set(all ? listed.map(({ id }) => id) : []))}
        onDraw={() =>
          void pageRuns.pinAll(
            selected.map(({ id }) => id),
            drawnFrame,
          )
        }
        onCompare={selected.length === 1 || selected.length === 2 ? compare : null}
        // A file begins with the oldest, in whatever order the list stands.
        onExport={(format) =>
          void exportRuns(
            pageRuns,
            runs.filter((run) => selected.includes(run)),
            format,
          )
        }
        onRemove={() => {
          pageRuns.remove(selected.map(({ id }) => id));
          setChosen(new Set());
        }}
      />
      {imported ? <ImportNote imported={imported} onClose={() => setImported(null)} /> : null}
      {removed.length > 0 ? (
        <Group gap="xs" role="status">
          <Text size="sm">{say(runWords.removedRuns, { n: removed.length })}</Text>
          <Button size="compact-xs" variant="default" onClick={() => void pageRuns.library.bringBack()}>
            {say(runWords.undo)}
          </Button>
        </Group>
      ) : null}
      {compared ? <DifferenceView a={compared[0]} b={compared[1]} onClose={() => setCompared(null)} /> : null}
      {open ? <RunDetails key={open.id} run={open} pageRuns={pageRuns} shown={open.id === shown} /> : null}
      <Text size="xs" c="dimmed" role="status">
        {listed.length === runs.length
          ? say(runWords.count, { n: runs.length })
          : say(runWords.counted, { shown: listed.length, n: runs.length })}
      </Text>
      <Checkbox
        size="xs"
        label={say(compareWords.tradeOff)}
        checked={plane}
        onChange={({ currentTarget: { checked } }) => setPlane(checked)}
      />
      {plane ? <RunsTradeOff runs={listed} onOpen={(id) => void pageRuns.open(id, null)} /> : null}
      <VirtualList items={listed} rowHeight={rowHeight} visible={visible} label={say(runWords.list)}>
        {(run) => (
          <RunRow
            run={run}
            neighbour={neighbourOf(runs, run)}
            improvement={improvements.get(run.id)}
            selected={chosen.has(run.id)}
            opened={opened === run.id}
            drawn={drawn.has(run.id)}
            shown={run.id === shown}
            onSelect={onSelect}
            onOpen={onOpen}
            onStar={onStar}
            onDraw={onDraw}
          />
        )}
      </VirtualList>
      <StorageNote slice={slice} pageRuns={pageRuns} />
    </Stack>
  );
}
