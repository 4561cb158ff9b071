import { describe, expect, it } from 'vitest';
import { DirectTrainer } from '../../client/direct-trainer.ts';
import type { RunState } from '../../core/runs/protocol.ts';
import { readRunsText, runsCsv, runsJson } from '../../core/runs/runs-file.ts';
import { invariant } from '../../core/util/assert-never.ts';
import { ok } from '../../core/util/diagnostics.ts';
import { createTrainingHost } from '../../engine/training/host.ts';
import { macrotask } from '../../engine/training/testing/bench.ts';
import { chosen, FakeDevice } from '../../engine/training/testing/fake-device.ts';
import { toyProject } from '../../engine/training/testing/projects.ts';
import { createPlayground } from '../playground.ts';
import { createPageRuns } from './page-runs.ts';
import { memoryTable } from './testing/memory-table.ts';

let names = 0;

/** What a browser keeps, and pages that come one after the other. */
function browser() {
  const tables = { summaries: memoryTable(), records: memoryTable(), weights: memoryTable() };
  /** A page, on a device that is best by validation at its tenth step. */
  async function visit({ keeping = true } = {}) {
    const clock = { ms: 0 };
    const timers = new Set<() => void>();
    const absent = (): Promise<never> => Promise.reject(new Error('not part of this test'));
    const trainer = new DirectTrainer((emit) =>
      createTrainingHost({
        emit,
        createExecutor: async () =>
          ok(chosen(new FakeDevice({ stepMs: 5, clock, validationLoss: (step) => Math.abs(step - 10) + 1 }))),
        forecastMemory: async () => [],
        fetchPack: absent,
        files: { write: absent, read: absent },
        now: () => clock.ms,
        delay: macrotask,
        defer: macrotask,
      }),
    );
    const newId = () => `id-${++names}`;
    const playground = createPlayground({
      trainer,
      initial: { ...toyProject(), training: { ...toyProject().training, epochs: 1000 } },
      newRunId: newId,
      choice: {},
      dataUrl: 'https://here/data/',
      whenQuiet: (work) => work(),
    });
    const pageRuns = createPageRuns(playground, {
      tables: { summaries: tables.summaries.table, records: tables.records.table, weights: tables.weights.table },
      clock: Date.now,
      now: () => clock.ms,
      after(_ms, work) {
        timers.add(work);
        return () => timers.delete(work);
      },
    });
    const { actions, run } = playground;
    const until = async (state: RunState): Promise<void> => {
      for (let turn = 0; run.getState().history.status.state !== state; turn++) {
        if (turn > 10_000) throw new Error(`never ${state}`);
        await macrotask();
      }
    };
    const settled = async (): Promise<void> => {
      for (let turn = 0; turn < 30; turn++) await macrotask();
    };
    actions.load({ from: 'initial' });
    await until('idle');
    if (keeping) await pageRuns.keep();
    return {
      ...playground,
      pageRuns,
      until,
      settled,
      async train(steps: number): Promise<void> {
        actions.train(steps);
        await until('running');
        await until('paused');
        await settled();
      },
      /** What was put off is due. */
      async rest(): Promise<void> {
        for (const work of [...timers]) {
          timers.delete(work);
          work();
        }
        await settled();
      },
      listed: () => pageRuns.library.getState().runs,
    };
  }
  return { visit, tables };
}

describe('runs of a page', () => {
  it('are kept by themselves: when they rest, with metrics of every split and both weights, and when they give way', async () => {
    const { visit } = browser();
    const page = await visit();
    await page.train(30);
    await page.rest();
    await page.rest();
    const [first] = page.listed();
    expect(first).toMatchObject({ number: 1, steps: 30, executor: { id: 'tfjs' } });
    expect(first?.seconds).toBeGreaterThan(0);
    expect(Object.keys(first?.splits ?? {})).toEqual(['train', 'validation', 'test']);
    expect(Object.keys(first?.best ?? {})).toEqual(['planeA', 'planeB']);
    expect(first?.bytes.last).toBeGreaterThan(0);
    expect(first?.bytes.best).toBeGreaterThan(0);

    await page.train(5);
    page.actions.reset();
    await page.until('idle');
    await page.settled();
    expect(page.listed().map(({ steps }) => steps)).toEqual([35]);
    await page.train(4);
    page.pageRuns.flush();
    await page.settled();
    expect(page.listed().map(({ number, steps }) => [number, steps])).toEqual([
      [1, 35],
      [2, 4],
    ]);
    expect(page.runs.getState().listed.map(({ name }) => name)).toEqual(['Run 1', 'Run 2']);
  });

  it('are kept where they ended before the part of the page that keeps them was there', async () => {
    const { visit } = browser();
    const page = await visit({ keeping: false });
    for (const steps of [6, 7]) {
      await page.train(steps);
      page.actions.reset();
      await page.until('idle');
    }
    await page.train(8);
    await page.pageRuns.keep();
    await page.rest();
    expect(page.listed().map(({ steps }) => steps)).toEqual([6, 7, 8]);
    expect(page.listed().map(({ bytes }) => bytes.last > 0)).toEqual([false, true, true]);
    expect((await page.pageRuns.library.record(page.listed()[0]?.id ?? ''))?.recorded.count).toBe(6);
  });

  it('are there at the next visit, where numbers go on and pinned ones lie in the plot', async () => {
    const { visit } = browser();
    const page = await visit();
    await page.train(30);
    page.actions.pinRun();
    page.actions.reset();
    await page.until('idle');
    await page.train(3);
    await page.rest();
    const [pinned, other] = page.listed();
    invariant(pinned && other, 'both are kept');
    expect([pinned.pinned, other.pinned]).toEqual([true, false]);

    const next = await visit();
    expect(next.runs.getState().kept.map(({ id, recorded }) => [id, recorded.count])).toEqual([[pinned.id, 30]]);
    expect(next.runs.getState().shown.number).toBe(3);
    await next.pageRuns.pin(other.id, true);
    await next.pageRuns.pin(pinned.id, false);
    expect(next.runs.getState().kept.map(({ id }) => id)).toEqual([other.id]);
    next.pageRuns.remark(other.id, { name: 'second', note: 'a note' });
    await next.settled();
    const third = await visit();
    expect(third.runs.getState().kept.map(({ id, name }) => [id, name])).toEqual([[other.id, 'second']]);
    third.pageRuns.remove([other.id]);
    expect(third.runs.getState().kept).toEqual([]);
    expect(third.listed().map(({ id }) => id)).toEqual([pinned.id]);
  });

  it('open as a document, with the last weights as the same run, with the best as a further one', async () => {
    const { visit } = browser();
    const page = await visit();
    await page.train(30);
    await page.rest();
    await page.rest();
    const [run] = page.listed();
    invariant(run, 'it is kept');

    const next = await visit();
    next.project.edit((current) => ({ ...current, seed: 99 }));
    await next.pageRuns.open(run.id, null);
    await next.until('idle');
    expect(next.project.getState().project.seed).toBe(toyProject().seed);
    expect(next.run.getState().history.status.step).toBe(0);

    await next.pageRuns.open(run.id, 'last');
    await next.until('idle');
    expect(next.runs.getState().shown.id).toBe(run.id);
    expect(next.run.getState().history.status.step).toBe(30);
    expect(next.run.getState().history.recorded.count).toBe(30);

    await next.pageRuns.open(run.id, 'best');
    await next.until('idle');
    const { shown } = next.runs.getState();
    expect(shown.id).not.toBe(run.id);
    const best = (await next.pageRuns.library.weightsOf(run.id, 'best'))?.checkpoint.step;
    expect(next.run.getState().history.status.step).toBe(best);
    expect(next.run.getState().history.recorded.count).toBe(best);
    expect(best).toBeLessThan(30);
    await next.train(2);
    await next.rest();
    expect(next.listed().map(({ steps }) => steps)).toEqual([30, (best ?? 0) + 2]);
  });

  it('leave as JSON and CSV and come back, each as much as it holds', async () => {
    const { visit } = browser();
    const page = await visit();
    await page.train(30);
    await page.rest();
    await page.rest();
    const [summary] = page.listed();
    invariant(summary, 'it is kept');
    page.pageRuns.remark(summary.id, { note: 'two\n"lines"', starred: true });
    const record = await page.pageRuns.library.record(summary.id);
    invariant(record, 'and its record');
    const { seconds, stepsPerEpoch, splits } = summary;
    const remarks = { name: '', note: 'two\n"lines"', starred: true, colour: null, pinned: false };
    const entries = [{ record, seconds, stepsPerEpoch, splits, remarks }];
    const texts = { json: JSON.stringify(runsJson(entries)), csv: runsCsv(entries, () => summary.tasks) };
    expect(texts.csv).toMatch(/^run,number,name,.*planeA test accuracy.*,document\r\n/);

    for (const [kind, text] of Object.entries(texts)) {
      const read = readRunsText(text);
      invariant(read, 'it is a file of runs');
      expect(read.diagnostics).toEqual([]);
      const other = await browser().visit();
      expect(await other.pageRuns.take(read.entries)).toBe(1);
      expect(await other.pageRuns.take(read.entries)).toBe(0);
      const [taken] = other.listed();
      expect(taken).toMatchObject({ id: summary.id, note: 'two\n"lines"', starred: true, stepsPerEpoch, pinned: false });
      expect(taken?.document).toEqual(record.document);
      expect(taken?.splits.test?.planeA).toEqual(
        kind === 'json'
          ? splits.test?.planeA
          : Object.fromEntries(Object.entries(splits.test?.planeA ?? {}).filter(([, value]) => value !== null)),
      );
      expect(taken?.steps).toBe(30);
      expect(Object.keys(taken?.best.planeA ?? {}).length).toBeGreaterThan(1);
      for (const [task, found] of Object.entries(summary.best))
        for (const [metric, value] of Object.entries(found)) if (value !== null) expect(taken?.best[task]?.[metric]).toBe(value);
    }
    expect(readRunsText('{"format":"mtl-playground-runs","version":1,"runs":[7]}')).toMatchObject({
      entries: [],
      diagnostics: [{ code: 'runs.notARun' }],
    });
    expect(readRunsText('something else')).toBeNull();
  });
});
