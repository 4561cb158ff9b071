import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const tsc = resolve(import.meta.dirname, '../node_modules/typescript/bin/tsc');

/**
 * The compiler of types, in one thread: several checkers would each check what all files share. Nor does it collect garbage before it
 * holds as much as GOMEMLIMIT: that took half of its time.
 */
export const compileTypes = (
  args: readonly string[],
  where: { stdio?: 'inherit'; cwd?: string } = {},
): SpawnSyncReturns<string> =>
  spawnSync(process.execPath, [tsc, '--singleThreaded', ...args], {
    ...where,
    encoding: 'utf8',
    env: { ...process.env, GOGC: 'off', GOMEMLIMIT: '3GiB' },
  });
