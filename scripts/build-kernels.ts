import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import asc from 'assemblyscript/asc';

/** Compiles the kernels of the wasm executor: AssemblyScript → public/data/wasm/mtl-kernels.wasm. */
const root = resolve(import.meta.dirname, '..');
const source = 'src/engine/executors/wasm/assembly/main.ts';
const target = 'public/data/wasm/mtl-kernels.wasm';

mkdirSync(dirname(resolve(root, target)), { recursive: true });
const options = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--importMemory', '--noExportMemory'];
// Vectors only cross from one kernel to another, never to JavaScript: the warning about that says nothing.
const { error } = await asc.main([source, '--baseDir', root, '--outFile', target, ...options, '--disableWarning', '112'], {
  stdout: process.stdout,
  stderr: process.stderr,
});
if (error) throw error;
console.log(`${target}: kernels of the wasm executor`);
