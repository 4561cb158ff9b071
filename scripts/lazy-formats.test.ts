import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseSync, Visitor } from 'vite';
import { expect, it } from 'vitest';

/** What a module cannot be without when it is evaluated; imports of types are none. */
function needed(path: string): readonly string[] {
  const found: string[] = [];
  const { program } = parseSync(path, readFileSync(path, 'utf8'));
  new Visitor({
    ImportDeclaration({ importKind, source }) {
      if (importKind !== 'type') found.push(source.value);
    },
    ExportNamedDeclaration({ exportKind, source }) {
      if (exportKind !== 'type' && source) found.push(source.value);
    },
    ExportAllDeclaration({ source }) {
      found.push(source.value);
    },
  }).visit(program);
  return found;
}

/** Everything that an entry fetches before it runs: files of ours by their paths in `src`, packages by their names. */
function fetchedWith(entry: string): ReadonlySet<string> {
  const src = resolve(import.meta.dirname, '../src');
  const seen = new Set<string>();
  const visit = (path: string): void => {
    const name = path.slice(src.length + 1);
    if (seen.has(name)) return;
    seen.add(name);
    for (const specifier of needed(path)) {
      const own = join(dirname(path), specifier);
      if (!specifier.startsWith('.')) seen.add(specifier);
      else if (/\.tsx?$/.test(own) && existsSync(own)) visit(own);
    }
  };
  visit(join(src, entry));
  return seen;
}

it.each(['ui/app/main.tsx', 'worker/training-worker.ts'])(
  '%s begins without what writes and reads files: each comes when it is asked for',
  (entry) => {
    const fetched = fetchedWith(entry);
    expect(fetched.size).toBeGreaterThan(100);
    expect([...fetched]).toContain('engine/formats/registry.ts');
    for (const format of ['onnx', 'pytorch', 'keras', 'javascript', 'layers-model', 'safetensors'])
      expect(
        [...fetched].filter((name) => name.startsWith(`engine/formats/${format}/`) && !/\/(format|metadata-key)\.ts$/.test(name)),
      ).toEqual([]);
    expect(
      [...fetched].filter((name) => name.startsWith('engine/formats/code/') && name !== 'engine/formats/code/data-limit.ts'),
    ).toEqual([]);
    for (const name of ['pbf', 'fflate']) expect(fetched).not.toContain(name);
  },
);
