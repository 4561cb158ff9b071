import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { findTorch } from '../../scripts/ensure-torch.ts';
import { errorLineOf } from './error-line.ts';

/** A script that answers lines with lines. */
export interface PythonProcess {
  /** Writes a line and resolves to its answer, one at a time; rejects in words where the process has ended. */
  ask(line: string): Promise<string>;
}

/**
 * Starts a script of bench/contenders by what PYTHON names in the environment, or a Python that has PyTorch, or `python3`; `command` and `first` arguments may be others; `last` ones stand behind
 * the script.
 * It ends when its input does, at the latest with this process.
 */
export function startPython(
  script: string,
  [command = '', ...first]: readonly string[] = [process.env.PYTHON || findTorch() || 'python3'],
  last: readonly string[] = [],
): PythonProcess {
  const child = spawn(command, [...first, resolve(import.meta.dirname, '../contenders', script), ...last]);
  const errorLine = errorLineOf(child);
  const ended = new Promise<string>((reason) => {
    child.once('error', ({ message }) => reason(/ENOENT/.test(message) ? `${command} is not installed` : message));
    child.once('close', () => {
      const [, missing] = /No module named '(\w+)'/.exec(errorLine()) ?? [];
      reason(missing ? `${missing} is not installed for ${command}` : `the process ended: ${errorLine()}`);
    });
  });
  // Of a process that has ended: its reason says more.
  child.stdin.on('error', () => undefined);
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(line) {
      child.stdin.write(`${line}\n`);
      const { done, value } = await answers.next();
      if (done) throw new Error(await ended);
      return value;
    },
  };
}
