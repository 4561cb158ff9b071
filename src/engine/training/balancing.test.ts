import { describe, expect, it } from 'vitest';
import { balancingMethods } from '../../core/balancing/registry.ts';
import { toyConflicting } from '../../core/presets/toys.ts';
import { defaults } from '../../core/project/defaults.ts';
import type { Balancing, Project } from '../../core/project/schema.ts';
import { blockOf } from '../../core/runs/columns/blocks.ts';
import type { Checkpoint, Start } from '../../core/runs/protocol.ts';
import { at, invariant } from '../../core/util/assert-never.ts';
import { kernelBytes } from '../executors/wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from '../executors/wasm/wasm-executor.ts';
import { type Bench, benchOn } from './testing/bench.ts';
import { chosen, FakeDevice } from './testing/fake-device.ts';
import { toyProject, toyStepsPerEpoch } from './testing/projects.ts';

const executor = await createWasmExecutor(kernelBytes());
const clock = {
  get ms(): number {
    return performance.now();
  },
};
type Switches = Omit<Balancing, 'method' | 'parameters'>;
const balanced = (method: string, parameters: Record<string, unknown> = {}, switches: Switches = {}): Project =>
  toyProject({ balancing: { method, parameters, ...switches } });
const steps = 4 * toyStepsPerEpoch + 5;

async function loaded(project: Project, start?: Start): Promise<Bench> {
  const bench = benchOn(() => chosen(executor), clock);
  expect(await bench.load(project, start)).toMatchObject({ state: 'idle' });
  return bench;
}

const columnOf = (bench: Bench, id: string): number[] =>
  bench.of('metrics').flatMap(({ columns }) => [...(blockOf(columns, id)?.values ?? [])]);

async function checkpointOf(bench: Bench): Promise<Checkpoint> {
  const answer = await bench.ask({ kind: 'checkpoint' });
  invariant(answer.ok && answer.value.kind === 'checkpoint', 'a checkpoint is answered');
  return answer.value.checkpoint;
}

describe.each<[string, Switches]>([
  ['dwa', {}],
  ['pcgrad', {}],
  ['uw', {}],
  ['gradvac', {}],
  ['gradnorm', { perNode: true, heads: 'weights', every: 4 }],
])('a run that is balanced by %s %o', (method, switches) => {
  it('records effective weights beside the nominal ones, and trains otherwise than without', async () => {
    const [bench, equal] = [await loaded(balanced(method, {}, switches)), await loaded(balanced('equal'))];
    for (const one of [bench, equal]) await one.train(steps);
    const effective = columnOf(bench, 'effective');
    expect(effective).toHaveLength(2 * steps);
    expect(new Set(effective).size).toBeGreaterThan(2);
    expect(columnOf(bench, 'weight')).toEqual(Array.from({ length: 2 * steps }, () => 1));
    expect(columnOf(equal, 'effective')).toEqual([]);
    expect(bench.metrics().losses).not.toEqual(equal.metrics().losses);
  });

  it('gives the same losses and weights after a reset, through pauses, and from a checkpoint in the middle of an epoch', async () => {
    const whole = await loaded(balanced(method, {}, switches));
    await whole.train(steps);
    const [losses, effective] = [whole.metrics().losses, columnOf(whole, 'effective')];
    whole.send({ type: 'reset', runId: 'r' });
    await whole.until('idle');
    whole.events.length = 0;
    await whole.train(steps);
    expect([whole.metrics().losses, columnOf(whole, 'effective')]).toEqual([losses, effective]);

    const paused = await loaded(balanced(method, {}, switches));
    for (const part of [10, toyStepsPerEpoch, 1, 40]) await paused.train(part);
    const checkpoint = await checkpointOf(paused);
    expect(checkpoint.step).toBe(51 + toyStepsPerEpoch);
    const resumed = await loaded(balanced(method, {}, switches), { from: 'checkpoint', checkpoint });
    await resumed.train(steps - checkpoint.step);
    expect([...paused.metrics().losses, ...resumed.metrics().losses]).toEqual(losses);
    expect([...columnOf(paused, 'effective'), ...columnOf(resumed, 'effective')]).toEqual(effective);
  });
});

it.each(Object.keys(balancingMethods))(
  '%s trains 200 steps of two tasks that pull apart without a number that is none',
  async (method) => {
    const { training, ...document } = toyConflicting();
    const bench = await loaded({ ...document, training: { ...training, balancing: defaults.balancing(method), epochs: 1000 } });
    await bench.train(200);
    const { losses } = bench.metrics();
    expect(losses).toHaveLength(2 * 200);
    expect(losses.every(Number.isFinite)).toBe(true);
    const parameters = await checkpointOf(bench);
    expect(parameters.parameters.every(Number.isFinite)).toBe(true);
    expect(columnOf(bench, 'effective').every(Number.isFinite)).toBe(true);
  },
);

describe('another method while a run goes on', () => {
  const change = (bench: Bench, balancing: Balancing): void =>
    bench.send({ type: 'setSchedule', runId: 'r', project: toyProject({ balancing }) });

  it('acts on the next step where it takes the same kind of step, and leaves a marker', async () => {
    const bench = await loaded(balanced('equal'));
    await bench.train(10);
    change(bench, defaults.balancing('dwa'));
    await bench.train(3 * toyStepsPerEpoch);
    expect(bench.of('marker').map(({ marker }) => marker)).toEqual([{ kind: 'balancing', step: 10, method: 'dwa' }]);
    const effective = columnOf(bench, 'effective');
    expect(effective).toHaveLength(2 * 3 * toyStepsPerEpoch);
    expect(effective.slice(0, 2)).toEqual([1, 1]);
  });

  it('is left to «apply» where it takes another kind of step', async () => {
    const bench = await loaded(balanced('equal'));
    await bench.train(5);
    change(bench, defaults.balancing('pcgrad'));
    await bench.train(5);
    expect(bench.of('marker')).toEqual([]);
    expect(columnOf(bench, 'effective')).toEqual([]);
    expect(await bench.load(balanced('pcgrad'), { from: 'current' })).toMatchObject({ state: 'idle', step: 10 });
    await bench.train(5);
    expect(columnOf(bench, 'effective')).toHaveLength(10);
    expect(at(bench.metrics().steps, bench.metrics().steps.length - 1)).toBe(15);
  });
});

it('goes back to what was remembered with the last good weights where a loss is no number', async () => {
  const onFake = async (bad: number): Promise<Bench> => {
    const fakeClock = { ms: 0 };
    const loss = (step: number, task: number): number => (step === bad ? Number.NaN : 1 / (step + task));
    const device = new FakeDevice({ clock: fakeClock, stepMs: 10, loss });
    const bench = benchOn(() => chosen(device), fakeClock);
    await bench.load(balanced('dwa'));
    return bench;
  };
  const failed = await onFake(500);
  expect(await failed.train(600)).toMatchObject({ state: 'failed' });
  const { step, balancing } = await checkpointOf(failed);
  expect(step).toBeGreaterThan(2 * toyStepsPerEpoch);
  const fine = await onFake(0);
  await fine.train(step);
  expect((await checkpointOf(fine)).balancing).toEqual(balancing);
});

it('refuses a document whose method it does not know, beside the choice', async () => {
  const bench = benchOn(() => chosen(executor), clock);
  expect(await bench.load(balanced('magic'))).toMatchObject({
    state: 'failed',
    error: { code: 'balancing.unknownMethod', where: 'training.balancing' },
  });
  expect(await bench.load(balanced('dwa', { temperature: 0 }))).toMatchObject({
    state: 'failed',
    error: { code: 'balancing.badParameter', where: 'training.balancing.temperature' },
  });
});
