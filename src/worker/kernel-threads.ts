import type { RealEnvironmentOptions } from '../engine/executors/real-environment.ts';
import type { FromThread, SpawnThread } from '../engine/executors/wasm/threads/messages.ts';

/**
 * A thread that is let go closes itself, and is ended only when it has not done so by then. In Firefox the worker that ends one that is still
 * leaving can stand still for ever when it starts the next.
 */
const leavingMs = 1000;

const spawn: SpawnThread = (onMessage, onDeath) => {
  const worker = new Worker(new URL('./kernel-thread.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<FromThread>) => onMessage(data));
  worker.addEventListener('error', ({ message }) => onDeath(message || 'the thread could not be started'));
  worker.addEventListener('messageerror', () => onDeath('the thread could not be reached'));
  return { post: (message) => worker.postMessage(message), terminate: () => setTimeout(() => worker.terminate(), leavingMs) };
};

/** Threads where memory may be shared: the page must be isolated, and the engine must offer it. WebKitGTK says the one without the other. */
export const kernelThreads = (): RealEnvironmentOptions['threads'] =>
  globalThis.crossOriginIsolated && 'SharedArrayBuffer' in globalThis
    ? { spawn, processors: navigator.hardwareConcurrency }
    : undefined;
