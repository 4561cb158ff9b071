import type { TrainEvent } from '../core/runs/protocol.ts';
import { transferList } from '../core/runs/transfer.ts';
import type { FromWorker, ToWorker } from '../core/runs/wire.ts';
import { createExecutor, realEnvironment } from '../engine/executors/choose.ts';
import { modelFiles } from '../engine/formats/model-files.ts';
import { createTrainingHost } from '../engine/training/host.ts';
import { fetchPack } from './fetch-pack.ts';
import { createMacrotask } from './macrotask.ts';
import { memoryLimitBytes } from './memory-limit.ts';

/** Message → host → events. Everything else stands in engine/training. */

const send = (message: FromWorker, transfer: Transferable[] = []): void => postMessage(message, { transfer });

const host = createTrainingHost({
  emit: (event: TrainEvent) => send(event, transferList(event)),
  createExecutor: (choice, dataUrl) => createExecutor(choice, realEnvironment({ wasmPaths: `${dataUrl}wasm/` })),
  fetchPack,
  files: modelFiles,
  now: () => performance.now(),
  defer: createMacrotask(),
  memoryLimitBytes,
});

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'ping') send({ type: 'pong' });
  else host.handle(data);
});

// A rejection that nobody handled is a broken invariant: as an error it reaches the page, which says so and offers a restart.
addEventListener('unhandledrejection', (event) => reportError(event.reason));
