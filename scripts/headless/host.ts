import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { freemem } from 'node:os';
import { resolve } from 'node:path';
import type { Command, TrainEvent } from '../../src/core/runs/protocol.ts';
import { createExecutorChooser } from '../../src/engine/executors/choose.ts';
import { realEnvironment } from '../../src/engine/executors/real-environment.ts';
import { kernelFiles } from '../../src/engine/executors/wasm/kernels.ts';
import { nodeThreads } from '../../src/engine/executors/wasm/testing/node-threads.ts';
import { createModelFiles } from '../../src/engine/formats/model-files.ts';
import { modelFormats } from '../../src/engine/formats/registry.ts';
import { createTrialHost } from '../../src/engine/training/trials.ts';

/** Where `npm run data` puts kernels and data packs. */
const dataFolder = resolve(import.meta.dirname, '../../public/data');

export const isDataThere = (): boolean => existsSync(resolve(dataFolder, kernelFiles.threaded));

const gibibyte = 2 ** 30;
/** What WebAssembly addresses, or what the machine has left. */
const memoryLimitBytes = (): number => Math.min(4 * gibibyte, Math.max(gibibyte, freemem()));

const fromDisk = async (url: string): Promise<ArrayBuffer> => Uint8Array.from(await readFile(url)).buffer;

/** The training host that a page's worker runs, in this thread: files come from the disk, threads are Node's. Who watches the thread is told of long silences. */
export function nodeHost(
  emit: (event: TrainEvent) => void,
  processors: number,
  expectSilence?: (ms: number) => void,
): { readonly handle: (command: Command) => void; readonly end: () => Promise<void> } {
  const threads = nodeThreads();
  const chooser = createExecutorChooser(
    realEnvironment({
      fetchKernels: (file) => fromDisk(resolve(dataFolder, file)),
      memoryLimitBytes,
      threads: processors > 1 ? { spawn: threads.spawn, processors } : undefined,
    }),
  );
  const host = createTrialHost({
    emit,
    ...(expectSilence ? { expectSilence } : {}),
    createExecutor: (request) => chooser.choose(request),
    forecastMemory: (choice, program) => chooser.forecast(choice, program),
    fetchPack: (url) => fromDisk(url),
    files: createModelFiles(modelFormats),
    now: () => performance.now(),
    delay: (ms) => new Promise((over) => setTimeout(over, ms)),
    defer: () => new Promise((turn) => setImmediate(turn)),
  });
  return { handle: (command) => host.handle(command), end: () => threads.end() };
}

/** What a document is loaded with: our WebAssembly, and files from the disk. */
export const means = { choice: { executor: 'wasm' as const }, dataUrl: `${dataFolder}/` };
