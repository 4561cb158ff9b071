import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import { build, type Plugin } from 'vite';
import type { Pack, PackFile } from '../src/offline/protocol.ts';

const entry = 'src/offline/service-worker.ts';
const fileName = 'service-worker.js';
/** A file whose name changes with its bytes needs no revision. */
const hashedName = /^assets\/.+-[\w-]{8}\.\w+$/;
/** Of the data, what every page runs on. */
const kernels = /^data\/wasm\/kernels[\w-]*\.wasm$/;

interface BuiltFiles {
  /** What the page itself consists of, kept from the first visit on. */
  readonly shell: readonly { readonly url: string; readonly revision: string | null }[];
  /** Data, and the WebAssembly of TensorFlow.js, kept when they are used or asked for. */
  readonly packs: readonly Pack[];
}

/** What is in a folder that was built, each file with the hash of its bytes: its shell, and its packs by folder. */
export function builtFiles(folder: string): BuiltFiles {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => posix.join(...join(file.parentPath, file.name).slice(folder.length).split(sep)))
    .map((path) => (path.startsWith('/') ? path.slice(1) : path))
    .filter((url) => url !== fileName && !posix.basename(url).startsWith('.') && !/\.(br|gz)$/.test(url))
    .sort()
    .map((url): PackFile => {
      const bytes = readFileSync(join(folder, url));
      return { url, revision: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
    });
  const isPack = ({ url }: PackFile): boolean => url.startsWith('data/') && !kernels.test(url);
  const folderOf = ({ url }: PackFile): string => url.split('/')[1] ?? '';
  const inPacks = files.filter(isPack);
  return {
    shell: files
      .filter((file) => !isPack(file))
      .map(({ url, revision }) => ({ url, revision: hashedName.test(url) ? null : revision })),
    packs: [...new Set(inPacks.map(folderOf))].map((name) => ({
      folder: name,
      files: inPacks.filter((file) => folderOf(file) === name),
    })),
  };
}

/** Writes the service worker beside the page, once all other files are there, and tells it of them. */
export function serviceWorker(root: string): Plugin {
  let folder = '';
  return {
    name: 'service-worker',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    closeBundle: {
      sequential: true,
      order: 'post',
      async handler() {
        await build({
          configFile: false,
          root,
          logLevel: 'warn',
          publicDir: false,
          define: { BUILT_FILES: JSON.stringify(builtFiles(folder)), 'process.env.NODE_ENV': '"production"' },
          build: {
            outDir: folder,
            emptyOutDir: false,
            target: 'es2022',
            reportCompressedSize: false,
            rolldownOptions: { input: join(root, entry), output: { format: 'iife', entryFileNames: fileName } },
          },
        });
      },
    },
  };
}
