import { describe, expect, it } from 'vitest';
import type { KeptCheckpoint } from '../../client/last-checkpoint.ts';
import { appendSteps, nothingRecorded, seriesOf } from '../../core/runs/recorded.ts';
import type { RunRecord } from '../../core/runs/run-record.ts';
import { toyProject } from '../../engine/training/testing/projects.ts';
import { createRunLibrary } from './run-library.ts';
import { summaryOf } from './summary-of.ts';
import { memoryTable } from './testing/memory-table.ts';

const document = toyProject();

function recordOf(number: number, steps = 20): RunRecord {
  const values = Float32Array.from({ length: 2 * steps }, (_, i) => 1 / (1 + i));
  const keys = document.tasks.map(({ id }) => id);
  return {
    id: `run-${number}`,
    number,
    name: '',
    started: `2026-01-01T00:00:${String(number).padStart(2, '0')}.000Z`,
    document,
    executor: null,
    recorded: appendSteps(nothingRecorded, { from: 1, count: steps, columns: [{ id: 'loss', keys, values }] }),
  };
}

const weightsOf = (step: number): KeptCheckpoint => ({
  checkpoint: {
    step,
    parameters: new Float32Array(100).fill(step),
    optimizer: new Float32Array(100),
    state: new Float32Array(50),
    balancing: { key: '', numbers: new Float64Array(0) },
    layoutKey: 'layout',
  },
  project: document,
});
/** Of one checkpoint. */
const oneWeight = 1000;

const circumstances = { seconds: 2, stepsPerEpoch: 10, splits: {} };

function storage() {
  const [summaries, records, weights] = [memoryTable(), memoryTable(), memoryTable()];
  const clock = { ms: 1_000_000 };
  return {
    summaries,
    records,
    weights,
    clock,
    visit: (budget?: number) =>
      createRunLibrary({
        summaries: summaries.table,
        records: records.table,
        weights: weights.table,
        clock: () => clock.ms,
        ...(budget === undefined ? {} : { budget }),
      }),
  };
}

const keep = (library: ReturnType<typeof createRunLibrary>, number: number, steps?: number) => {
  const record = recordOf(number, steps);
  return library.keep(summaryOf(record, circumstances), { record, last: weightsOf(20), best: weightsOf(7) });
};

describe('the library of runs', () => {
  it('gives the next visit every run with its curves, both weights and what was said of it', async () => {
    const here = storage();
    const first = here.visit();
    await keep(first, 2);
    await keep(first, 1);
    await first.change('run-1', { name: 'mine', note: 'why', starred: true, colour: 3 });
    // It trains on: what was said of it stays.
    await keep(first, 1, 30);

    const next = here.visit();
    await next.load();
    const { runs, read, full } = next.getState();
    expect([read, full]).toEqual([true, null]);
    expect(runs.map(({ id, steps }) => [id, steps])).toEqual([
      ['run-1', 30],
      ['run-2', 20],
    ]);
    expect(runs[0]).toMatchObject({ name: 'mine', note: 'why', starred: true, colour: 3, seconds: 2, stepsPerEpoch: 10 });
    expect(runs[0]?.sparkline[0]).toBe(1);
    const record = await next.record('run-1');
    expect(record?.name).toBe('mine');
    expect(record && [...(seriesOf(record.recorded, 'loss', 'planeA')?.view() ?? [])]).toHaveLength(30);
    expect((await next.weightsOf('run-1', 'last'))?.checkpoint.step).toBe(20);
    expect((await next.weightsOf('run-1', 'best'))?.checkpoint.parameters[0]).toBe(7);
    expect(await next.weightsOf('nobody', 'last')).toBeNull();
    expect(await next.record('nobody')).toBeNull();
  });

  it('takes back what was removed, and lets go of it for good after a while', async () => {
    const here = storage();
    const library = here.visit();
    await keep(library, 1);
    await keep(library, 2);
    await library.remove(['run-1']);
    expect(library.getState().runs.map(({ id }) => id)).toEqual(['run-2']);
    const meanwhile = here.visit();
    await meanwhile.load();
    expect(meanwhile.getState().runs.map(({ id }) => id)).toEqual(['run-2']);
    await library.bringBack();
    expect(library.getState().runs.map(({ id }) => id)).toEqual(['run-1', 'run-2']);
    expect((await library.record('run-1'))?.recorded.count).toBe(20);

    await library.remove(['run-1']);
    here.clock.ms += 3_600_000;
    await here.visit().load();
    expect([...here.records.rows.keys()]).toEqual(['run-2']);
    expect([...here.weights.rows.keys()]).toEqual(['run-2/last', 'run-2/best']);
    expect([...here.summaries.rows.keys()]).toEqual(['run-2']);
  });

  it('holds the weights within their budget: the oldest go first, starred ones last, the newest never', async () => {
    const here = storage();
    const library = here.visit(4 * oneWeight);
    await keep(library, 1);
    await library.change('run-1', { starred: true });
    await keep(library, 2);
    await keep(library, 3);
    expect(library.getState().runs.map(({ bytes }) => bytes.last + bytes.best)).toEqual([2 * oneWeight, 0, 2 * oneWeight]);
    expect(await library.weightsOf('run-2', 'last')).toBeNull();
    expect((await library.record('run-2'))?.recorded.count).toBe(20);
    await keep(library, 4);
    await keep(library, 5);
    expect(library.getState().runs.map(({ bytes }) => bytes.last > 0)).toEqual([true, false, false, false, true]);
  });

  it('says that the storage is full and loses nothing: what could not be written is there, and is written once there is room', async () => {
    const here = storage();
    const library = here.visit();
    await keep(library, 1);
    here.records.fault.full = true;
    await keep(library, 2);
    await keep(library, 3);
    expect(library.getState().full).toContain('quota');
    expect(library.getState().runs.map(({ id }) => id)).toEqual(['run-1', 'run-2', 'run-3']);
    expect((await library.record('run-2'))?.recorded.count).toBe(20);
    expect((await library.weightsOf('run-3', 'best'))?.checkpoint.step).toBe(7);
    expect([...here.records.rows.keys()]).toEqual(['run-1']);

    here.records.fault.full = false;
    await library.dropWeights(['run-1']);
    expect(library.getState().full).toBeNull();
    const next = here.visit();
    await next.load();
    expect((await next.record('run-3'))?.recorded.count).toBe(20);
    expect(await next.weightsOf('run-1', 'last')).toBeNull();
    expect((await next.weightsOf('run-2', 'last'))?.checkpoint.step).toBe(20);

    await next.purge(['run-1', 'run-2']);
    expect([...here.records.rows.keys()]).toEqual(['run-3']);
    expect([...here.weights.rows.keys()]).toEqual(['run-3/last', 'run-3/best']);
  });

  it('passes over what it cannot read', async () => {
    const here = storage();
    await keep(here.visit(), 1);
    here.summaries.rows.set('other', { id: 'other', of: 'a newer version' });
    here.records.rows.set('run-1', 'damaged');
    const next = here.visit();
    await next.load();
    expect(next.getState().runs.map(({ id }) => id)).toEqual(['run-1']);
    expect(await next.record('run-1')).toBeNull();
  });
});
