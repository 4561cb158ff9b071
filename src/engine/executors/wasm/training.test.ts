import { describe, expect, test } from 'vitest';
import { presets } from '../../../core/presets/registry.ts';
import { head, input, layer, sketch, task, wires } from '../../../core/presets/sketch.ts';
import { initialOptimizer, initialParameters, initialState } from '../../../core/program/initialize.ts';
import { ReferenceTrainer } from '../../../core/program/reference/trainer.ts';
import type { TrainingProgram } from '../../../core/program/types.ts';
import type { Project } from '../../../core/project/schema.ts';
import { worstDifference } from '../conformance/conformance.ts';
import { cnn } from '../conformance/models.ts';
import { trainingProgram } from '../conformance/programs.ts';
import type { DataBuffers, StepBlock } from '../executor.ts';
import { blockOf, freshSession, programOf, randomData, testSeed } from '../tfjs/testing.ts';
import { WasmSession } from './session.ts';
import { kernelBytes } from './testing/kernel-bytes.ts';
import { createWasmExecutor } from './wasm-executor.ts';

const executor = await createWasmExecutor(kernelBytes());

/** The layers that no preset has: normalisation, dropout, averages, merging. */
function everyLayer(): Project {
  return sketch({
    name: 'every layer',
    data: { dataset: 'mnist' },
    tasks: [task('digit', 'classification', 'Digit'), task('group', 'classification', 'Group')],
    nodes: [
      input('image', 0, 0),
      layer('conv2d', 'strided', 1, 0, { filters: 5, kernel: [3, 3], stride: [2, 2], activation: 'tanh', l2: 0.01 }),
      layer('batchNorm', 'batch', 2, 0),
      layer('avgPool', 'average', 3, 0),
      layer('conv2d', 'dilated', 4, 0, { filters: 7, kernel: [2, 2], dilation: [2, 2], activation: 'gelu' }),
      layer('globalPool', 'global', 5, 0),
      layer('flatten', 'flat', 5, 1),
      layer('dense', 'wide', 6, 1, { units: 7, activation: 'sigmoid', l1: 0.001 }),
      layer('layerNorm', 'norm', 7, 1),
      layer('dropout', 'drop', 8, 1, { rate: 0.3 }),
      layer('multiply', 'gate', 9, 0),
      layer('add', 'sum', 10, 0),
      layer('concat', 'both', 11, 0),
      layer('dense', 'digit-logits', 12, 0, { units: 10 }),
      layer('dense', 'group-logits', 12, 1, { units: 5 }),
      head('digit', 13, 0),
      head('group', 13, 1),
    ],
    edges: wires(
      ['image', 'strided', 'batch', 'average', 'dilated', 'global', 'gate', 'sum', 'both', 'digit-logits', 'digit-head'],
      ['average', 'flat', 'wide', 'norm', 'drop', 'gate'],
      ['drop', 'sum'],
      ['norm', 'both'],
      ['both', 'group-logits', 'group-head'],
    ),
  });
}

const documents: readonly (readonly [string, Project])[] = [
  ...presets.map(({ id, project }) => [id, project()] as const),
  ['every layer', everyLayer()],
];

function reference(program: TrainingProgram, data: DataBuffers): ReferenceTrainer {
  const trainer = new ReferenceTrainer(program, data);
  trainer.parameters.set(initialParameters(program, testSeed));
  trainer.state.set(initialState(program));
  trainer.optimizer.set(initialOptimizer(program));
  return trainer;
}

function referenceLosses(trainer: ReferenceTrainer, program: TrainingProgram, { count, controls, rows }: StepBlock): number[] {
  const { size } = program.controls;
  return Array.from({ length: count }, (_, i) => {
    const batch = rows.subarray(i * program.batchSize, (i + 1) * program.batchSize);
    return [...trainer.step(controls.subarray(i * size, (i + 1) * size), batch)];
  }).flat();
}

const flat = (outputs: Readonly<Record<string, ArrayLike<number>>>): number[] =>
  Object.keys(outputs)
    .sort()
    .flatMap((name) => Array.from(outputs[name] ?? []));

const sameBits = (a: Float32Array, b: Float32Array): boolean => a.length === b.length && a.every((x, i) => Object.is(x, b[i]));

describe.each(documents)('%s', (_, document) => {
  const program = programOf(document, 3);
  const data = randomData(program, 0.9);

  test('gives the losses of the reference over 200 steps, and its states, evaluation and predictions', {
    timeout: 180_000,
  }, async () => {
    const block = blockOf(program, 200);
    const session = await freshSession(executor, program, data);
    const losses = await session.run(block);
    const trainer = reference(program, data);
    expect(worstDifference({ actual: losses, expected: referenceLosses(trainer, program, block), tolerance: 0 })).toBeLessThan(
      1e-4,
    );
    if (program.stateCount > 0) {
      const actual = await session.read('state');
      expect(worstDifference({ actual, expected: trainer.state, tolerance: 0 })).toBeLessThan(1e-4);
    }
    const rows = Int32Array.from({ length: 19 }, (_, i) => i * 3);
    const actual = flat(await session.evaluate(rows));
    expect(worstDifference({ actual, expected: flat(trainer.evaluate(rows)), tolerance: 0 })).toBeLessThan(1e-3);
    session.dispose();
  });

  test('gives the same bits whenever it is run, and whether steps come one by one or in a block', async () => {
    const block = blockOf(program, 12);
    const whole = await freshSession(executor, program, data);
    const losses = await whole.run(block);
    const single = await freshSession(executor, program, data);
    const { size } = program.controls;
    for (let i = 0; i < block.count; i++) {
      const step = await single.run({
        count: 1,
        controls: block.controls.subarray(i * size, (i + 1) * size),
        rows: block.rows.subarray(i * program.batchSize, (i + 1) * program.batchSize),
      });
      expect(sameBits(step, losses.subarray(i * program.tasks.length, (i + 1) * program.tasks.length))).toBe(true);
    }
    expect(sameBits(await single.read('parameters'), await whole.read('parameters'))).toBe(true);
    expect(sameBits(await single.read('optimizer'), await whole.read('optimizer'))).toBe(true);
  });
});

test('memory stays what it was over thousands of steps, evaluations and predictions', async () => {
  const program = programOf(presets.find(({ id }) => id === 'toy-related')?.project() ?? everyLayer(), 32);
  const session = await freshSession(executor, program, randomData(program, 1));
  if (!(session instanceof WasmSession)) throw new Error('a session of this executor');
  const before = session.memoryBytes;
  await session.run(blockOf(program, 20_000));
  await session.evaluate(new Int32Array(300));
  expect(session.memoryBytes).toBe(before);
});

test('a block longer than its place in memory gives every loss', async () => {
  const program = programOf(presets.find(({ id }) => id === 'toy-related')?.project() ?? everyLayer(), 4);
  const data = randomData(program, 1);
  const session = await freshSession(executor, program, data);
  const block = blockOf(program, 6000);
  const losses = await session.run(block);
  const { size } = program.controls;
  const again = await freshSession(executor, program, data);
  const first = await again.run({ ...block, count: 5000 });
  const rest = await again.run({
    count: 1000,
    controls: block.controls.subarray(5000 * size),
    rows: block.rows.subarray(5000 * program.batchSize),
  });
  expect(sameBits(Float32Array.of(...first, ...rest), losses)).toBe(true);
});

test('the unfolded image of a convolution is never held whole', async () => {
  const window = { kernel: [3, 3], stride: [1, 1], pad: [1, 1, 1, 1], dilation: [1, 1] } as const;
  const memoryOf = async (batch: number): Promise<number> => {
    const session = await executor.load(trainingProgram({ ...cnn(window), batch }), randomData(trainingProgram(cnn(window)), 1));
    if (!(session instanceof WasmSession)) throw new Error('a session of this executor');
    return session.memoryBytes;
  };
  const unfoldedPerSample = 4 * 9 * 8 * 27;
  expect((await memoryOf(1024)) - (await memoryOf(512))).toBeLessThan(512 * unfoldedPerSample);
});
