import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { type Answer, type Environment, type OpenContender, withTimeout } from './environment.ts';
import { errorLineOf } from './error-line.ts';

const entry = resolve(import.meta.dirname, 'node-process.ts');

/** Every contender in a Node process of its own. */
export const nodeEnvironment = (): Environment => {
  async function open(): Promise<OpenContender> {
    // What libraries print there (tfjs greets every user of Node) is no result.
    const child = fork(entry, { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    const errorLine = errorLineOf(child);
    await once(child, 'spawn');
    return {
      ask(request) {
        const answer = new Promise<Answer>((resolveAnswer) => {
          const ended = (): void => resolveAnswer({ ok: false, words: `the process ended: ${errorLine()}` });
          child.once('exit', ended);
          child.once('message', (message: Answer) => {
            child.off('exit', ended);
            resolveAnswer(message);
          });
        });
        child.send(request);
        return withTimeout(answer);
      },
      async close() {
        if (child.exitCode !== null || child.signalCode !== null) return;
        child.kill();
        await once(child, 'exit');
      },
    };
  }
  return { place: 'Node', open, close: async () => undefined };
};
