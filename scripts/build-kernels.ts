import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import asc from 'assemblyscript/asc';
import { kernelFiles } from '../src/engine/executors/wasm/kernels.ts';

/** Compiles the kernels of the wasm executor, for one thread and for several: AssemblyScript → public/data/wasm. */
const root = resolve(import.meta.dirname, '..');
const common = [
  '-O3',
  '--noAssert',
  '--runtime',
  'stub',
  '--enable',
  'simd',
  '--importMemory',
  '--noExportMemory',
  '--exportTable',
];

async function build(entries: readonly string[], file: string, options: readonly string[]): Promise<void> {
  const sources = entries.map((entry) => `src/engine/executors/wasm/assembly/${entry}.ts`);
  const target = `public/data/${file}`;
  mkdirSync(dirname(resolve(root, target)), { recursive: true });
  // Vectors only cross from one kernel to another, never to JavaScript: the warning about that says nothing.
  const args = [...sources, '--baseDir', root, '--outFile', target, ...common, ...options, '--disableWarning', '112'];
  const { error } = await asc.main(args, { stdout: process.stdout, stderr: process.stderr });
  if (error) throw error;
  console.log(`${target}: kernels of the wasm executor`);
}

await build(['main'], kernelFiles.single, []);
await build(['main', 'threads'], kernelFiles.threaded, ['--enable', 'threads', '--sharedMemory', '--maximumMemory', '65536']);
