import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Where PyTorch may be: what PYTHON_WITH_TORCH names, the first Python on the PATH, and Debian's own, which has Debian's packages. */
const candidates = [process.env.PYTHON_WITH_TORCH ?? '', 'python3', '/usr/bin/python3'];

export const hasTorch = (python: string): boolean =>
  python !== '' &&
  spawnSync(python, ['-c', 'import importlib.util as u; raise SystemExit(u.find_spec("torch") is None)'], { stdio: 'ignore' })
    .status === 0;

/** A Python that has PyTorch; null without any. */
export const findTorch = (): string | null => candidates.find(hasTorch) ?? null;

/** Finds a Python with PyTorch, and installs Debian's where there is none, with a library for its products that is not twenty times slower: as root through apt-get. */
export function ensureTorch(): string {
  const found = findTorch();
  if (found) return found;
  const run = (...args: string[]): boolean => spawnSync('apt-get', args, { stdio: 'inherit' }).status === 0;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get') && run('update')) {
    run('install', '-y', '--no-install-recommends', 'python3-torch', 'libopenblas0-pthread');
  }
  const installed = findTorch();
  if (!installed) throw new Error('No PyTorch could be installed. Install it, or set PYTHON_WITH_TORCH to a Python that has it.');
  return installed;
}
