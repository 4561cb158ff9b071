import type { ModelSpec } from '../models/model.ts';
import type { PythonProcess } from '../places/python-process.ts';

/** Where a contender runs: a process of Node, or a worker of a page in Chromium, with or without shared memory for threads. */
export type Place = 'Node' | 'Chromium' | 'Chromium, isolated';

export type Backend = 'wasm' | 'webgpu' | 'cpu' | 'JavaScript' | 'native';

/** What the place offers. */
export interface Setup {
  /** Threads that WebAssembly may use. */
  readonly threads: number;
  /** The bytes of our WebAssembly kernels, `kernelFiles`. */
  readonly fetchKernels: (file: string) => Promise<BufferSource>;
  /** Where tfjs's WebAssembly is; not given in Node. */
  readonly wasmPaths?: string;
  /** Starts a Python script of bench/contenders; in Node only. */
  readonly startPython?: (script: string, command?: readonly string[], last?: readonly string[]) => PythonProcess;
}

/** A model in a contender's hands, at step 0 with the initial weights of the exercise. */
export interface Trainee {
  /** What it runs on, in words. */
  readonly device: string;
  /**
   * Trains so many steps on the next batches and resolves when all of them are done, every loss read back as a good program of its kind
   * would: task losses before each update [count, heads].
   */
  run(count: number): Promise<Float32Array>;
}

/** What a contender trains where it cannot train the model itself. */
export interface Substitute {
  readonly model: ModelSpec;
  readonly words: string;
}

export interface Contender {
  readonly id: string;
  readonly name: string;
  readonly backend: Backend;
  /** Ours, or whose. */
  readonly party: 'ours' | 'tfjs' | 'jax-js' | 'brain.js' | 'per-example network' | 'PyTorch';
  readonly places: readonly Place[];
  /** Null: the model itself. Words: it cannot be trained. */
  readonly substitute: (model: ModelSpec) => Substitute | string | null;
  /** Why its losses are not compared; null: they are. */
  readonly unchecked: string | null;
  /** Imports what it needs and starts it; throws where that fails. */
  readonly start: (model: ModelSpec, setup: Setup) => Promise<Trainee>;
}
