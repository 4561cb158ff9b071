import type { ExecutorChoice } from '../../core/runs/protocol.ts';
import type { Result } from '../../core/util/diagnostics.ts';
import type { ChosenExecutor } from '../executors/choose.ts';
import type { TrainingEnvironment } from './environment.ts';

/** Keeps the executor from one document to the next, for as long as the same is asked for and its device is there. */
export interface ExecutorCache {
  /** Refused, or rejected, where none starts. */
  get(choice: ExecutorChoice, dataUrl: string): Promise<Result<ChosenExecutor>>;
  /** The next `get` makes a new one. */
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
    async get(choice, dataUrl) {
      const wanted = JSON.stringify([choice.executor, choice.backend, dataUrl]);
      if (held && wanted !== key) {
        const old = held;
        drop();
        old.then(
          (made) => made.ok && made.value.executor.dispose(),
          () => undefined,
        );
      }
      key = wanted;
      held ??= env.createExecutor(choice, dataUrl);
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
      if (chosen === executor) drop();
    },
  };
}
