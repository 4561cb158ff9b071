import type { DecodedForWorker } from '../core/data/import/messages.ts';
import type { TrainEvent } from '../core/runs/protocol.ts';
import { transferList } from '../core/runs/transfer.ts';
import type { FromWorker, ToWorker } from '../core/runs/wire.ts';
import { createExecutorChooser, type ExecutorChooser } from '../engine/executors/choose.ts';
import { realEnvironment } from '../engine/executors/real-environment.ts';
import { createModelFiles } from '../engine/formats/model-files.ts';
import { modelFormats } from '../engine/formats/registry.ts';
import { createTrialHost } from '../engine/training/trials.ts';
import { decodeImage } from './decode-image.ts';
import { fetchPack } from './fetch-pack.ts';
import { kernelThreads } from './kernel-threads.ts';
import { createMacrotask } from './macrotask.ts';
import { memoryLimitBytes } from './memory-limit.ts';
import { decoded, decodeSound } from './page-decoder.ts';
import { startOnce } from './start-once.ts';

/** Message → host → events. Everything else stands in engine/training. */

startOnce('training host');

const send = (message: FromWorker, transfer: Transferable[] = []): void => postMessage(message, { transfer });

const choosers = new Map<string, ExecutorChooser>();

/** One for each place of the binaries, in practice one: it keeps what was started and measured. */
function chooserFor(dataUrl: string): ExecutorChooser {
  const known = choosers.get(dataUrl);
  if (known) return known;
  const fetchKernels = (file: string) => fetchPack(`${dataUrl}${file}`, () => undefined);
  const environment = realEnvironment({ wasmPaths: `${dataUrl}wasm/`, fetchKernels, memoryLimitBytes, threads: kernelThreads() });
  const made = createExecutorChooser(environment);
  choosers.set(dataUrl, made);
  return made;
}

let events: TrainEvent[] = [];

/** What a task has to say goes out as one message: a small network is validated hundreds of times a second. */
function emit(event: TrainEvent): void {
  events.push(event);
  if (events.length > 1) return;
  queueMicrotask(() => {
    const said = events;
    events = [];
    send({ type: 'events', events: said }, [...new Set(said.flatMap(transferList))]);
  });
}

const host = createTrialHost({
  emit,
  // Before what keeps this thread busy, not with what is said after it.
  expectSilence: (ms) => send({ type: 'silence', ms }),
  createExecutor: (request, dataUrl) => chooserFor(dataUrl).choose(request),
  forecastMemory: (choice, program, dataUrl) => chooserFor(dataUrl).forecast(choice, program),
  warmUp: (request, dataUrl) => void chooserFor(dataUrl).warmUp(request),
  fetchPack,
  files: createModelFiles(modelFormats),
  decoders: { decodeImage, decodeSound },
  now: () => performance.now(),
  delay: (ms) => new Promise((over) => setTimeout(over, ms)),
  defer: createMacrotask(),
});

const held: MessagePort[] = [];

addEventListener('message', ({ data, ports }: MessageEvent<ToWorker | DecodedForWorker>) => {
  if ('decoded' in data) decoded(data);
  else if (data.type === 'lifeline') held.push(...ports);
  else if (data.type === 'ping') send({ type: 'pong' });
  else host.handle(data);
});

// A rejection that nobody handled is a broken invariant: as an error it reaches the page, which says so and offers a restart.
addEventListener('unhandledrejection', (event) => reportError(event.reason));
