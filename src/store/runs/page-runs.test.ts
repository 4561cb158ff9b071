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
import { mostPinned } from './run-collection.ts';
import { memoryTable } from './testing/memory-table.ts';

let names = 0;

/** What a browser keeps, and pages that come one after the other. */
function browser() {
  const tables = { summaries: memoryTable(), records: memoryTable(), weights: memoryTable() };
  /** A page, on a device that is best by validation at its tenth step. */
  async function visit({ keeping = true, lateMs = 0 } = {}) {
    const clock = { ms: 0 };
    /** What waits, by how long it was put off, in ms. */
    const timers = new Map<() => void, number>();
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
      clock: () => Date.now() + lateMs,
      now: () => clock.ms,
      after(ms, work) {
        timers.set(work, ms);
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
        for (const work of [...timers.keys()]) {
          timers.delete(work);
          work();
        }
        await settled();
      },
      waits: () => [...timers.values()],
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

  it('are written while they train, at most ten seconds after the first step that is not: a crash costs no more', async () => {
    const { visit } = browser();
    const page = await visit();
    page.actions.train(1_000_000);
    await page.until('running');
    for (let written = 0; written < 2; written++) {
      const before = page.run.getState().history.recorded.count;
      while (page.run.getState().history.recorded.count <= before + 300) await page.settled();
      const [wait = Number.NaN] = page.waits();
      expect(page.waits()).toHaveLength(1);
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(10_000);
      const recorded = page.run.getState().history.recorded.count;
      await page.rest();
      // The page is gone without a word, and the next one has all that there was when it was written.
      const next = await visit({ keeping: false });
      await next.pageRuns.restored;
      const [kept] = next.listed();
      expect(kept?.steps).toBeGreaterThanOrEqual(recorded);
      const record = await next.pageRuns.library.record(kept?.id ?? '');
      expect(record?.recorded.count).toBe(kept?.steps);
      // Weights are of the last second.
      const weights = await next.pageRuns.library.weightsOf(kept?.id ?? '', 'last');
      expect(weights?.checkpoint.step).toBeGreaterThan(recorded - 400);
    }
    page.actions.pause();
    await page.until('paused');
  });

  it('are drawn as many as a plot takes, which is said once', async () => {
    const { visit } = browser();
    const page = await visit();
    for (let i = 0; i < 3; i++) {
      await page.train(2);
      page.actions.reset();
      await page.until('idle');
      await page.settled();
    }
    const ids = page.listed().map(({ id }) => id);
    const record = await page.pageRuns.library.record(ids[0] ?? '');
    invariant(record, 'it is kept');
    for (let i = 0; i < mostPinned - 1; i++) page.runs.lay({ ...record, id: `laid-${i}` });
    let drawn = 0;
    await page.pageRuns.pinAll(ids, async () => drawn++);
    expect(ids).toHaveLength(3);
    expect([page.runs.getState().kept.length, drawn]).toEqual([200, 1]);
    const notices = page.run.getState().notices.filter(({ code }) => code.startsWith('runs.'));
    expect(notices.map(({ code, message }) => [code, message])).toEqual([
      ['runs.tooMany', '200 runs are pinned, as many as a plot takes.'],
    ]);
  });

  it('are told to scripts and files with the metrics of every split, of what was measured as it is', async () => {
    const { visit } = browser();
    const page = await visit();
    await page.train(30);
    await page.rest();
    await page.rest();
    const { shown } = page.runs.getState();
    const entry = await page.pageRuns.entry(shown.id);
    expect(Object.keys(entry?.splits.test?.planeA ?? {})).toContain('accuracy');
    expect(entry?.stepsPerEpoch).toBeGreaterThan(0);
    // It has gone on: what was measured is of other weights.
    await page.train(1);
    expect((await page.pageRuns.entry(shown.id))?.splits).toEqual({});
    await page.rest();
    await page.rest();
    // The next visit has it at once, whether or not anybody has asked for the list.
    const next = await visit({ keeping: false });
    const later = await next.pageRuns.entry(shown.id);
    expect(later?.record.recorded.count).toBe(31);
    expect(Object.keys(later?.splits ?? {})).toEqual(['train', 'validation', 'test']);
    expect(await next.pageRuns.entry('nobody')).toBeNull();
  });

  it.each(['a moment after it', 'with it'])(
    'are kept with the weights of their last step, where another document takes their place %s',
    async (when) => {
      const { visit } = browser();
      const page = await visit();
      const { shown } = page.runs.getState();
      const open = (): void => page.actions.open({ ...toyProject(), seed: 99 });
      const stop = page.run.subscribe(({ history: { status } }) => {
        if (when !== 'with it' || status.state !== 'paused') return;
        stop();
        open();
      });
      page.actions.train(30);
      await page.until('running');
      if (when !== 'with it') {
        await page.until('paused');
        open();
      }
      await page.until('idle');
      await page.settled();
      const next = await visit({ keeping: false });
      await next.pageRuns.open(shown.id, 'last');
      await next.until('idle');
      expect(next.runs.getState().shown.id).toBe(shown.id);
      expect(next.run.getState().history.status.step).toBe(30);
      expect(next.run.getState().history.recorded.count).toBe(30);
    },
  );

  it('are kept where they ended before the part of the page that keeps them was there', async () => {
    const { visit } = browser();
    const page = await visit({ keeping: false, lateMs: 5000 });
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
    // Nobody looked: how long the last one took is told by the clock on the wall, and their epochs by the document.
    expect(page.listed().at(-1)?.seconds).toBeGreaterThanOrEqual(5);
    expect(page.listed().map(({ stepsPerEpoch }) => stepsPerEpoch)).toEqual([21, 21, 21]);
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
