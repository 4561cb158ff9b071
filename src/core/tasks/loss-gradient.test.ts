import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sizeOf } from '../program/shapes.ts';
import { anySeed } from '../program/testing/arbitraries.ts';
import { distinctNumbers, gradientError } from '../program/testing/check-gradient.ts';
import { at } from '../util/assert-never.ts';
import { type Random, randomStream } from '../util/random.ts';
import { formatOf } from './formats/format-of.ts';
import type { LossOptions } from './loss-options/registry.ts';
import { type TaskKindId, taskKinds } from './registry.ts';
import { concrete, contextOf } from './testing/loss-context.ts';
import { targets } from './testing/targets.ts';
import type { TargetFormat, TaskKind } from './types.ts';

/** Every loss as it is, and with each option that it heeds. */
const cases = Object.values(taskKinds).flatMap((kind) =>
  kind.losses.flatMap((loss) => {
    const heeded: readonly Partial<LossOptions>[] = [
      { focalGamma: 2, labelSmoothing: 0.2, classWeights: 'balanced' },
      { focalGamma: 0.5 },
      { labelSmoothing: 0.1 },
      { temperature: 0.5 },
      { margin: 1 },
    ];
    const options = heeded.filter((some) => Object.keys(some).some((name) => loss.options?.some((known) => known === name)));
    return [{}, ...options].map((some) => ({ kind, loss: loss.id, options: some }));
  }),
);

/** One random label of a target, as its kind's program reads it. */
function randomLabel(target: TargetFormat, random: Random): number[] {
  switch (target.format) {
    case 'class':
      return [random.int(target.classes.length)];
    case 'binary':
      return [random.int(2)];
    case 'multiLabel':
      return target.labels.map(() => random.int(2));
    case 'values':
      return Array.from({ length: target.size }, () => random.normal());
    case 'tags': {
      const length = random.int(target.length + 1);
      return Array.from({ length: target.length }, (_, i) => (i < length ? random.int(target.tags.length) : -1));
    }
    case 'sequence': {
      const length = random.int(target.length + 1);
      return Array.from({ length: target.length }, (_, i) => (i < length ? 2 + random.int(3) : 0));
    }
    case 'box':
      return random.int(2) === 1 ? [1, ...Array.from({ length: 4 }, () => random.next())] : [0, 0, 0, 0, 0];
    case 'input':
      return Array.from({ length: sizeOf(target.shape) }, () => random.next());
  }
}

interface Case {
  readonly kind: TaskKind<TaskKindId>;
  readonly loss: string;
  readonly options: Partial<LossOptions>;
}

/** The errors of the gradients of the loss and of the predictions with respect to the logits. */
function errorOf({ kind, loss, options }: Case, batch: number, seed: number): { loss: number; predictions: number } {
  const target = targets[kind.kind];
  const storage = kind.targetStorage(target);
  const random = randomStream(seed, 'labels');
  const labels = Array.from({ length: batch }, () => randomLabel(target, random)).flat();
  const mask = Array.from({ length: batch }, (_, i) => (i === 1 ? 0 : 1));
  const logits = [batch, ...concrete(kind.logitsShape(target))];
  const { classWeights, ...others } = options;
  const balanced = classWeights === 'balanced' ? (formatOf(target).balance?.(target, labels) ?? null) : null;
  return {
    loss: gradientError(
      [logits],
      distinctNumbers([logits], seed),
      (b, inputs) =>
        kind.loss(
          b,
          loss,
          at(inputs, 0),
          b.constant(labels, [batch, ...storage.shape], storage.dtype),
          contextOf(b, target, batch, { ...others, mask, classWeights: balanced }),
        ),
      'weighted',
      seed,
    ),
    predictions: gradientError(
      [logits],
      distinctNumbers([logits], seed),
      (b, inputs) => kind.activate(b, at(inputs, 0), loss),
      'weighted',
      seed,
    ),
  };
}

describe.each(cases)('the gradient of $kind.kind with $loss $options', (one) => {
  it('agrees with central differences', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), anySeed, (batch, seed) => {
        const { loss, predictions } = errorOf(one, batch, seed);
        expect(loss).toBeLessThan(1e-6);
        expect(predictions).toBeLessThan(1e-6);
      }),
      // Second derivatives jump and absolute errors turn at single points: a fixed seed keeps clear of them.
      { numRuns: 25, seed: 7 },
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
