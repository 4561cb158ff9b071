import { expect, it } from 'vitest';
import { appendSteps, nothingRecorded } from '../../../core/runs/recorded.ts';
import type { RunRecord } from '../../../core/runs/run-record.ts';
import { at } from '../../../core/util/assert-never.ts';
import { toyProject } from '../../../engine/training/testing/projects.ts';
import { createRunLibrary } from '../../../store/runs/run-library.ts';
import { summaryOf } from '../../../store/runs/summary-of.ts';
import { memoryTable } from '../../../store/runs/testing/memory-table.ts';
import type { CurveRequest } from '../curve-lines.ts';
import { RunDrawing } from '../run-drawing.ts';
import { drawnRows } from './virtual-list.tsx';

const [count, steps, laid] = [200, 10_000, 20];
const document = toyProject();
const keys = document.tasks.map(({ id }) => id);

/** Those that are drawn are long. */
function recordOf(number: number): RunRecord {
  const length = number < count - laid ? 50 : steps;
  const values = Float32Array.from({ length: 2 * length }, (_, i) => 1 / (1 + i) + 0.1 * Math.sin(number + i));
  return {
    id: `run-${number}`,
    number,
    name: '',
    started: new Date(1_700_000_000_000 + number).toISOString(),
    document,
    executor: null,
    recorded: appendSteps(nothingRecorded, { from: 1, count: length, columns: [{ id: 'loss', keys, values }] }),
  };
}

it('200 runs, of which 20 of 10,000 steps are drawn, cost the rows that are seen, a record for each that is drawn, and as many points as a plot shows', async () => {
  const tables = { summaries: memoryTable(), records: memoryTable(), weights: memoryTable() };
  let read = 0;
  const records = {
    ...tables.records.table,
    one: (key: string) => {
      read++;
      return tables.records.table.one(key);
    },
  };
  const visit = () =>
    createRunLibrary({ summaries: tables.summaries.table, records, weights: tables.weights.table, clock: () => 0 });
  const before = visit();
  for (let number = 0; number < count; number++) {
    const record = recordOf(number);
    await before.keep(summaryOf(record, { seconds: 1, stepsPerEpoch: 21, splits: {} }), { record });
  }
  read = 0;

  const library = visit();
  await library.load();
  const { runs } = library.getState();
  expect(runs).toHaveLength(count);
  // Wherever the list is scrolled to, what is seen is there, and little more.
  for (let top = 0; top <= count * 74 - 6 * 74; top += 37) {
    const [first, end] = drawnRows(count, top, 74, 6);
    expect(end - first).toBeLessThanOrEqual(15);
    expect(first * 74).toBeLessThanOrEqual(top);
    expect(end * 74).toBeGreaterThanOrEqual(Math.min(top + 6 * 74, count * 74));
  }
  expect(read).toBe(0);

  const request: Omit<CurveRequest, 'recorded'> = {
    subjects: keys,
    quantity: 'loss',
    metrics: new Map(),
    showRaw: false,
    showValidation: true,
    normalised: false,
    smoothing: 0.9,
    range: [1, steps],
    width: 400,
  };
  const drawings = runs.slice(-laid).map(({ id }) => ({ id, drawing: new RunDrawing() }));
  let points = 0;
  const first = [];
  for (const { id, drawing } of drawings) {
    const record = await library.record(id);
    const lines = drawing.lines({ ...request, recorded: at(record ? [record] : [], 0).recorded });
    first.push({ record, lines, drawing });
    points += lines.reduce((sum, line) => sum + line.points.length, 0);
  }
  expect(read).toBe(laid);
  expect(points).toBeGreaterThan(0);
  expect(points).toBeLessThanOrEqual(laid * keys.length * 240);
  // When one more is laid in, the others' lines are the very same.
  for (const { record, lines, drawing } of first)
    expect(drawing.lines({ ...request, recorded: at(record ? [record] : [], 0).recorded })).toBe(lines);
});
