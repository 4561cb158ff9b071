import { resolve } from 'node:path';
import { build, type Plugin } from 'vite';
import { invariant } from '../../../../core/util/assert-never.ts';
import { sha256 } from './dry-run.ts';
import type { Metrics } from './ledger.ts';

const wasmExecutor = resolve(import.meta.dirname, '../../../executors/wasm/wasm-executor.ts');

/** What a refusal says, and how, decides nothing of what is computed: a message more is no other executor. */
const silenced: ReadonlyMap<string, string> = new Map([
  ['core/util/messages/registry.ts', 'export const messages = {};'],
  ['core/util/interpolate.ts', 'export const interpolate = (template) => template;'],
]);
const withoutTexts: Plugin = {
  name: 'without-texts',
  load: (id) => [...silenced].find(([file]) => id.endsWith(file))?.[1] ?? null,
};

/**
 * The code of a module and of all that it imports and uses, as the build would ship it: comments, types, local names, messages and the
 * place of files leave no trace.
 */
export async function shippedCode(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [withoutTexts],
    build: { write: false, ssr: entry, minify: true, rollupOptions: { output: { codeSplitting: false } } },
  });
  invariant(!('close' in built), 'nothing is watched');
  const chunks = [built].flat().flatMap(({ output }) => output);
  return chunks.map((chunk) => (chunk.type === 'chunk' ? chunk.code : '')).join('\n');
}

let executorCode: Promise<string> | null = null;

/**
 * A hash of everything that decides what training gives: the compiled kernels, the code that plans and calls them, everything that
 * the host hands to the executor (`dryRun`), and, so that labels and metrics count too, what it makes of outputs that are noise.
 */
export async function outcomeKey(kernels: Uint8Array, digest: string, onNoise: Metrics): Promise<string> {
  executorCode ??= shippedCode(wasmExecutor);
  return sha256([sha256(kernels), sha256(await executorCode), digest, JSON.stringify(onNoise)].join());
}
