import type { Result } from '../../core/util/diagnostics.ts';
import type { ChoiceRequest, ChosenExecutor } from '../executors/choose.ts';
import type { TrainingEnvironment } from './environment.ts';

/** Keeps the choice from one document to the next of its size, for as long as the same is asked for and its device is there. */
export interface ExecutorCache {
  /** Refused, or rejected, where none starts. */
  get(request: ChoiceRequest, dataUrl: string): Promise<Result<ChosenExecutor>>;
  /** The next `get` makes a new choice. */
  forget(executor: ChosenExecutor): void;
}

/** `onLost` hears of a device that went away. */
export function createExecutorCache(
  env: Pick<TrainingEnvironment, 'createExecutor'>,
  onLost: (executor: ChosenExecutor, reason: string) => void,
): ExecutorCache {
  let key = '';
  let held: Promise<Result<ChosenExecutor>> | null = null;
  let chosen: ChosenExecutor | null = null;

  const drop = (): void => {
    held = null;
    chosen = null;
  };

  return {
    async get(request, dataUrl) {
      const { choice, speedTest, afresh } = request;
      const wanted = JSON.stringify([choice.executor, choice.backend, dataUrl, speedTest.size]);
      if (wanted !== key || afresh) drop();
      key = wanted;
      held ??= env.createExecutor(request, dataUrl);
      const mine = held;
      try {
        const made = await mine;
        if (!made.ok) {
          if (held === mine) drop();
          return made;
        }
        const ready = made.value;
        if (held === mine && chosen !== ready) {
          chosen = ready;
          ready.executor.lost.then((reason) => {
            if (chosen === ready) drop();
            onLost(ready, reason);
          });
        }
        return made;
      } catch (error) {
        if (held === mine) drop();
        throw error;
      }
    },
    forget(executor) {
      executor.discard?.();
      if (chosen === executor) drop();
    },
  };
}
