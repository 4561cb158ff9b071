import { Alert, Button, Group, Text } from '@mantine/core';
import { runWords } from '../../../core/runs/words.ts';
import type { PageRuns } from '../../../store/runs/page-runs.ts';
import { type RunLibrarySlice, weightsBudget } from '../../../store/runs/run-library.ts';
import { useSay } from '../../common/use-say.ts';

/** So many runs are offered to be deleted at once. */
const atOnce = 20;

/** In the unit that keeps it short. */
const sizeText = (bytes: number): string =>
  bytes >= 2 ** 20 ? `${Math.round(bytes / 2 ** 20)} MB` : `${Math.max(1, Math.round(bytes / 2 ** 10))} kB`;

/** What is kept of runs; and where nothing more can be, why, with what can be dropped. */
export function StorageNote({ slice, pageRuns }: { readonly slice: RunLibrarySlice; readonly pageRuns: PageRuns }) {
  const say = useSay();
  const { library } = pageRuns;
  const plain = slice.runs.filter(({ starred }) => !starred);
  const heavy = plain.filter(({ bytes }) => bytes.last + bytes.best > 0);
  const oldest = plain.slice(0, Math.min(atOnce, plain.length - 1));
  if (slice.full === null)
    return (
      <Text size="xs" c="dimmed">
        {say(runWords.budget, { size: sizeText(weightsBudget) })} {say(runWords.improvement)}
      </Text>
    );
  return (
    <Alert p="xs" color="yellow" data-testid="runs-full">
      <Text size="sm">{say(runWords.full, { reason: slice.full })}</Text>
      <Group gap="xs">
        {heavy.length > 0 ? (
          <Button size="compact-xs" variant="default" onClick={() => void library.dropWeights(heavy.map(({ id }) => id))}>
            {say(runWords.dropWeights, { size: sizeText(heavy.reduce((sum, { bytes }) => sum + bytes.last + bytes.best, 0)) })}
          </Button>
        ) : null}
        {oldest.length > 0 ? (
          <Button size="compact-xs" variant="default" onClick={() => void library.purge(oldest.map(({ id }) => id))}>
            {say(runWords.dropRuns, { n: oldest.length })}
          </Button>
        ) : null}
      </Group>
    </Alert>
  );
}
