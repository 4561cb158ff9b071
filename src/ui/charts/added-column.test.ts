import { describe, expect, it, vi } from 'vitest';
import { digitsShared } from '../../core/presets/digits.ts';
import { columnInfo } from '../../core/runs/columns/registry.ts';
import { type ColumnBlock, runKey } from '../../core/runs/columns/types.ts';
import { historyCsv } from '../../core/runs/csv.ts';
import { emptyHistory, reduceRun } from '../../core/runs/history.ts';
import { historyRows } from '../../core/runs/rows.ts';
import { furtherColumns, subjectsOf } from './curve-subjects.ts';

// The quantity stands in a file of its own; this one line in the registry is all that is changed.
vi.mock('../../core/runs/columns/registry.ts', async (original) => {
  const { updateNorm } = await import('../../core/runs/columns/testing/update-norm.ts');
  const { columnInfos } = await original<typeof import('../../core/runs/columns/registry.ts')>();
  const added = [...columnInfos, updateNorm];
  return { columnInfos: added, columnInfo: (id: string) => added.find((info) => info.id === id) };
});

const block = (id: string, keys: readonly string[], ...values: readonly number[]): ColumnBlock => ({
  id,
  keys,
  values: Float32Array.from(values),
});
const columns = [
  block('loss', ['digit', 'group'], 2, 1, 1, 0.5),
  block('updateNorm', [runKey], 8, 4),
  block('newer', [runKey], 1, 1),
];
const { recorded } = reduceRun(emptyHistory('r'), { type: 'metrics', runId: 'r', from: 1, count: 2, columns });

describe('a column that somebody adds', () => {
  it('is kept with the run, in rows and in the file', () => {
    expect(historyRows(recorded)).toMatchObject([
      { step: 1, updateNorm: 8 },
      { step: 2, updateNorm: 4 },
    ]);
    expect(historyCsv([{ name: '', number: 1, document: digitsShared(), recorded }])).toContain(',updateNorm,');
  });

  it('is offered as a curve once a run has it, under its title in the language of the reader', () => {
    expect(furtherColumns(emptyHistory('r').recorded)).toEqual([]);
    expect(furtherColumns(recorded)).toEqual(['updateNorm']);
    const info = columnInfo('updateNorm');
    if (!info) throw new Error('it is not known');
    const drawn = (language: 'en' | 'zh-CN') =>
      subjectsOf({ info, keys: [runKey], tasks: [], document: digitsShared(), language }).map(({ name }) => name);
    expect([drawn('en'), drawn('zh-CN')]).toEqual([['Length of the update'], ['更新量的范数']]);
  });
});
