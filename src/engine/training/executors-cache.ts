import type { ExecutorChoice } from '../../core/runs/protocol.ts';
import type { ChosenExecutor, TrainingEnvironment } from './environment.ts';

/** Keeps the executor from one document to the next, for as long as the same is asked for and its device is there. */
export interface ExecutorCache {
  get(choice: ExecutorChoice, dataUrl: string): Promise<ChosenExecutor>;
  /** The next `get` makes a new one. */
  forget(executor: ChosenExecutor): void;
}

/** `onLost` hears of a device that went away. */
export function createExecutorCache(
  env: Pick<TrainingEnvironment, 'createExecutor'>,
  onLost: (executor: ChosenExecutor, reason: string) => void,
): ExecutorCache {
  let key = '';
  let held: Promise<ChosenExecutor> | null = null;
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
          ({ executor }) => executor.dispose(),
          () => undefined,
        );
      }
      key = wanted;
      held ??= env.createExecutor(choice, dataUrl);
      const mine = held;
      try {
        const ready = await mine;
        if (held === mine && chosen !== ready) {
          chosen = ready;
          ready.executor.lost.then((reason) => {
            if (chosen === ready) drop();
            onLost(ready, reason);
          });
        }
        return ready;
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
