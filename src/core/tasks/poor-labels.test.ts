import { describe, expect, test } from 'vitest';
import { ProgramBuilder } from '../program/builder.ts';
import { gradients } from '../program/differentiate.ts';
import { interpret } from '../program/reference/interpret.ts';
import { sizeOf } from '../program/shapes.ts';
import { at } from '../util/assert-never.ts';
import { randomStream } from '../util/random.ts';
import { formatOf } from './formats/format-of.ts';
import type { LossOptions } from './loss-options/registry.ts';
import { type TaskKindId, taskKinds } from './registry.ts';
import { concrete, contextOf } from './testing/loss-context.ts';
import { runLoss } from './testing/run-loss.ts';
import { targets } from './testing/targets.ts';
import type { LabelledOutputs, TargetFormat, TaskKind } from './types.ts';

const batch = 6;

/** One label of a target, as its kind's program reads it: the first that there is, or the second. */
function label(target: TargetFormat, other: boolean): number[] {
  switch (target.format) {
    case 'class':
    case 'binary':
      return [other ? 1 : 0];
    case 'multiLabel':
      return target.labels.map((_, i) => (other && i === 0 ? 1 : 0));
    case 'values':
      return Array.from({ length: target.size }, () => (other ? 3 : 0.25));
    case 'tags':
      return Array.from({ length: target.length }, (_, i) => (other ? i % 2 : 0));
    case 'sequence':
      return Array.from({ length: target.length }, (_, i) => (other && i === 0 ? 3 : i < 2 ? 2 : 0));
    case 'box':
      return other ? [1, 0.5, 0.5, 0.2, 0.2] : [0, 0, 0, 0, 0];
    case 'input':
      return Array.from({ length: sizeOf(target.shape) }, (_, i) => (other ? i / 10 : 0.5));
  }
}

/** A sequence or row of tags without a single token. */
function empty(target: TargetFormat): number[] | null {
  if (target.format === 'tags') return Array.from({ length: target.length }, () => -1);
  return target.format === 'sequence' ? Array.from({ length: target.length }, () => 0) : null;
}

interface Poor {
  readonly labels: number[];
  readonly mask: number[];
}

const rows = (one: (row: number) => number[]): number[] => Array.from({ length: batch }, (_, row) => one(row)).flat();
const all = Array.from({ length: batch }, () => 1);

/** What a split may come down to. */
function poorLabels(target: TargetFormat): Record<string, Poor> {
  const nothing = empty(target);
  return {
    'no label at all': { labels: rows((row) => label(target, row % 2 === 1)), mask: all.map(() => 0) },
    'a single label': { labels: rows(() => label(target, false)), mask: all.map((_, row) => (row === 0 ? 1 : 0)) },
    'a target that never varies': { labels: rows(() => label(target, false)), mask: all },
    'one that never varies from its other value': { labels: rows(() => label(target, true)), mask: all },
    'a class that no sample has': { labels: rows((row) => label(target, row % 2 === 1)), mask: all },
    ...(nothing ? { 'sequences of length 0': { labels: rows(() => nothing), mask: all } } : {}),
  };
}

const kinds = Object.values(taskKinds);
const cases = kinds.flatMap((kind) =>
  Object.entries(poorLabels(targets[kind.kind])).map(([name, poor]) => [kind.kind, name, kind, poor] as const),
);

/** Outputs before the first step, of a network that says all the same, and of one that has run away. */
const scales = { zero: 0, usual: 1, large: 60 };

function logitsOf(kind: TaskKind<TaskKindId>, scale: number): number[] {
  const random = randomStream(5, 'logits', kind.kind);
  return Array.from({ length: batch * sizeOf(concrete(kind.logitsShape(targets[kind.kind]))) }, () => scale * random.normal());
}

/** The options that a loss heeds, at values that matter. */
const strained: Partial<Omit<LossOptions, 'classWeights'>> = { focalGamma: 2, labelSmoothing: 0.2 };

/** Σ m·l / max(Σ m, 1) and its gradient with respect to the logits. */
function lossAndGradient(
  kind: TaskKind<TaskKindId>,
  loss: string,
  { labels, mask }: Poor,
  logits: readonly number[],
  strain: boolean,
): number[] {
  const target = targets[kind.kind];
  const storage = kind.targetStorage(target);
  const b = new ProgramBuilder();
  const x = b.source({ kind: 'feed', name: 'logits' }, [batch, ...concrete(kind.logitsShape(target))]);
  const y = b.constant(labels, [batch, ...storage.shape], storage.dtype);
  const classWeights = strain ? (formatOf(target).balance?.(target, labels) ?? null) : null;
  const context = contextOf(b, target, batch, { mask, classWeights, ...(strain ? strained : {}) });
  const m = b.constant(mask, [batch]);
  const count = b.binary('max', b.sum(m, [0], true), b.fill([1], 1));
  const mean = b.reshape(b.sum(b.mul(kind.loss(b, loss, x, y, context), b.div(m, count)), [0], true), []);
  const [slope] = gradients(b, mean, [x]);
  b.output('mean', mean);
  if (slope) b.output('slope', slope);
  const values = interpret(b.build(), { feeds: { logits } });
  return [mean, ...(slope ? [slope] : [])].flatMap(({ id }) => [...(values.get(id) ?? [Number.NaN])]);
}

describe.each(cases)('%s, %s', (_, __, kind, poor) => {
  test.each(kind.losses.map(({ id }) => id))('%s and its gradient are finite', (loss) => {
    for (const scale of Object.values(scales))
      for (const strain of [false, true]) {
        const numbers = lossAndGradient(kind, loss, poor, logitsOf(kind, scale), strain);
        expect(numbers.filter((value) => !Number.isFinite(value))).toEqual([]);
      }
  });

  test('each metric is a number or undefined, never NaN', () => {
    const target = targets[kind.kind];
    for (const scale of Object.values(scales)) {
      const { outputs } = runLoss(kind.kind, { logits: logitsOf(kind, scale), ...poor });
      const labelled: LabelledOutputs = {
        count: batch,
        outputs: Float32Array.from(outputs),
        targets: Float32Array.from(poor.labels),
        mask: Float32Array.from(poor.mask),
      };
      const summary = kind.summarize?.(target, labelled);
      const measured = kind.measure(target, summary ? { ...labelled, outputs: summary } : labelled);
      for (const value of Object.values(measured)) expect(value === null || Number.isFinite(value)).toBe(true);
      if (kind.measureDecoded) {
        const decoded = kind.measureDecoded(target, poor.labels, poor.labels);
        for (const value of Object.values(decoded)) expect(value === null || Number.isFinite(value)).toBe(true);
      }
    }
  });
});

test('what cannot be told from a target that never varies is undefined: R², AUC, kappa, IoU of what is never there, recall of entities', () => {
  const measured = (id: keyof typeof targets): Record<string, number | null> => {
    const kind = taskKinds[id];
    const target = targets[id];
    const { labels, mask } = at(Object.values(poorLabels(target)), 2);
    const { outputs } = runLoss(id, { logits: logitsOf(kind, 0), labels, mask });
    const labelled = {
      count: batch,
      outputs: Float32Array.from(outputs),
      targets: Float32Array.from(labels),
      mask: Float32Array.from(mask),
    };
    const summary = kind.summarize?.(target, labelled);
    return kind.measure(target, summary ? { ...labelled, outputs: summary } : labelled);
  };
  expect(measured('regression')).toMatchObject({ r2: null, mae: 0.25, rmse: 0.25 });
  expect(measured('binary').auc).toBeNull();
  expect(measured('detection').meanIou).toBeNull();
  expect(measured('tagging').recall).toBeNull();
  expect(measured('reconstruction').psnr).toBeNull();
  // Of one class all are each other's neighbours; what is right of it can be counted.
  expect(measured('retrieval')).toEqual({ recallAt1: 1, recallAt5: 1 });
  expect(measured('classification').accuracy).toBe(1);
  expect(measured('ordinal').accuracy).toBe(0);
});
