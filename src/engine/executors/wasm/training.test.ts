import { describe, expect, test } from 'vitest';
import { presets } from '../../../core/presets/registry.ts';
import { initialOptimizer } from '../../../core/program/initialize.ts';
import { documents, everyLayer, sameBits } from '../conformance/documents.ts';
import { cnn } from '../self-test/models.ts';
import { trainingProgram } from '../self-test/programs.ts';
import { blockOf, freshSession, programOf, randomData } from '../tfjs/testing.ts';
import { WasmSession } from './session.ts';
import { kernelBytes } from './testing/kernel-bytes.ts';
import { createWasmExecutor } from './wasm-executor.ts';

const executor = await createWasmExecutor(kernelBytes());

describe.each(documents)('%s', (_, document) => {
  const program = programOf(document, 3);
  const data = randomData(program, 0.9);

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

test('moments of units that no longer learn fade to zero, not to numbers that slow arithmetic down', async () => {
  const program = programOf(presets.find(({ id }) => id === 'toy-related')?.project() ?? everyLayer(), 8);
  const data = randomData(program, 0);
  const session = await freshSession(executor, program, data);
  // Without labels every gradient is 0.
  await session.write('optimizer', initialOptimizer(program).fill(1e-20));
  await session.run(blockOf(program, 1500));
  const smallest = 1.17549435e-38;
  expect((await session.read('optimizer')).filter((x) => x !== 0 && Math.abs(x) < smallest)).toHaveLength(0);
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
