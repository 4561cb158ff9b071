import { describe, expect, it } from 'vitest';
import type { Experiment } from '../core/experiments/experiment.ts';
import type { RunOutcome } from '../core/experiments/outcome.ts';
import { countRuns, openRuns } from '../core/experiments/plan.ts';
import { reportOf } from '../core/experiments/report.ts';
import { diagnostic, refused } from '../core/util/diagnostics.ts';
import { kernelBytes } from '../engine/executors/wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from '../engine/executors/wasm/wasm-executor.ts';
import { toyProject } from '../engine/training/testing/projects.ts';
import { directTrainer } from '../store/testing/direct-playground.ts';
import { trainRuns } from './experiment-pool.ts';
import type { Trainer } from './trainer.ts';

const executor = await createWasmExecutor(kernelBytes());

const direct = (): Trainer => directTrainer(undefined, executor);

const document = toyProject();
const experiment: Experiment = {
  document,
  tasks: document.tasks.map(({ id, name }) => ({ id, name, metric: 'accuracy', better: 'higher', range: [0, 1] })),
  contenders: [
    { kind: 'single', value: '' },
    { kind: 'equal', value: '' },
    { kind: 'tuned', value: '' },
    { kind: 'method', value: 'pcgrad' },
  ],
  seeds: [1, 2, 3],
  epochs: 2,
  settings: 2,
};

function pool(options: { size?: number; createTrainer?: () => Trainer; signal?: AbortSignal } = {}) {
  const outcomes = new Map<string, RunOutcome>();
  const order: string[] = [];
  const { size = 2, createTrainer = direct, signal = new AbortController().signal } = options;
  const finished = (done: (outcome: RunOutcome) => void = () => undefined): Promise<void> =>
    trainRuns(
      () => openRuns(experiment, outcomes),
      (outcome) => {
        outcomes.set(outcome.run, outcome);
        order.push(outcome.run);
        done(outcome);
      },
      { size, createTrainer, choice: {}, dataUrl: 'https://here/data/', now: () => 0, signal },
    );
  return { outcomes, order, finished };
}

const figures = (outcomes: ReadonlyMap<string, RunOutcome>) =>
  Object.fromEntries([...outcomes].map(([run, outcome]) => [run, outcome.figures]).sort());

describe('the experiment pool', () => {
  it('trains every run once, however many at a time, with the same bits', async () => {
    const [one, three] = [pool({ size: 1 }), pool({ size: 3 })];
    await one.finished();
    await three.finished();
    expect(one.outcomes.size).toBe(countRuns(experiment));
    expect(new Set(three.order).size).toBe(three.order.length);
    expect(figures(three.outcomes)).toEqual(figures(one.outcomes));
    expect(openRuns(experiment, one.outcomes)).toEqual([]);
    const report = reportOf(experiment, one.outcomes);
    expect(report.results.map(({ values }) => Object.values(values).flat().includes(null))).toEqual([false, false, false, false]);
    expect(report.conclusive).toBe(false);
  });

  it('has as many runs under way as it may, and no more', async () => {
    for (const size of [1, 2, 3]) {
      let [underWay, most] = [0, 0];
      const counted = (): Trainer => {
        const trainer = direct();
        const { request } = trainer;
        return Object.assign(trainer, {
          async request(...given: Parameters<typeof request>) {
            underWay++;
            most = Math.max(most, underWay);
            return request.apply(trainer, given).finally(() => underWay--);
          },
        });
      };
      const stop = new AbortController();
      const some = pool({ size, createTrainer: counted, signal: stop.signal });
      await some.finished(() => {
        if (some.outcomes.size === 4) stop.abort();
      });
      expect(most).toBe(size);
    }
  });

  it('goes on from what is finished', async () => {
    const stop = new AbortController();
    const first = pool({ signal: stop.signal });
    await first.finished(() => {
      if (first.outcomes.size === 5) stop.abort();
    });
    expect(first.outcomes.size).toBe(5);
    const rest = pool();
    for (const [run, outcome] of first.outcomes) rest.outcomes.set(run, outcome);
    await rest.finished();
    expect(rest.order.filter((run) => first.outcomes.has(run))).toEqual([]);
    expect(rest.outcomes.size).toBe(countRuns(experiment));
  });

  it('repeats a run whose worker dies, once, and reports the second death', async () => {
    let deaths = 0;
    const gone = refused(diagnostic('training.workerDied', { reason: 'killed' }, 'page'));
    const mortal = (lives: number) => (): Trainer => {
      const trainer = direct();
      const { request } = trainer;
      return Object.assign(trainer, {
        request(...given: Parameters<typeof request>) {
          if (!given[0].startsWith('equal/') || deaths >= lives) return request.apply(trainer, given);
          deaths++;
          return Promise.resolve(gone);
        },
      });
    };
    const once = pool({ size: 1, createTrainer: mortal(1) });
    await once.finished();
    expect([...once.outcomes.values()].filter(({ figures: found }) => found === null)).toEqual([]);
    deaths = 0;
    const twice = pool({ size: 1, createTrainer: mortal(2) });
    await twice.finished();
    expect(deaths).toBe(2);
    const failed = [...twice.outcomes.values()].filter(({ figures: found }) => found === null);
    expect(failed.map(({ run }) => run)).toEqual(['equal/all/0/1']);
    expect(twice.outcomes.size).toBe(countRuns(experiment));
    expect(reportOf(experiment, twice.outcomes).failed).toBe(1);
  });
});
