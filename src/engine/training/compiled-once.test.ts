import { expect, test, vi } from 'vitest';
import { compileProject } from '../../core/compile/compile.ts';
import { presets } from '../../core/presets/registry.ts';
import { everyFormat, everyKind } from '../../core/presets/testing/every-kind.ts';
import type { Program, TrainingProgram } from '../../core/program/types.ts';
import { classWeightsName } from '../../core/project/data-names.ts';
import { invariant } from '../../core/util/assert-never.ts';
import { packFromDisk } from '../executors/conformance/testing/packs.ts';
import { kernelBytes } from '../executors/wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from '../executors/wasm/wasm-executor.ts';
import { batchesOf } from './batches.ts';
import { issueBlock, stepperOf } from './blocks.ts';
import { initialCheckpoint, writeCheckpoint } from './checkpoints.ts';
import { createLiveSettings } from './live-settings.ts';
import type { PreparedRun } from './prepare.ts';
import { benchOn } from './testing/bench.ts';
import { chosen, FakeDevice } from './testing/fake-device.ts';
import { preparedFor } from './testing/prepared.ts';

vi.mock('../../core/compile/compile.ts', { spy: true });

const weighed = everyKind(
  (['classification', 'binary', 'multiLabel', 'ordinal', 'tagging', 'detection'] as const).map((kind) => ({
    kind,
    classWeights: 'balanced' as const,
    focalGamma: 2,
    labelSmoothing: 0.1,
  })),
);

/** The program as one with the class weights written into it. */
function withConstants(program: TrainingProgram, { data }: PreparedRun): TrainingProgram {
  const written = (one: Program): Program => ({
    ...one,
    values: one.values.map((info) => {
      const { source } = info;
      const weights = source.kind === 'data' && source.name.startsWith(classWeightsName('')) ? data[source.name] : undefined;
      return weights ? { ...info, source: { kind: 'constant', data: [...weights] } } : info;
    }),
  });
  return { ...program, step: written(program.step), evaluate: written(program.evaluate) };
}

const wasm = await createWasmExecutor(kernelBytes());

/** The bits of all that a run says: losses of 20 steps, then losses and predictions on the test split. */
async function bitsOf(run: PreparedRun, program: TrainingProgram): Promise<readonly number[]> {
  const session = await wasm.load(program, run.data);
  await writeCheckpoint(session, initialCheckpoint(program, run.project.seed));
  const batches = batchesOf({ ...run, program });
  const live = createLiveSettings(run.project);
  const stepper = stepperOf(run, session, live, batches.stepsPerEpoch);
  const { stepped } = await issueBlock(run, stepper, batches, live, { done: 0, count: 20, now: () => 0 }).outcome;
  const { losses } = stepped;
  const judged = await session.evaluate(run.split.test);
  session.dispose();
  return [losses, ...Object.values(judged)].flatMap((numbers) => [...new Uint32Array(numbers.buffer)]);
}

test('class weights that come with the data give the same bits as class weights that are written into the program', async () => {
  const run = preparedFor(weighed, everyFormat(100));
  const read = run.program.data.filter(({ name }) => name.startsWith(classWeightsName('')));
  expect(read.map(({ shape }) => shape)).toEqual([[3], [2], [6], [4], [3], [2]]);
  const bits = await bitsOf(run, run.program);
  expect(bits.length).toBeGreaterThan(100);
  expect(bits).toEqual(await bitsOf(run, withConstants(run.program, run)));
  const plain = preparedFor(
    { ...weighed, tasks: weighed.tasks.map((task) => ({ ...task, classWeights: 'none' })) },
    everyFormat(100),
  );
  expect(bits).not.toEqual(await bitsOf(plain, plain.program));
});

test.each(['birdstrikes', 'glosses-mtnet', 'languages'])(
  '%s, whose classes are weighed or whose words come with the data, is compiled once',
  async (id) => {
    const fetchPack = (url: string) => packFromDisk(url.replace('https://here/data/', ''), () => undefined);
    const clock = { ms: 0 };
    const bench = benchOn(() => chosen(new FakeDevice({ stepMs: 1, clock })), clock, { fetchPack });
    const compile = vi.mocked(compileProject);
    compile.mockClear();
    const project = presets.find((preset) => preset.id === id)?.project();
    invariant(project, id);
    const { state, error } = await bench.load({
      ...project,
      tasks: project.tasks.map((task) => ({ ...task, classWeights: 'balanced' })),
    });
    invariant(state === 'idle', JSON.stringify(error));
    expect(compile).toHaveBeenCalledTimes(1);
    const [input] = bench.of('prepared')[0]?.prepared.signature.inputs ?? [];
    expect(input?.words?.length).toBe(input?.vocabulary);
  },
);
