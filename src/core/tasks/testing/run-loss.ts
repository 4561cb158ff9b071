import { ProgramBuilder } from '../../program/builder.ts';
import { interpret } from '../../program/reference/interpret.ts';
import { at } from '../../util/assert-never.ts';
import type { LossOptions } from '../loss-options/registry.ts';
import { type TaskKindId, taskKinds } from '../registry.ts';
import type { TargetFormat } from '../types.ts';
import { concrete, contextOf } from './loss-context.ts';
import { targets } from './targets.ts';

export interface LossCase {
  readonly logits: readonly number[];
  readonly labels: readonly number[];
  readonly loss?: string;
  readonly target?: TargetFormat;
  readonly mask?: readonly number[];
  readonly classWeights?: readonly number[];
  readonly options?: Partial<Omit<LossOptions, 'classWeights'>>;
  /** Numbers per sample, where a head takes any. */
  readonly width?: number;
}

/** Loss of each sample and predictions of a task kind, in float64. */
export function runLoss(id: TaskKindId, given: LossCase): { losses: number[]; outputs: number[]; shape: readonly number[] } {
  const kind = taskKinds[id];
  const { target = targets[id], loss = at(kind.losses, 0).id } = given;
  const shape = concrete(kind.logitsShape(target), given.width);
  const storage = kind.targetStorage(target);
  const batch = given.logits.length / shape.reduce((a, b) => a * b, 1);
  const b = new ProgramBuilder();
  const x = b.source({ kind: 'feed', name: 'logits' }, [batch, ...shape]);
  const y = b.source({ kind: 'feed', name: 'labels' }, [batch, ...storage.shape], storage.dtype);
  const { mask, classWeights = null, options } = given;
  const context = contextOf(b, target, batch, { classWeights, ...(mask ? { mask } : {}), ...options });
  const losses = kind.loss(b, loss, x, y, context);
  const outputs = kind.activate(b, x, loss);
  b.output('losses', losses);
  b.output('outputs', outputs);
  const values = interpret(b.build(), { feeds: { logits: given.logits, labels: given.labels } });
  return { losses: [...(values.get(losses.id) ?? [])], outputs: [...(values.get(outputs.id) ?? [])], shape: losses.shape };
}
