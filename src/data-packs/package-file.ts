import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** The text of a file of an npm package, whatever its exports allow: found beside its package.json or its entry. */
export function packageText(name: string, file: string): string {
  return readFileSync(join(packageFolder(name), file), 'utf8');
}

function packageFolder(name: string): string {
  const inside = join('node_modules', name);
  for (const root of require.resolve.paths(name) ?? []) {
    const folder = join(dirname(root), inside);
    try {
      readFileSync(join(folder, 'package.json'));
      return folder;
    } catch {
      // Not in this node_modules: the next one up is asked.
    }
  }
  throw new Error(`${name} is not installed`);
}
