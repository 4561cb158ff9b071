import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Bytes, gzipped, of the scripts that the built page asks for in its HTML; null where there is no build. */
export function firstLoadBytes(dist: string): number | null {
  const page = resolve(dist, 'index.html');
  if (!existsSync(page)) return null;
  const scripts = new Set(readFileSync(page, 'utf8').match(/assets\/[\w.-]+\.js/g));
  return [...scripts].reduce((sum, script) => sum + gzipSync(readFileSync(resolve(dist, script))).length, 0);
}
