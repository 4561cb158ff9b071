import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { presets } from '../../../core/presets/registry.ts';
import { initialParameters } from '../../../core/program/initialize.ts';
import { updateOf } from '../../../core/program/optimizers/update-of.ts';
import { ReferenceTrainer } from '../../../core/program/reference/trainer.ts';
import { at } from '../../../core/util/assert-never.ts';
import { exercise, train } from '../self-test/exercise.ts';
import { cnn, mlp } from '../self-test/models.ts';
import { modelB } from '../webgpu/testing/models.ts';
import { blockOf, freshSession, programOf, randomData, testSeed } from './testing.ts';
import { createTfjsExecutor } from './tfjs-executor.ts';

const program = programOf(at(presets, 0).project(), 16);
const data = randomData(program, 0.9);
const firstRows = Int32Array.from({ length: 21 }, (_, i) => i * 3);

const adam = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;
const window = { kernel: [3, 3], stride: [1, 1], pad: [1, 1, 1, 1], dilation: [1, 1] } as const;

describe.each(['cpu', 'wasm'] as const)('a session on %s', (backend) => {
  const start = async () => {
    const executor = await createTfjsExecutor(backend, 'test', { threads: 1 });
    return { executor, session: await freshSession(executor, program, data) };
  };

  test('gives the same bits on two runs', async () => {
    const executor = await createTfjsExecutor(backend, 'test', { threads: 1 });
    for (const model of [mlp(updateOf(adam)), cnn(window)]) {
      const task = exercise(model, 10, 0.01);
      expect(await train(executor, task)).toEqual(await train(executor, task));
    }
    executor.dispose();
  });

  test('gives the same losses in one block and in several that are in flight at once', async () => {
    const whole = await start();
    const losses = await whole.session.run(blockOf(program, 6));
    whole.executor.dispose();
    const cut = await start();
    const { controls, rows } = blockOf(program, 6);
    const blocks = [0, 2, 4].map((from) =>
      cut.session.run({
        count: 2,
        controls: controls.subarray(from * program.controls.size, (from + 2) * program.controls.size),
        rows: rows.subarray(from * 16, (from + 2) * 16),
      }),
    );
    expect((await Promise.all(blocks)).flatMap((block) => [...block])).toEqual([...losses]);
    cut.executor.dispose();
  });

  test('keeps as many tensors after many steps as after one, and none when it is disposed', async () => {
    const executor = await createTfjsExecutor(backend, 'test', { threads: 1 });
    const before = tf.memory().numTensors;
    const session = await freshSession(executor, program, data);
    await session.run(blockOf(program, 1));
    const afterOne = tf.memory().numTensors;
    await session.run(blockOf(program, 5));
    await session.evaluate(firstRows);
    await session.predict({ image: new Float32Array(3 * 784) }, 3);
    await session.read('parameters');
    await session.write('parameters', initialParameters(program, testSeed));
    expect(tf.memory().numTensors).toBe(afterOne);
    session.dispose();
    expect(tf.memory().numTensors).toBe(before);
    executor.dispose();
  });

  test('keeps as many tensors after many Gramian steps as after one, also when their weights cannot be chosen', async () => {
    const executor = await createTfjsExecutor(backend, 'test', { threads: 1 });
    const balanced = modelB(3, { gramian: true });
    const before = tf.memory().numTensors;
    const session = await freshSession(executor, balanced, randomData(balanced, 1));
    await session.runBalanced(blockOf(balanced, 1), () => [1, 1, 1]);
    const afterOne = tf.memory().numTensors;
    await session.runBalanced(blockOf(balanced, 4), () => [1, 2, 3]);
    const refused = session.runBalanced(blockOf(balanced, 1), () => {
      throw new Error('no weights');
    });
    await expect(refused).rejects.toThrow('no weights');
    expect(tf.memory().numTensors).toBe(afterOne);
    session.dispose();
    expect(tf.memory().numTensors).toBe(before);
    executor.dispose();
  });

  test('gives back what was written, as arrays of their own', async () => {
    const { executor, session } = await start();
    const written = initialParameters(program, 99);
    await session.write('parameters', written);
    const read = await session.read('parameters');
    expect(read).toEqual(written);
    read.fill(0);
    written.fill(0);
    expect((await session.read('parameters')).some((value) => value !== 0)).toBe(true);
    executor.dispose();
  });

  test('evaluates and predicts any number of samples as the reference does', async () => {
    const { executor, session } = await start();
    const reference = new ReferenceTrainer(program, data);
    reference.parameters.set(initialParameters(program, testSeed));
    const expected = reference.evaluate(firstRows);
    const actual = await session.evaluate(firstRows);
    expect(Object.keys(actual).sort()).toEqual(Object.keys(expected).sort());
    for (const [name, values] of Object.entries(expected)) {
      expect(actual[name]).toHaveLength(values.length);
      values.forEach((value, i) => {
        expect(at(actual[name] ?? [], i)).toBeCloseTo(value, 5);
      });
    }
    const pixels = (data['input:image'] ?? []).slice(0, 3 * 784);
    const predicted = await session.predict({ image: Float32Array.from(pixels) }, 3);
    const same = await session.evaluate(Int32Array.of(0, 1, 2));
    for (const { output } of program.tasks) {
      predicted[output]?.forEach((value, i) => {
        expect(value).toBeCloseTo(at(same[output] ?? [], i), 6);
      });
    }
    executor.dispose();
  });

  test('reads and evaluates the parameters of the moment it was asked, whatever follows', async () => {
    const { executor, session } = await start();
    const alone = await session.evaluate(firstRows);
    const asked = session.evaluate(firstRows);
    const before = session.read('parameters');
    const steps = session.run(blockOf(program, 2, 0.1));
    expect(await asked).toEqual(alone);
    expect(await before).toEqual(initialParameters(program, testSeed));
    await steps;
    expect(await session.evaluate(firstRows)).not.toEqual(alone);
    executor.dispose();
  });

  test('refuses to work after it was disposed', async () => {
    const { executor, session } = await start();
    session.dispose();
    await expect(session.run(blockOf(program, 1))).rejects.toThrow('disposed');
    executor.dispose();
  });
});
