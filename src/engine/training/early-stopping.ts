import type { TrainingSettings } from '../../core/project/schema.ts';
import type { TaskEvaluation } from '../../core/runs/protocol.ts';
import { type Diagnostic, diagnostic } from '../../core/util/diagnostics.ts';
import { ownValue } from '../../core/util/own-value.ts';

type Settings = TrainingSettings['earlyStopping'];

/** What is watched: the loss of one task, or the mean of all that have one; null where there is nothing finite to watch. */
function watchedLoss(settings: Settings, tasks: Readonly<Record<string, TaskEvaluation>>): number | null {
  const one = settings.enabled && settings.watch !== 'mean' ? ownValue(tasks, settings.watch) : undefined;
  const losses = (one ? [one] : Object.values(tasks)).flatMap(({ loss }) => (loss === null ? [] : [loss]));
  const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  return Number.isFinite(mean) ? mean : null;
}

export interface EarlyStopping {
  /** Called after every epoch; true where the watched loss is the lowest so far. */
  improves(settings: Settings, tasks: Readonly<Record<string, TaskEvaluation>>): boolean;
  /** True where it is time to stop. */
  exhausted(settings: Settings): boolean;
  /** New patience, when training is started again by hand. */
  refresh(): void;
}

/** Patience over validation losses. Watching something else starts the comparison anew. */
export function createEarlyStopping(): EarlyStopping {
  let watch: string | null = null;
  let lowest = Number.POSITIVE_INFINITY;
  let epochsWithout = 0;
  return {
    improves(settings, tasks) {
      const now = settings.enabled ? settings.watch : 'mean';
      if (now !== watch) {
        watch = now;
        lowest = Number.POSITIVE_INFINITY;
        epochsWithout = 0;
      }
      const loss = watchedLoss(settings, tasks);
      if (loss !== null && loss < lowest) {
        lowest = loss;
        epochsWithout = 0;
        return true;
      }
      // Where nothing was measured, nothing was without improvement.
      if (loss !== null) epochsWithout++;
      return false;
    },
    exhausted: (settings) => settings.enabled && epochsWithout >= settings.patienceEpochs,
    refresh: () => {
      epochsWithout = 0;
    },
  };
}

/** Says how a run came to its end, and which weights it has: those of `step` where they were restored. */
export function endOf(end: {
  readonly by: 'patience' | 'epochs';
  readonly restored: boolean;
  readonly step: number;
  readonly epoch: number;
}): Diagnostic {
  const { by, restored, step, epoch } = end;
  const atEnd = by === 'epochs' ? 'training.bestAtEnd' : 'training.restoredBest';
  return diagnostic(restored ? atEnd : 'training.stoppedEarly', { epoch, step }, 'training.earlyStopping');
}
