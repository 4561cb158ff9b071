import { resolve } from 'node:path';
import { build } from 'vite';
import { invariant } from '../../../../core/util/assert-never.ts';
import type { Metrics } from './ledger.ts';
import { sha256 } from './rehearsal.ts';

const wasmExecutor = resolve(import.meta.dirname, '../../../executors/wasm/wasm-executor.ts');

/**
 * The code of a module and of all that it imports and uses, as the build would ship it: comments, types, local names and the place of
 * files leave no trace.
 */
export async function shippedCode(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, ssr: entry, minify: true, rollupOptions: { output: { codeSplitting: false } } },
  });
  invariant(!('close' in built), 'nothing is watched');
  const chunks = [built].flat().flatMap(({ output }) => output);
  return chunks.map((chunk) => (chunk.type === 'chunk' ? chunk.code : '')).join('\n');
}

let executorCode: Promise<string> | null = null;

/**
 * A hash of everything that decides what training gives: the compiled kernels, the code that plans and calls them, everything that
 * the host hands to the executor (`rehearsed`), and, so that labels and metrics count too, what it makes of outputs that are noise.
 */
export async function outcomeKey(kernels: Uint8Array, rehearsed: string, onNoise: Metrics): Promise<string> {
  executorCode ??= shippedCode(wasmExecutor);
  return sha256([sha256(kernels), sha256(await executorCode), rehearsed, JSON.stringify(onNoise)].join());
}
