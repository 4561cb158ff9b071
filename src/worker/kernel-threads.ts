import type { RealEnvironmentOptions } from '../engine/executors/real-environment.ts';
import type { FromThread, SpawnThread } from '../engine/executors/wasm/threads/messages.ts';

/**
 * A thread that is let go closes itself, and is ended only when it has not done so by then.
 */
const leavingMs = 1000;

const spawn: SpawnThread = (onMessage, onDeath) => {
  const worker = new Worker(new URL('./kernel-thread.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<FromThread>) => onMessage(data));
  worker.addEventListener('error', ({ message }) => onDeath(message || 'the thread could not be started'));
  worker.addEventListener('messageerror', () => onDeath('the thread could not be reached'));
  return { post: (message) => worker.postMessage(message), terminate: () => setTimeout(() => worker.terminate(), leavingMs) };
};

/**
 * In Firefox (153) a worker can stand still for ever, using no processor, when it starts threads while earlier ones end: about one of twenty
 * loads that measured executors was never ready, and none of forty without threads.
 */
const threadsMayHang = (): boolean => navigator.userAgent.includes('Firefox/');

/**
 * Threads where memory may be shared: the page must be isolated, and the engine must offer it. WebKitGTK says the one without the other.
 */
export const kernelThreads = (): RealEnvironmentOptions['threads'] =>
  globalThis.crossOriginIsolated && 'SharedArrayBuffer' in globalThis && !threadsMayHang()
    ? { spawn, processors: navigator.hardwareConcurrency }
    : undefined;
