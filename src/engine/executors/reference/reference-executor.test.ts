import { describe, expect, test } from 'vitest';
import { updateOf } from '../../../core/program/optimizers/update-of.ts';
import { comparedOn, conformanceCases } from '../conformance/conformance.ts';
import type { Session } from '../executor.ts';
import { exercise, worstDifference } from '../self-test/exercise.ts';
import { mlp } from '../self-test/models.ts';
import { createReferenceExecutor } from './reference-executor.ts';

const steps = 6;
const task = exercise(mlp(updateOf({ kind: 'momentum', momentum: 0.9, nesterov: false })), steps, 0.05);

async function loaded(): Promise<Session> {
  const session = await createReferenceExecutor().load(task.program, task.data);
  await session.write('parameters', task.parameters);
  return session;
}

describe('the reference as an executor', () => {
  test.each(conformanceCases.map((item) => [item.name, item] as const))('passes the suite: %s', async (_, item) => {
    const comparison = await comparedOn(createReferenceExecutor(), item);
    expect(worstDifference(comparison)).toBeLessThanOrEqual(comparison.tolerance);
  });

  test('gives the same losses for one block and for a block per step', async () => {
    const whole = await (await loaded()).run(task.block);
    const session = await loaded();
    const { batchSize, controls } = task.program;
    const single: number[] = [];
    for (let i = 0; i < steps; i++) {
      const losses = await session.run({
        count: 1,
        controls: task.block.controls.slice(i * controls.size, (i + 1) * controls.size),
        rows: task.block.rows.slice(i * batchSize, (i + 1) * batchSize),
      });
      single.push(...losses);
    }
    expect(single).toEqual([...whole]);
    expect(new Set(single).size).toBe(steps);
  });

  test('reads back what was written, and refuses a part of a buffer', async () => {
    const session = await loaded();
    expect(await session.read('parameters')).toEqual(task.parameters);
    expect(await session.read('optimizer')).toEqual(new Float32Array(task.program.trainableCount));
    await expect(session.write('parameters', new Float32Array(3))).rejects.toThrow('whole parameters buffer');
  });
});
