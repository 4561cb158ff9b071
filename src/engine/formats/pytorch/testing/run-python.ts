import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { ensureTorch } from '../../../../../scripts/ensure-torch.ts';

/** A Python that has PyTorch. */
export const python = ensureTorch();

/** A script of this folder. */
export const testingFile = (name: string): string => join(import.meta.dirname, name);

const answerSchema = z.tuple([z.number(), z.string(), z.string()]);

interface Forks {
  readonly child: ChildProcessByStdio<Writable, Readable, null>;
  readonly answers: AsyncIterator<string>;
}

/** One for all tests of this process, with which it ends. */
let forks: Forks | undefined;

function started(): Forks {
  const child = spawn(python, [testingFile('forks.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.unref();
  return { child, answers: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
}

/** What Python prints as from the command line, where PyTorch has been loaded before; one at a time. */
export async function ran(args: readonly string[], { cwd = process.cwd() }: { readonly cwd?: string } = {}): Promise<string> {
  forks ??= started();
  forks.child.stdin.write(`${JSON.stringify([args, cwd])}\n`);
  const { value } = await forks.answers.next();
  const [status, stdout, stderr] = answerSchema.parse(JSON.parse(value));
  if (status !== 0) throw new Error(`${args.join(' ')}\n${stdout}\n${stderr}`);
  return stdout;
}
