import { describe, expect, test } from 'vitest';
import { presets } from '../../../core/presets/registry.ts';
import { initialOptimizer, initialParameters, initialState } from '../../../core/program/initialize.ts';
import { ReferenceTrainer } from '../../../core/program/reference/trainer.ts';
import type { TrainingProgram } from '../../../core/program/types.ts';
import type { DataBuffers, StepBlock } from '../executor.ts';
import { blockOf, freshSession, programOf, randomData, testSeed } from './testing.ts';
import { createTfjsExecutor } from './tfjs-executor.ts';

const steps = 20;

function referenceLosses(program: TrainingProgram, data: DataBuffers, block: StepBlock): number[] {
  const trainer = new ReferenceTrainer(program, data);
  trainer.parameters.set(initialParameters(program, testSeed));
  trainer.state.set(initialState(program));
  trainer.optimizer.set(initialOptimizer(program));
  const { size } = program.controls;
  return Array.from({ length: steps }, (_, i) => {
    const rows = block.rows.subarray(i * program.batchSize, (i + 1) * program.batchSize);
    return [...trainer.step(block.controls.subarray(i * size, (i + 1) * size), rows)];
  }).flat();
}

describe.each(presets.map(({ id, project }) => [id, project()] as const))('losses of preset %s over 20 steps', (_, document) => {
  const program = programOf(document, 8);
  const data = randomData(program, 0.9);
  const block = blockOf(program, steps);
  const reference = referenceLosses(program, data, block);

  test.each(['cpu', 'wasm'] as const)('on %s agree with the reference executor within 1e-4', async (backend) => {
    const executor = await createTfjsExecutor(backend, 'test', { threads: 1 });
    const losses = await (await freshSession(executor, program, data)).run(block);
    executor.dispose();
    expect(losses).toHaveLength(steps * program.tasks.length);
    reference.forEach((loss, i) => {
      expect(Math.abs((losses[i] ?? Number.NaN) - loss)).toBeLessThan(1e-4);
    });
  });
});
