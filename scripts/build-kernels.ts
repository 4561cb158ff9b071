import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
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

const targetOf = (file: string): string => join('public', 'data', file);

function argumentsOf(entries: readonly string[], file: string, options: readonly string[]): string[] {
  const sources = entries.map((entry) => `src/engine/executors/wasm/assembly/${entry}.ts`);
  // Vectors only cross from one kernel to another, never to JavaScript: the warning about that says nothing.
  return [...sources, '--baseDir', root, '--outFile', targetOf(file), ...common, ...options, '--disableWarning', '112'];
}

/**
 * For a Node of its own: tsx would translate the compiler's 14 MB first. Nor does V8 optimise what runs for two seconds: that takes longer
 * than it saves.
 */
const compiler = `
import { setFlagsFromString } from 'node:v8';
for (const flag of ['--liftoff-only', '--wasm-lazy-compilation']) setFlagsFromString(flag);
const { default: asc } = await import('assemblyscript/asc');
for (const args of JSON.parse(process.argv[1])) {
  const { error } = await asc.main(args, { stdout: process.stdout, stderr: process.stderr });
  if (error) throw error;
}`;

const shared = ['--enable', 'threads', '--sharedMemory', '--maximumMemory', '65536'];
const wanted = [argumentsOf(['main'], kernelFiles.single, []), argumentsOf(['main', 'threads'], kernelFiles.threaded, shared)];
const files = Object.values(kernelFiles).map(targetOf);
for (const file of files) mkdirSync(dirname(resolve(root, file)), { recursive: true });
const { status } = spawnSync(process.execPath, ['--input-type=module', '--eval', compiler, JSON.stringify(wanted)], {
  cwd: root,
  stdio: 'inherit',
});
if (status !== 0) throw new Error(`The compiler of the kernels ended with ${status}.`);
for (const file of files) console.log(`${file}: kernels of the wasm executor`);
