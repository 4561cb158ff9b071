import * as tf from '@tensorflow/tfjs-core';
import type { BackendId } from '../../../core/runs/executor-info.ts';

/** What a backend needs to start. */
export interface BackendSettings {
  /**
   * Where the three wasm binaries of tfjs are: a base URL ending in `/`, or the URL of each file. Not given: beside the package, which
   * works in Node.
   */
  readonly wasmPaths?: string | Readonly<Record<string, string>>;
  /** Threads of the wasm backend; 1 where the page is not cross-origin isolated. */
  readonly threads: number;
}

const started = new Set<BackendId>();

/** Imports and configures one backend; only the one that is chosen is ever loaded. */
const loaders: Record<BackendId, (settings: BackendSettings) => Promise<void>> = {
  async webgpu() {
    await import('@tensorflow/tfjs-backend-webgpu');
  },
  async webgl() {
    await import('@tensorflow/tfjs-backend-webgl');
  },
  async cpu() {
    await import('@tensorflow/tfjs-backend-cpu');
  },
  async wasm({ wasmPaths, threads }) {
    const wasm = await import('@tensorflow/tfjs-backend-wasm');
    if (typeof wasmPaths === 'string') wasm.setWasmPaths(wasmPaths);
    else if (wasmPaths) wasm.setWasmPaths({ ...wasmPaths });
    if (threads > 1) wasm.setThreadsCount(threads);
    else tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  },
};

/** Makes `backend` the one that tfjs calls go to. It must have been started; takes effect at once. */
export function activateBackend(backend: BackendId): void {
  if (tf.getBackend() !== backend) void tf.setBackend(backend);
}

/** How long the threads of wasm may take to start. Where a policy forbids their workers, they never do, and nobody says so. */
const threadsStartMs = 10_000;

/** True if the promise gives true in time. */
function withinTime(promise: Promise<boolean>, ms: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(false), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Starts wasm with threads; where that fails, without. */
async function startThreaded(): Promise<boolean> {
  const factory = tf.findBackendFactory('wasm');
  if (await withinTime(tf.setBackend('wasm'), threadsStartMs)) return true;
  tf.removeBackend('wasm');
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  tf.registerBackend('wasm', factory);
  return tf.setBackend('wasm');
}

/** Starts a backend of tfjs, once per thread. Throws where it cannot start. */
export async function startBackend(backend: BackendId, settings: BackendSettings): Promise<void> {
  if (!started.has(backend)) {
    await loaders[backend](settings);
    const threaded = backend === 'wasm' && settings.threads > 1;
    const running = await (threaded ? startThreaded() : tf.setBackend(backend));
    if (!running) throw new Error(`The ${backend} backend of TensorFlow.js did not start.`);
    started.add(backend);
  }
  activateBackend(backend);
  await tf.ready();
}

/** Threads that the started wasm backend uses. */
export async function wasmThreadsInUse(): Promise<number> {
  const threaded = await tf.env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT');
  return threaded ? (await import('@tensorflow/tfjs-backend-wasm')).getThreadsCount() : 1;
}
