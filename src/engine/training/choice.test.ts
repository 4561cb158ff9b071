import { describe, expect, it } from 'vitest';
import type { Project } from '../../core/project/schema.ts';
import type { ExecutorChoice } from '../../core/runs/executor-info.ts';
import type { RunStatus } from '../../core/runs/protocol.ts';
import { at, invariant } from '../../core/util/assert-never.ts';
import { createExecutorChooser } from '../executors/choose.ts';
import { realEnvironment } from '../executors/real-environment.ts';
import { kernelBytes } from '../executors/wasm/testing/kernel-bytes.ts';
import { Bench } from './testing/bench.ts';
import { toyProject } from './testing/projects.ts';

const realClock = {
  get ms(): number {
    return performance.now();
  },
};

/** A page's worker in Node, without a GPU; our kernels can be fetched, or not. */
function bench(kernels = true): Bench {
  const fetchKernels = async () => {
    if (!kernels) throw new Error('404 Not Found');
    return kernelBytes();
  };
  const chooser = createExecutorChooser(realEnvironment({ fetchKernels, memoryLimitBytes: () => 1e9 }));
  return new Bench({ createExecutor: (request) => chooser.choose(request), clock: realClock });
}

let runs = 0;

async function load(on: Bench, project: Project, choice: ExecutorChoice, from: 'initial' | 'current' = 'initial') {
  const runId = from === 'initial' ? `run ${++runs}` : `run ${runs}`;
  const ready = on.until('idle', 'failed');
  on.send({ type: 'load', generation: 1, runId, project, choice, dataUrl: 'https://here/', start: { from } });
  const status = await ready;
  invariant(status.state === 'idle', status.error?.message ?? 'loading failed');
  return { runId, status };
}

/** Losses of 30 steps. */
async function losses(
  choice: ExecutorChoice,
  kernels = true,
): Promise<{ readonly losses: number[]; readonly status: RunStatus }> {
  const on = bench(kernels);
  const { runId, status } = await load(on, toyProject(), choice);
  await on.train(30, runId);
  return { losses: on.metrics().losses, status };
}

const worst = (a: readonly number[], b: readonly number[]): number => {
  expect(a).toHaveLength(b.length);
  return Math.max(...a.map((loss, i) => Math.abs(loss - at(b, i))));
};

describe('training with the executor that was chosen', () => {
  it('gives the losses of a forced run of it, bit for bit, and those of any other within 1e-4', async () => {
    const chosen = await losses({});
    expect(chosen.status.executor).toMatchObject({ id: 'wasm', reasonCode: 'noWebgpu' });
    expect(chosen.status.executor?.measured?.[0]?.stepsPerSecond).toBeGreaterThan(0);
    expect((await losses({ executor: 'wasm' })).losses).toEqual(chosen.losses);
    for (const backend of ['cpu', 'wasm'] as const) {
      const other = await losses({ executor: 'tfjs', backend });
      expect(other.status.executor).toMatchObject({ id: 'tfjs', backend, reasonCode: 'forced' });
      expect(worst(other.losses, chosen.losses)).toBeLessThan(1e-4);
    }
  });

  it('is the same for tfjs, which stands in where the kernels cannot be fetched', async () => {
    const chosen = await losses({}, false);
    expect(chosen.status.executor).toMatchObject({ id: 'tfjs', backend: 'wasm', reasonCode: 'substitute' });
    expect(chosen.status.executor?.reasonValues.error).toContain('404');
    expect((await losses({ executor: 'tfjs', backend: 'wasm' }, false)).losses).toEqual(chosen.losses);
  });
});

describe('a run that changes its executor', () => {
  it('keeps weights, optimiser and step', async () => {
    const whole = (await losses({ executor: 'wasm' })).losses;
    const on = bench();
    const { runId } = await load(on, toyProject(), { executor: 'wasm' });
    await on.train(12, runId);
    const { status } = await load(on, toyProject(), { executor: 'tfjs', backend: 'cpu' }, 'current');
    expect(status).toMatchObject({ step: 12, executor: { id: 'tfjs' } });
    await on.train(18, runId);
    expect(on.metrics().losses.slice(0, 24)).toEqual(whole.slice(0, 24));
    expect(worst(on.metrics().losses, whole)).toBeLessThan(1e-4);
  });

  it('resumes from a checkpoint of another executor', async () => {
    const whole = (await losses({ executor: 'wasm' })).losses;
    const on = bench();
    const { runId } = await load(on, toyProject(), { executor: 'tfjs', backend: 'cpu' });
    await on.train(12, runId);
    const { checkpoint } = at(on.of('checkpoint'), on.of('checkpoint').length - 1);
    const resumed = bench();
    const ready = resumed.until('idle', 'failed');
    const start = { from: 'checkpoint', checkpoint } as const;
    resumed.send({
      type: 'load',
      generation: 1,
      runId: 'again',
      project: toyProject(),
      choice: {},
      dataUrl: 'https://here/',
      start,
    });
    expect(await ready).toMatchObject({ state: 'idle', step: 12, executor: { id: 'wasm' } });
    await resumed.train(18, 'again');
    expect(worst([...on.metrics().losses, ...resumed.metrics().losses], whole)).toBeLessThan(1e-4);
  });
});

it('tells the page once what to remember, and needs no measurement where the page remembers', async () => {
  const first = bench();
  await load(first, toyProject(), {});
  const told = first.of('measured').map(({ speeds }) => speeds);
  expect(told).toHaveLength(1);
  const next = bench();
  const ready = next.until('idle', 'failed');
  next.send({
    type: 'load',
    generation: 1,
    runId: 'next',
    project: toyProject(),
    choice: {},
    dataUrl: 'https://here/',
    start: { from: 'initial' },
    remembered: told,
  });
  expect((await ready).executor?.measured).toEqual(at(told, 0).measured);
  expect(next.of('measured')).toEqual([]);
});
