import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureTorch } from '../../../../../scripts/ensure-torch.ts';

/** A Python that has PyTorch. */
export const python = ensureTorch();

/** A script of this folder. */
export const testingFile = (name: string): string => join(import.meta.dirname, name);

/** What it prints. */
export function ran(args: readonly string[], options: { readonly cwd?: string } = {}): string {
  // A library of matrix products would have its threads wait at full speed.
  const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
  const { stdout, stderr, status } = spawnSync(python, args, { encoding: 'utf8', maxBuffer: 1e8, env, ...options });
  if (status !== 0) throw new Error(`${args.join(' ')}\n${stdout}\n${stderr}`);
  return stdout;
}

/** The version of PyTorch, which decides what it makes of a project. */
export const torchVersion = (): string => ran(['-c', 'import importlib.metadata as m; print(m.version("torch"))']);
