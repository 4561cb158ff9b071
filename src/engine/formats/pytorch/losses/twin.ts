import type { TaskKindId } from '../../../../core/tasks/registry.ts';
import type { Helper } from '../../code/helper.ts';
import type { NetworkTask } from '../../code/network.ts';

/** How a task is judged in Python. `logits` and `labels` are batches, `class_weights` a tensor or None, `mask` [N] is 1 where there is a label. */
export interface LossTwin {
  readonly kind: TaskKindId;
  write(task: NetworkTask): {
    /** The loss of every sample [N]. */
    readonly loss: string;
    /** What the task predicts, from `logits`. */
    readonly activate: string;
    /** Figures by name, of `outputs` and `labels` of labelled samples. */
    readonly metrics: Readonly<Record<string, string>>;
    /** Whether a batch measures the loss at all, by its `labels`; absent: every one with a label does. */
    readonly measures?: string;
    readonly helpers?: readonly Helper[];
  };
}

/** Options of a loss as arguments of a call, without those that change nothing. */
export function optionArguments({ task, classWeights }: NetworkTask): string {
  return [
    task.labelSmoothing > 0 ? `, smoothing=${task.labelSmoothing}` : '',
    task.focalGamma > 0 ? `, gamma=${task.focalGamma}` : '',
    classWeights > 0 ? ', class_weights=class_weights' : '',
  ].join('');
}
