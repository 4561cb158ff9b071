import { type AnyBatch, loweredAnyBatch } from './lowered.ts';
import type { NetworkTask } from './network.ts';

/**
 * A task's loss of every sample and what it predicts, as primitives: `logits` is their shape for one sample, `classWeights` the name of the feed of
 * weights of classes. The feeds of the loss are logits, labels, mask and class weights, its output is `loss`; the other one puts out `outputs`.
 */
export function loweredTask(
  { task, kind, target, classWeights }: NetworkTask,
  logits: readonly number[],
  classWeightsName: string,
): { readonly loss: AnyBatch; readonly outputs: AnyBatch } {
  const { shape, dtype } = kind.targetStorage(target);
  const loss = loweredAnyBatch((b, batch) => {
    const feed = (name: string, own: readonly number[], type: 'f32' | 'i32' = 'f32') =>
      b.source({ kind: 'feed', name }, own, type);
    const given = feed('logits', [batch, ...logits]);
    const weights = classWeights > 0 ? feed(classWeightsName, [classWeights]) : null;
    const context = { target, mask: feed('mask', [batch]), options: task, classWeights: weights };
    b.output('loss', kind.loss(b, task.loss, given, feed('labels', [batch, ...shape], dtype), context));
  });
  const outputs = loweredAnyBatch((b, batch) => {
    const given = b.source({ kind: 'feed', name: 'logits' }, [batch, ...logits], 'f32');
    b.output('outputs', kind.activate(b, given, task.loss));
  });
  return { loss, outputs };
}
