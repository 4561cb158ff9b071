import type { RealEnvironmentOptions } from '../engine/executors/real-environment.ts';
import type { FromThread, SpawnThread } from '../engine/executors/wasm/threads/messages.ts';

const spawn: SpawnThread = (onMessage, onDeath) => {
  const worker = new Worker(new URL('./kernel-thread.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<FromThread>) => onMessage(data));
  worker.addEventListener('error', ({ message }) => onDeath(message || 'the thread could not be started'));
  worker.addEventListener('messageerror', () => onDeath('the thread could not be reached'));
  return { post: (message) => worker.postMessage(message), terminate: () => worker.terminate() };
};

/** Threads where memory may be shared: the page must be isolated, and the engine must offer it. WebKitGTK says the one without the other. */
export const kernelThreads = (): RealEnvironmentOptions['threads'] =>
  globalThis.crossOriginIsolated && 'SharedArrayBuffer' in globalThis
    ? { spawn, processors: navigator.hardwareConcurrency }
    : undefined;
