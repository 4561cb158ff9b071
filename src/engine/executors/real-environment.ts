import type { ExecutorEnvironment } from './choose.ts';
import { adapterName, type Candidate, type GpuProbe, isSoftwareAdapter, threadCounts } from './decision.ts';
import type { Executor } from './executor.ts';
import { findNumericalFault } from './self-test/self-test.ts';
import type { BackendSettings } from './tfjs/backends.ts';
import { kernelFiles } from './wasm/kernels.ts';
import type { SpawnThread } from './wasm/threads/messages.ts';
import { createThreadedWasmExecutor } from './wasm/threads/threaded-executor.ts';
import { createWasmExecutor } from './wasm/wasm-executor.ts';

export interface RealEnvironmentOptions extends Pick<BackendSettings, 'wasmPaths'> {
  /** The bytes of our WebAssembly kernels, `kernelFiles`; rejects with the reason in words. */
  readonly fetchKernels: (file: string) => Promise<BufferSource>;
  /** See `ExecutorEnvironment`. */
  readonly memoryLimitBytes: (backend: string) => number;
  /** Starts a thread of our WebAssembly, and how many processors there are for it; absent where memory cannot be shared. */
  readonly threads?: { readonly spawn: SpawnThread; readonly processors: number } | undefined;
}

/** Threads of tfjs's wasm backend: half the logical processors, which is about the physical ones, and never many: models are small. */
function threadsOfTfjs(): number {
  if (!globalThis.crossOriginIsolated) return 1;
  return Math.max(1, Math.min(4, Math.floor((globalThis.navigator?.hardwareConcurrency ?? 2) / 2)));
}

async function bestAdapter(): Promise<GPUAdapter | null> {
  const gpu = globalThis.navigator?.gpu;
  return (await gpu?.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null)) ?? null;
}

async function probeGpu(): Promise<GpuProbe> {
  const adapter = await bestAdapter();
  if (!adapter) return { kind: 'none' };
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  return { kind: 'adapter', adapter: adapter.info, largestBuffer: Math.min(maxBufferSize, maxStorageBufferBindingSize) };
}

/** A device of its own, with buffers as large as the adapter allows. An adapter gives one device only, so it is asked for anew. */
async function startWebgpu(): Promise<Executor> {
  const adapter = await bestAdapter();
  if (!adapter) throw new Error('there is no WebGPU adapter');
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  const device = await adapter.requestDevice({ requiredLimits: { maxBufferSize, maxStorageBufferBindingSize } });
  const { createWebgpuExecutor } = await import('./webgpu/webgpu-executor.ts');
  return createWebgpuExecutor(device, { name: adapterName(adapter.info), software: isSoftwareAdapter(adapter.info) });
}

/** The environment of a page, a worker, or Node. tfjs and the WebGPU executor are imported when they are started: most visitors need neither. */
export function realEnvironment({
  wasmPaths,
  fetchKernels,
  memoryLimitBytes,
  threads: ours,
}: RealEnvironmentOptions): ExecutorEnvironment {
  const tfjsThreads = threadsOfTfjs();
  return {
    probeGpu,
    tfjsThreads,
    wasmThreads: ours ? threadCounts(ours.processors) : [],
    memoryLimitBytes,
    selfTest: findNumericalFault,
    async start({ id, backend, threads }: Candidate, gpu: GpuProbe) {
      switch (id) {
        case 'webgpu':
          return startWebgpu();
        case 'wasm':
          if (!ours || threads === undefined) return createWasmExecutor(await fetchKernels(kernelFiles.single));
          return createThreadedWasmExecutor(await fetchKernels(kernelFiles.threaded), { threads, spawn: ours.spawn });
        case 'tfjs': {
          const { createTfjsExecutor } = await import('./tfjs/tfjs-executor.ts');
          const adapter = gpu.kind === 'adapter' ? adapterName(gpu.adapter) : 'GPU';
          return createTfjsExecutor(backend, adapter, { threads: tfjsThreads, ...(wasmPaths ? { wasmPaths } : {}) });
        }
      }
    },
  };
}
