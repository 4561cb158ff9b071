export const executorIds = ['tfjs', 'webgpu', 'wasm'] as const;
export type ExecutorId = (typeof executorIds)[number];
export const backendIds = ['webgpu', 'webgl', 'wasm', 'cpu'] as const;
export type BackendId = (typeof backendIds)[number];

/** What the visitor forces through the address; absent: the best available is chosen. */
export interface ExecutorChoice {
  readonly executor?: ExecutorId;
  readonly backend?: BackendId;
  /** On one thread, however large the program: other runs have the other processors. */
  readonly oneThread?: boolean;
}

/** What executes the program, on which device, and why this one. */
export interface ExecutorInfo {
  readonly id: ExecutorId;
  readonly backend: string;
  readonly device: string;
  /** In English, for scripts; the page renders `reasonCode` with `reasonValues` in its own language. */
  readonly reason: string;
  readonly reasonCode: ReasonCode;
  readonly reasonValues: Readonly<Record<string, string>>;
  /** What else kept others from being taken: what is missing here, and what was passed over. Absent where there is nothing. */
  readonly notes?: readonly ReasonNote[];
  /** Why the device has less to offer than was chosen: threads that could not be used. */
  readonly reduced?: string;
  /** What was measured with this program, or one of its size, before the choice; fastest first. Absent where nothing was. */
  readonly measured?: readonly MeasuredSpeed[];
}

/** What training would take of an executor and of the page, known before data and executor are there. */
export interface MemoryForecast {
  readonly id: ExecutorId;
  readonly backend: string;
  /** Of our WebAssembly: how many, if more than one. */
  readonly threads?: number | undefined;
  /** Of everything together, the data set in the page included. */
  readonly bytes: number;
  readonly limitBytes: number;
  /** Of the largest piece that must be had at once. */
  readonly largestBytes: number;
  readonly largestLimitBytes: number;
}

/** A further reason; `passedOver`: `executor` cannot be used (`error`). */
export interface ReasonNote {
  readonly code: 'noWebgpu' | 'softwareAdapter' | 'passedOver' | 'tooLarge';
  readonly values: Readonly<Record<string, string>>;
}

/** How fast an executor ran a program on this device. */
export interface MeasuredSpeed {
  readonly id: ExecutorId;
  readonly backend: BackendId;
  /** Absent: one, or as many as the executor likes. */
  readonly threads?: number | undefined;
  readonly stepsPerSecond: number;
}

/** What was measured for programs of one size on this device. Kept by the page: a worker has no storage. */
export interface RememberedSpeeds {
  readonly key: string;
  readonly measured: readonly MeasuredSpeed[];
}

/** forced: asked for in the address. measured: the fastest of several. hardwareGpu: a hardware adapter. noWebgpu: no WebGPU here.
 * softwareAdapter: only a software one. webgpuFailed / wasmFailed: it was tried and cannot be used (value `error`). substitute: this one
 * stands in for a faster one (`executor`) that cannot be used (`error`). tooLarge: the same, because the program needs more memory
 * (`needed`) than that one has (`limit`). */
export type ReasonCode =
  | 'forced'
  | 'measured'
  | 'hardwareGpu'
  | 'noWebgpu'
  | 'softwareAdapter'
  | 'webgpuFailed'
  | 'wasmFailed'
  | 'substitute'
  | 'tooLarge';
