import type { Plugin, Rolldown } from 'vite';

/** A chunk of a build, as far as it can start something. */
export interface ImportingChunk {
  readonly fileName: string;
  readonly isEntry: boolean;
  readonly imports: readonly string[];
  readonly dynamicImports: readonly string[];
}

/** `CHUNK imports ENTRY`, for every chunk that imports an entry, statically or later. */
export function importsOfEntries(chunks: readonly ImportingChunk[]): readonly string[] {
  const entries = new Set(chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName));
  return chunks.flatMap(({ fileName, imports, dynamicImports }) =>
    [...imports, ...dynamicImports].filter((name) => entries.has(name)).map((name) => `${fileName} imports ${name}`),
  );
}

/**
 * What an entry imports becomes a chunk of its own, so that chunks that are loaded later find it there, and not in the entry: WebKit
 * evaluates the entry of a worker a second time when another module imports it, and whatever it starts would be there twice.
 *
 * `together`: modules that every visit loads in any case, though after the first load. With what only they import they are one chunk: as one of
 * their own each, they would be dozens of requests, and a seventh more bytes when compressed.
 */
export const chunkBesideEntry = (name: string, together?: RegExp): Rolldown.OutputOptions => ({
  codeSplitting: {
    groups: [
      {
        debugName: name,
        tags: ['$initial'],
        name(id, context) {
          const module = context.getModuleInfo(id);
          // The entry of a page is its HTML, and what that starts is the script.
          const started = module?.importers.some((importer) => importer.endsWith('.html')) ?? false;
          return module?.isEntry || started ? null : name;
        },
      },
      ...(together ? [{ name: `${name}-panes`, test: together }] : []),
    ],
  },
});

/** Fails a build in which a chunk imports an entry. `name` tells several builds apart. */
export const standaloneEntries = (name: string): Plugin => ({
  name: `standalone-entries-${name}`,
  apply: 'build',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      const wrong = importsOfEntries(Object.values(bundle).flatMap((item) => (item.type === 'chunk' ? [item] : [])));
      if (wrong.length > 0) this.error(`${name}: an entry must be imported by nobody, but ${wrong.join(', ')}`);
    },
  },
});
