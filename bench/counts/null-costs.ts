import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import { errorLineOf } from '../places/error-line.ts';
import type { NullCosts } from './null-process.ts';

/** Measures a model on a WebGPU that does nothing, in a process of its own. Rejects with what the process said last. */
export const nullCosts = (model: string, rounds: number, windowMs: number): Promise<NullCosts> =>
  new Promise((done, failed) => {
    const child = fork(resolve(import.meta.dirname, 'null-process.ts'), [model, `${rounds}`, `${windowMs}`], {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const errorLine = errorLineOf(child);
    child.once('message', (costs: NullCosts) => done(costs));
    child.once('exit', (code) => failed(new Error(`the process ended with ${code}: ${errorLine()}`)));
  });
