import type { MemoryForecast } from '../../core/runs/executor-info.ts';
import { shortageOf } from '../../core/runs/memory.ts';
import type { SpeedTest } from '../executors/choose.ts';
import { type Burst, medianSpeed } from '../executors/decision.ts';
import type { Session } from '../executors/executor.ts';
import { programSize } from '../executors/speed-memory.ts';
import { batchesOf } from './batches.ts';
import { type BlockInFlight, issueBlock, stepperOf } from './blocks.ts';
import { initialCheckpoint, writeCheckpoint } from './checkpoints.ts';
import type { TrainingEnvironment } from './environment.ts';
import { createLiveSettings } from './live-settings.ts';
import type { PreparedRun } from './prepare.ts';

/**
 * Bursts grow until they take this long: several fit into the time of a test, and each is well above what clocks in browsers show. They
 * never shrink again: a burst in which the machine did something else says nothing of the device.
 */
const burstMs = 6;
const mostSteps = 1024;
/** A burst that was too short for the clock may say that far more would fit. */
const mostGrowth = 16;

type World = Pick<TrainingEnvironment, 'now' | 'defer'>;

/**
 * A run as something to measure executors with: its own program, data, batches and initial weights, in a session that is thrown away, so
 * that the run itself begins as if nothing had been measured. `forecasts` say what it would take where.
 */
export function createSpeedTest(run: PreparedRun, world: World, forecasts: readonly MemoryForecast[]): SpeedTest {
  const { program, prepared, project, data } = run;
  return {
    size: programSize(program, prepared.flopsPerStep),
    flopsPerStep: prepared.flopsPerStep,
    shortage({ id, backend, threads }) {
      const forecast = forecasts.find((one) => one.id === id && one.backend === backend && one.threads === threads);
      return forecast ? shortageOf(forecast) : null;
    },
    async stepsPerSecond(executor, budgetMs) {
      const session = await executor.load(program, data);
      try {
        await writeCheckpoint(session, initialCheckpoint(program, project.seed));
        return await measure(run, session, world, budgetMs);
      } finally {
        session.dispose();
      }
    },
  };
}

/** Steps per second, with one block under way while the next is handed over, as in a run. */
async function measure(run: PreparedRun, session: Session, { now, defer }: World, budgetMs: number): Promise<number> {
  const batches = batchesOf(run);
  const live = createLiveSettings(run.project);
  const stepper = stepperOf(run, session, live, batches.stepsPerEpoch);
  let done = 0;
  const issue = (count: number): BlockInFlight => {
    const block = issueBlock(run, stepper, batches, live, { done, count, now });
    done += count;
    return block;
  };
  // What is made on first use is made: pages of memory, kernels, the engine's better code.
  const warm = issue(1);
  let landedAt = (await warm.outcome).completedAt;
  const slow = landedAt - warm.issuedAt > budgetMs;
  const start = now();
  let count = 1;
  const bursts: Burst[] = [];
  let block: BlockInFlight | null = issue(1);
  while (block) {
    await defer();
    const next: BlockInFlight | null = !slow && now() - start < budgetMs ? issue(count) : null;
    const { completedAt } = await block.outcome;
    const ms = completedAt - Math.max(block.issuedAt, landedAt);
    landedAt = completedAt;
    const fitting = ms > 0 ? Math.round((burstMs * block.count) / ms) : mostSteps;
    count = Math.max(count, Math.min(fitting, mostGrowth * block.count, mostSteps));
    bursts.push({ count: block.count, ms });
    block = next;
  }
  return medianSpeed(bursts);
}
