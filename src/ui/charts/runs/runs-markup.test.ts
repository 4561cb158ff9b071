import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { appendSteps, nothingRecorded } from '../../../core/runs/recorded.ts';
import type { RunRecord } from '../../../core/runs/run-record.ts';
import { noRemarks, type RunSummary } from '../../../core/runs/run-summary.ts';
import { runsJson } from '../../../core/runs/runs-file.ts';
import { toyProject } from '../../../engine/training/testing/projects.ts';
import { safeStorage } from '../../../store/persistence/safe-storage.ts';
import { workKey } from '../../../store/persistence/work-key.ts';
import { createPageRuns } from '../../../store/runs/page-runs.ts';
import { summaryOf } from '../../../store/runs/summary-of.ts';
import { memoryTable } from '../../../store/runs/testing/memory-table.ts';
import { directPlayground } from '../../../store/testing/direct-playground.ts';
import { markup, textOf } from '../../testing/markup.ts';
import { RunRow } from './run-row.tsx';
import { importRuns } from './runs-files.ts';
import { RunsTradeOff } from './runs-trade-off.tsx';
import { StorageNote } from './storage-note.tsx';

const document = toyProject();
const playground = directPlayground(document);
const keys = document.tasks.map(({ id }) => id);
const recordOf = (number: number, dataset = document.data.dataset): RunRecord => ({
  id: `run-${number}`,
  number,
  name: '',
  started: null,
  document: { ...document, data: { ...document.data, dataset } },
  executor: null,
  recorded: appendSteps(nothingRecorded, {
    from: 1,
    count: 3,
    columns: [{ id: 'loss', keys, values: Float32Array.of(4, 4, 2, 2, 1, 1) }],
  }),
});
const run = (number: number, given: Partial<RunSummary> = {}, dataset?: string): RunSummary => ({
  ...noRemarks,
  ...summaryOf(recordOf(number, dataset), { seconds: 1, stepsPerEpoch: 1, splits: {} }),
  bytes: { record: 0, last: 0, best: 0 },
  ...given,
});

describe('a row of the list', () => {
  const row = (improvement: number | undefined, given: Partial<RunSummary> = {}): string =>
    markup(
      createElement(RunRow, {
        ...{ run: run(2, given), neighbour: run(1), improvement, selected: false, opened: false, drawn: false, shown: false },
        ...{ onSelect: () => undefined, onOpen: () => undefined, onStar: () => undefined, onDraw: () => undefined },
      }),
      playground,
    );

  it('has a sparkline that falls as the loss does, the best metric of each task, and Δm where there is one', () => {
    const html = row(2.5, { best: { planeA: { accuracy: 0.75 }, planeB: { accuracy: null } } });
    const path = /class="runs-spark"><path d="([^"]*)"/.exec(html)?.[1] ?? '';
    // 1, ½ and ¼ of the first loss, from the left edge to the right one of 72 × 22, and 0 at its foot.
    expect(path).toBe('M1.0 1.0L36.0 11.0L71.0 16.0');
    expect(textOf(html)).toMatch(/● 0\.75 Δm \+2\.5 %$/);
    expect(html).toContain('aria-label="Half-plane A: accuracy"');
    expect(textOf(row(undefined))).not.toContain('Δm');
  });
});

describe('what is said of the storage', () => {
  const pageRuns = createPageRuns(playground, {
    tables: { summaries: memoryTable().table, records: memoryTable().table, weights: memoryTable().table },
    clock: () => 0,
    now: () => 0,
    after: () => () => undefined,
  });
  const megabyte = { record: 0, last: 2 ** 20, best: 2 ** 20 };
  const said = (runs: readonly RunSummary[], full: string | null): string =>
    textOf(markup(createElement(StorageNote, { pageRuns, slice: { read: true, runs, removed: [], full } }), playground));

  it('is how much weights may take, as long as there is room', () => {
    expect(said([run(1)], null)).toMatch(/^Weights of last and best step are kept up to 256 MB together; the oldest go first/);
  });

  it('is, where there is none, why, and what can be dropped: weights and the oldest runs, never those with a star nor the newest', () => {
    const full = said(
      [run(1, { bytes: megabyte }), run(2, { starred: true, bytes: megabyte }), run(3, { bytes: megabyte }), run(4)],
      'QuotaExceededError',
    );
    expect(full).toContain('This browser cannot keep more: QuotaExceededError. Nothing is lost while the page is open.');
    expect(full).toContain('Drop weights without a star (4 MB)');
    expect(full).toContain('Delete the 2 oldest without a star');
    // Where there is nothing to drop, nothing is offered.
    const nothing = said([run(1, { starred: true }), run(2)], 'full');
    expect(nothing).not.toMatch(/Drop|Delete/);
  });
});

describe('an import', () => {
  it('of runs on a page that never trained makes the next page look at what is kept; of nothing new, it does not', async () => {
    const local = safeStorage(() => {
      throw new Error('none');
    });
    const pageRuns = createPageRuns(playground, {
      tables: { summaries: memoryTable().table, records: memoryTable().table, weights: memoryTable().table },
      clock: () => 0,
      now: () => 0,
      after: () => () => undefined,
    });
    expect(await importRuns(pageRuns, new Blob(['nothing']), local)).toMatchObject({ taken: 0 });
    expect(local.getItem(workKey)).toBeNull();
    const entry = { record: recordOf(7), seconds: 1, stepsPerEpoch: 1, splits: {}, remarks: noRemarks };
    const file = new Blob([JSON.stringify(runsJson([entry]))]);
    expect(await importRuns(pageRuns, file, local)).toEqual({ taken: 1, problems: [] });
    expect(local.getItem(workKey)).toBe('[]');
    // What stands there stays.
    local.setItem(workKey, '["one"]');
    await importRuns(pageRuns, new Blob([JSON.stringify(runsJson([{ ...entry, record: recordOf(8) }]))]), local);
    expect(local.getItem(workKey)).toBe('["one"]');
  });
});

describe('the trade-off of runs', () => {
  it('is of those on the document’s data; of others, which may have tasks of the same names, it says that they are left out', () => {
    const best = { planeA: { accuracy: 0.9 }, planeB: { accuracy: 0.8 } };
    const html = markup(
      createElement(RunsTradeOff, {
        runs: [run(1, { best }), run(2, { best }, 'moons'), run(3, { best }, 'digits')],
        onOpen: () => undefined,
      }),
      playground,
    );
    expect([...html.matchAll(/aria-label="(Run \d)/g)].map(([, name]) => name)).toEqual(['Run 1']);
    expect(textOf(html)).toContain('2 runs on other data are not in the picture.');
    const alone = markup(createElement(RunsTradeOff, { runs: [run(1, { best })], onOpen: () => undefined }), playground);
    expect(textOf(alone)).not.toContain('other data');
  });
});
