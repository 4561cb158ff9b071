import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import { errorLineOf } from '../places/error-line.ts';
import type { NullCosts } from './null-process.ts';

/** Measures models one after the other on a WebGPU that does nothing, in one process of their own. Rejects with what the process said last. */
export const nullCosts = (models: readonly string[], rounds: number, windowMs: number): Promise<NullCosts[]> =>
  new Promise((done, failed) => {
    const child = fork(resolve(import.meta.dirname, 'null-process.ts'), [`${rounds}`, `${windowMs}`, ...models], {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const errorLine = errorLineOf(child);
    const found: NullCosts[] = [];
    child.on('message', (costs: NullCosts) => {
      found.push(costs);
      if (found.length === models.length) done(found);
    });
    child.once('exit', (code) => failed(new Error(`the process ended with ${code}: ${errorLine()}`)));
  });
