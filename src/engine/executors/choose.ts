import type { BackendId, ExecutorChoice, ExecutorInfo, ReasonCode } from '../../core/runs/protocol.ts';
import { type Diagnostic, diagnostic, ok, type Result, refused } from '../../core/util/diagnostics.ts';
import { type Attempt, adapterName, type GpuProbe, planAttempts, reasonInWords } from './decision.ts';
import type { Executor } from './executor.ts';
import { findNumericalFault } from './self-test.ts';
import type { BackendSettings } from './tfjs/backends.ts';
import { createTfjsExecutor } from './tfjs/tfjs-executor.ts';

/** The world as far as the choice depends on it; `browserEnvironment` gives the real one. */
export interface ExecutorEnvironment {
  /** Asks WebGPU for its best adapter. */
  probeGpu(): Promise<GpuProbe>;
  /** Starts a backend of tfjs; throws where it cannot. `adapter` names the GPU. */
  start(backend: BackendId, adapter: string): Promise<Executor>;
  /** Null, or what is wrong with the executor's numbers. */
  selfTest(executor: Executor): Promise<string | null>;
}

/** An executor, and what the status tells of it. */
export interface ChosenExecutor {
  readonly executor: Executor;
  readonly info: ExecutorInfo;
}

/** Threads of tfjs's wasm backend: half the logical processors, which is about the physical ones, and never many: models are small. */
function wasmThreads(): number {
  if (!globalThis.crossOriginIsolated) return 1;
  return Math.max(1, Math.min(4, Math.floor((globalThis.navigator?.hardwareConcurrency ?? 2) / 2)));
}

async function probeGpu(): Promise<GpuProbe> {
  const gpu = globalThis.navigator?.gpu;
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null);
  return adapter ? { kind: 'adapter', adapter: adapter.info } : { kind: 'none' };
}

/** The environment of a page, a worker, or Node. `wasmPaths`: see `BackendSettings`. */
export function realEnvironment({ wasmPaths }: Pick<BackendSettings, 'wasmPaths'>): ExecutorEnvironment {
  const threads = wasmThreads();
  return {
    probeGpu,
    start: (backend, adapter) => createTfjsExecutor(backend, adapter, { threads, ...(wasmPaths ? { wasmPaths } : {}) }),
    selfTest: findNumericalFault,
  };
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Starts one backend and tests it where it must be tested. Throws where it cannot be used. */
async function attemptOne(attempt: Attempt, adapter: string, environment: ExecutorEnvironment): Promise<Executor> {
  const executor = await environment.start(attempt.backend, adapter);
  const fault = attempt.selfTest ? await environment.selfTest(executor) : null;
  if (fault === null) return executor;
  executor.dispose();
  throw new Error(fault);
}

/**
 * The best executor of this device, or the forced one. Refused with `page.backendUnavailable` where what was forced does not work, and
 * with `page.noBackend` where nothing does.
 */
export async function createExecutor(choice: ExecutorChoice, environment: ExecutorEnvironment): Promise<Result<ChosenExecutor>> {
  if (choice.executor && choice.executor !== 'tfjs') {
    return refused(unavailable(choice.executor, 'this version of the page has no such executor'));
  }
  const probe = await environment.probeGpu();
  const adapter = probe.kind === 'adapter' ? adapterName(probe.adapter) : null;
  let error = '';
  for (const attempt of planAttempts(choice, probe)) {
    try {
      const executor = await attemptOne(attempt, adapter ?? 'GPU', environment);
      const values = { ...(adapter === null ? {} : { adapter }), ...(error ? { error } : {}) };
      return ok({ executor, info: infoOf(executor, attempt.reasonCode, values) });
    } catch (thrown) {
      error = reasonOf(thrown);
    }
  }
  return refused(choice.backend ? unavailable(choice.backend, error) : diagnostic('page.noBackend', { error }, 'page'));
}

const unavailable = (backend: string, error: string): Diagnostic =>
  diagnostic('page.backendUnavailable', { backend, error }, 'page');

function infoOf(executor: Executor, reasonCode: ReasonCode, reasonValues: Readonly<Record<string, string>>): ExecutorInfo {
  const { backend, device } = executor;
  return { id: 'tfjs', backend, device, reason: reasonInWords(reasonCode, reasonValues), reasonCode, reasonValues };
}
