import * as tf from '@tensorflow/tfjs-core';
import type { TrainingProgram } from '../../../core/program/types.ts';
import type { BackendId } from '../../../core/runs/executor-info.ts';
import { assertNever } from '../../../core/util/assert-never.ts';
import type { DataBuffers, Executor, Session } from '../executor.ts';
import { activateBackend, type BackendSettings, startBackend, wasmThreadsInUse } from './backends.ts';
import { TfjsSession } from './session.ts';

/** Runs programs primitive by primitive on a backend of TensorFlow.js: complete, everywhere, never the fastest. */
class TfjsExecutor implements Executor {
  readonly id = 'tfjs';
  private readonly sessions = new Set<TfjsSession>();

  constructor(
    readonly backend: BackendId,
    readonly device: string,
    readonly lost: Promise<string>,
  ) {}

  async load(program: TrainingProgram, data: DataBuffers): Promise<Session> {
    const activate = (): void => activateBackend(this.backend);
    const session = new TfjsSession(program, data, this.backend, activate, () => this.sessions.delete(session));
    this.sessions.add(session);
    return session;
  }

  dispose(): void {
    for (const session of this.sessions) session.dispose();
  }
}

/** Resolves with the reason when the GPU device goes away; never, on a backend without one. */
function deviceLoss(): Promise<string> {
  const backend: object = tf.backend();
  if (!('device' in backend) || typeof GPUDevice === 'undefined' || !(backend.device instanceof GPUDevice)) {
    return new Promise(() => undefined);
  }
  return backend.device.lost.then(({ message, reason }) => message || reason || 'device lost');
}

/** What the status says of the hardware. */
async function deviceName(backend: BackendId, adapter: string): Promise<string> {
  switch (backend) {
    case 'webgpu':
      return adapter;
    case 'webgl':
      return 'WebGL';
    case 'wasm': {
      const threads = await wasmThreadsInUse();
      return threads === 1 ? 'CPU, 1 thread' : `CPU, ${threads} threads`;
    }
    case 'cpu':
      return 'CPU, plain JavaScript';
    default:
      return assertNever(backend);
  }
}

/** Starts a backend and gives its executor. `adapter` names the GPU for WebGPU. Throws where it cannot start. */
export async function createTfjsExecutor(backend: BackendId, adapter: string, settings: BackendSettings): Promise<Executor> {
  await startBackend(backend, settings);
  return new TfjsExecutor(backend, await deviceName(backend, adapter), deviceLoss());
}
