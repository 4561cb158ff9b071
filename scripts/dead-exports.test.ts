import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseSync } from 'vite';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/** A module's own names that others may import, and what it takes from others: by file, the names. */
interface Names {
  readonly exported: readonly string[];
  readonly imported: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Modules that others read than Node and bundler: the compiler of the kernels, and that of types. */
const isForeign = (path: string): boolean => path.includes('/wasm/assembly/') || path.endsWith('.d.ts');

function namesOf(path: string, text: string): Names {
  const imported = new Map<string, Set<string>>();
  const take = (request: string, names: readonly string[]): void => {
    const file = resolve(path, '..', request);
    if (request.startsWith('.')) imported.set(file, new Set([...(imported.get(file) ?? []), ...names]));
  };
  const words = text.match(/\w+/g) ?? [];
  // What is made of a module that is fetched later, of its types, or of its code is named somewhere in the file.
  for (const [, request = ''] of text.matchAll(/\b(?:import|codeOf)\(\s*'([^']+)'/g)) take(request, words);
  if (isForeign(path)) {
    for (const [, request = ''] of text.matchAll(/\bfrom '([^']+)'/g)) take(request, words);
    return { exported: [], imported };
  }
  const { module, errors } = parseSync(path, text);
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`);
  for (const { moduleRequest, entries } of module.staticImports) {
    const whole = entries.some(({ importName }) => importName.kind === 'NamespaceObject');
    take(moduleRequest.value, whole ? words : entries.flatMap(({ importName }) => importName.name ?? []));
  }
  const entries = module.staticExports.flatMap((statement) => statement.entries);
  for (const { moduleRequest, importName } of entries)
    if (moduleRequest) take(moduleRequest.value, importName.name === null ? words : [importName.name]);
  return {
    exported: entries.flatMap(({ moduleRequest, exportName, isType }) =>
      moduleRequest || isType ? [] : (exportName.name ?? []),
    ),
    imported,
  };
}

it('names that nobody imports are not exported', () => {
  const files = ['src', 'scripts', 'bench', 'e2e'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(root, folder, name)),
  );
  const modules = [...files, ...['vite', 'vitest', 'playwright'].map((name) => join(root, `${name}.config.ts`))].map(
    (path) => [path, namesOf(path, readFileSync(path, 'utf8'))] as const,
  );
  const used = new Map<string, Set<string>>();
  for (const [, { imported }] of modules)
    for (const [file, names] of imported) used.set(file, new Set([...(used.get(file) ?? []), ...names]));
  const dead = modules.flatMap(([path, { exported }]) =>
    exported.filter((name) => !used.get(path)?.has(name)).map((name) => `${relative(root, path)}: ${name}`),
  );
  expect(files.length).toBeGreaterThan(1000);
  expect(dead).toEqual([]);
});
