import { beforeAll, expect, test } from 'vitest';
import { nodeGpuDevice } from '../../../../scripts/node-gpu.ts';
import { comparedOn } from '../conformance/conformance.ts';
import { documents, sameBits } from '../conformance/documents.ts';
import { randomGraphCases } from '../conformance/random-programs.ts';
import type { StepBlock } from '../executor.ts';
import { worstDifference } from '../self-test/exercise.ts';
import { blockOf, freshSession, programOf, randomData } from '../tfjs/testing.ts';
import { createWebgpuExecutor } from './webgpu-executor.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await nodeGpuDevice();
});

/** The steps of a block from `start` on. */
const part = ({ controls, rows }: StepBlock, start: number, count: number, controlSize: number, batch: number): StepBlock => ({
  count,
  controls: controls.subarray(start * controlSize, (start + count) * controlSize),
  rows: rows.subarray(start * batch, (start + count) * batch),
});

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a document is missing');
  return value;
}

const toy = () => given(documents.find(([id]) => id === 'toy-related'))[1];

test('the same bits come whether steps are run one by one, in a block, or in blocks that are in flight together', async () => {
  const executor = createWebgpuExecutor(device, { name: 'test', software: true });
  const program = programOf(toy(), 8);
  const data = randomData(program, 0.9);
  const block = blockOf(program, 6);
  const session = await freshSession(executor, program, data);
  const whole = await session.run(block);
  const again = await freshSession(executor, program, data);
  const pieces = [1, 1, 3, 1];
  const starts = pieces.map((_, i) => pieces.slice(0, i).reduce((sum, count) => sum + count, 0));
  const { size } = program.controls;
  const results = await Promise.all(
    starts.map((start, i) => again.run(part(block, start, pieces[i] ?? 0, size, program.batchSize))),
  );
  expect(sameBits(Float32Array.from(results.flatMap((losses) => [...losses])), whole)).toBe(true);
  expect(sameBits(await again.read('parameters'), await session.read('parameters'))).toBe(true);
  executor.dispose();
});

test.each(randomGraphCases(20).map((item) => [item.name, item] as const))('%s agrees with the reference', async (_, item) => {
  const executor = createWebgpuExecutor(device, { name: 'test', software: false });
  const comparison = await comparedOn(executor, item);
  executor.dispose();
  expect(worstDifference(comparison)).toBeLessThanOrEqual(comparison.tolerance);
});
