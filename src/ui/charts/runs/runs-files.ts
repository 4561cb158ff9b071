import type { RunSummary } from '../../../core/runs/run-summary.ts';
import { noRuns, type RunsFileEntry, readRunsText, runsCsv, runsJson } from '../../../core/runs/runs-file.ts';
import type { Diagnostic } from '../../../core/util/diagnostics.ts';
import { judgedTasks } from '../../../store/experiments/experiment-of.ts';
import { type SafeStorage, safeStorage } from '../../../store/persistence/safe-storage.ts';
import { workKey } from '../../../store/persistence/work-key.ts';
import type { PageRuns } from '../../../store/runs/page-runs.ts';
import { saveFile } from '../../common/save-file.ts';

/** Those of the runs whose record is still there, as they leave. */
async function entriesOf(pageRuns: PageRuns, runs: readonly RunSummary[]): Promise<readonly RunsFileEntry[]> {
  return (await Promise.all(runs.map(({ id }) => pageRuns.entry(id)))).filter((entry) => entry !== null);
}

export async function exportRuns(pageRuns: PageRuns, runs: readonly RunSummary[], format: 'csv' | 'json'): Promise<void> {
  const entries = await entriesOf(pageRuns, runs);
  if (format === 'json') saveFile('runs.json', JSON.stringify(runsJson(entries)), 'application/json');
  else
    saveFile(
      'runs.csv',
      runsCsv(entries, ({ document }) => [...judgedTasks(document)]),
      'text/csv',
    );
}

/** What came of a file: how many runs were new, and what is wrong with it. */
export interface Imported {
  readonly taken: number;
  readonly problems: readonly Diagnostic[];
}

/** The next page begins by looking at what is kept, as after a run of one's own: scripts are told of these at once. */
function rememberKept(local: SafeStorage): void {
  try {
    if (local.getItem(workKey) === null) local.setItem(workKey, '[]');
  } catch {
    // Where there is no room, they are told once the list is opened.
  }
}

export async function importRuns(
  pageRuns: PageRuns,
  file: Blob,
  local: SafeStorage = safeStorage(() => localStorage),
): Promise<Imported> {
  const read = readRunsText(await file.text());
  if (!read) return { taken: 0, problems: [noRuns()] };
  const taken = await pageRuns.take(read.entries);
  if (taken > 0) rememberKept(local);
  return { taken, problems: read.diagnostics };
}
