import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
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

/** The same in a process of its own, for what starts processes that find one another. */
export function ranApart(args: readonly string[], { cwd = process.cwd() }: { readonly cwd?: string } = {}): string {
  // A library of matrix products would have its threads wait at full speed.
  const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
  const { stdout, stderr, status } = spawnSync(python, args, { encoding: 'utf8', maxBuffer: 1e8, cwd, env });
  if (status !== 0) throw new Error(`${args.join(' ')}\n${stdout}\n${stderr}`);
  return stdout;
}
