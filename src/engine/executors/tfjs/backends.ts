import * as tf from '@tensorflow/tfjs-core';
import type { BackendId } from '../../../core/runs/protocol.ts';

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

/** Starts a backend of tfjs, once per thread. Throws where it cannot start. */
export async function startBackend(backend: BackendId, settings: BackendSettings): Promise<void> {
  if (!started.has(backend)) {
    await loaders[backend](settings);
    if (!(await tf.setBackend(backend))) throw new Error(`The ${backend} backend of TensorFlow.js did not start.`);
    started.add(backend);
  }
  activateBackend(backend);
  await tf.ready();
}
