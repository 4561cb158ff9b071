import { expect, it } from 'vitest';
import { at } from '../core/util/assert-never.ts';
import { randomStream } from '../core/util/random.ts';
import { macrotask } from '../engine/training/testing/bench.ts';
import { toyProject } from '../engine/training/testing/projects.ts';
import { onWorkers } from './testing/fake-workers.ts';

/** What a worker's death may cost, whenever it comes. */
const mostLostMs = 2000;

it.each([
  { stepMs: 2, evaluateMs: 60 },
  { stepMs: 45, evaluateMs: 90 },
  { stepMs: 300, evaluateMs: 300 },
  { stepMs: 900, evaluateMs: 400 },
])('a worker that dies at any moment loses two seconds of training at the most: $stepMs ms per step', async (device) => {
  const clock = { ms: 0 };
  const earlyStopping = { enabled: true, patienceEpochs: 1_000_000, watch: 'mean', restoreBest: true };
  const { playground, crashes, devices } = onWorkers(toyProject({ epochs: 1_000_000, earlyStopping }), {
    clock,
    stepMs: device.stepMs,
    evaluateMs: () => device.evaluateMs,
  });
  const { actions, run, trainer } = playground;
  const random = randomStream(7, 'deaths', device.stepMs);
  const untilClock = async (ms: number): Promise<void> => {
    while (clock.ms < ms) await macrotask();
  };
  /** The steps of the weights that the page has. */
  const kept = (): number => trainer.lastCheckpoint(run.getState().history.runId)?.checkpoint.step ?? 0;
  actions.load({ from: 'initial' });
  while (run.getState().history.status.state !== 'idle') await macrotask();
  let begun = 0;
  const lost: number[] = [];
  for (let life = 0; life < 10; life++) {
    actions.train(null);
    while (run.getState().history.status.state !== 'running') await macrotask();
    await untilClock(clock.ms + 6000 * random.next());
    const trained = at(devices, life)
      .blocks.map(({ count }) => count)
      .reduce((sum, count) => sum + count, 0);
    // What was sent before that is under way.
    await macrotask();
    await macrotask();
    lost.push((begun + trained - kept()) * device.stepMs);
    begun = kept();
    at(crashes, life)();
    expect(run.getState().history.status).toMatchObject({ state: 'failed', error: { code: 'training.workerDied' } });
    actions.restart();
    while (run.getState().history.status.state !== 'idle') await macrotask();
    expect(run.getState().history.status.step).toBe(begun);
  }
  expect(Math.max(...lost)).toBeLessThanOrEqual(mostLostMs);
  // They did die in the middle of something.
  expect(Math.min(...lost)).toBeLessThan(mostLostMs / 2);
  expect(begun).toBeGreaterThan(0);
});
