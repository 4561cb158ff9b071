import type { DatasetSummary } from '../data/describe.ts';
import type { PlainDataset } from '../data/plain-dataset.ts';
import type { SplitName } from '../data/types.ts';
import type { NodePicture } from '../graph/pictures.ts';
import type { Project } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';
import type { Diagnostic, Result } from '../util/diagnostics.ts';
import type { RecordedSteps } from './columns/blocks.ts';
import type { Marker } from './marker.ts';

export const executorIds = ['tfjs', 'webgpu', 'wasm'] as const;
export type ExecutorId = (typeof executorIds)[number];
export const backendIds = ['webgpu', 'webgl', 'wasm', 'cpu'] as const;
export type BackendId = (typeof backendIds)[number];

/** What the visitor forces through the address; absent: the best available is chosen. */
export interface ExecutorChoice {
  readonly executor?: ExecutorId;
  readonly backend?: BackendId;
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

export type RunState = 'idle' | 'preparing' | 'running' | 'paused' | 'finished' | 'failed';

export interface RunStatus {
  readonly state: RunState;
  readonly step: number;
  readonly epoch: number;
  readonly stepsPerSecond: number | null;
  readonly executor: ExecutorInfo | null;
  readonly error?: Diagnostic;
}

/** What a balancing method remembers of the steps so far, flat. */
export interface BalancingState {
  /** The method and the tasks that the numbers belong to. */
  readonly key: string;
  readonly numbers: Float64Array;
}

/** What a resumed run needs; kept by the page, because a worker can die. */
export interface Checkpoint {
  readonly step: number;
  readonly parameters: Float32Array;
  readonly optimizer: Float32Array;
  readonly state: Float32Array;
  readonly balancing: BalancingState;
  /** The structure that the buffers belong to: names, shapes and offsets of every parameter, and the optimiser. */
  readonly layoutKey: string;
}

/** Parameters by `NODE/PARAMETER`; how weights move between documents of different structure, and in from files. */
export type NamedWeights = Readonly<Record<string, { readonly shape: readonly number[]; readonly data: Float32Array }>>;

/** How a newly loaded document starts. */
export type Start =
  | { readonly from: 'initial' }
  /** Nodes and shapes that are unchanged keep their parameters; curves continue from the same step. */
  | { readonly from: 'current' }
  /** `project`: the document that the checkpoint was taken of; where it has another structure, what is unchanged is kept as with `current`. */
  | { readonly from: 'checkpoint'; readonly checkpoint: Checkpoint; readonly project?: Project }
  | { readonly from: 'weights'; readonly weights: NamedWeights };

/** Page → worker. Commands carry the run they are meant for; those of another run are dropped. */
export type Command =
  /** Compiles the document, loads data, prepares an executor. Answered by `status` (idle or failed) and `prepared`. */
  | {
      readonly type: 'load';
      readonly runId: string;
      /** Numbers the programs that the page has asked for: «apply» keeps the run and loads another program. */
      readonly generation: number;
      readonly project: Project;
      readonly choice: ExecutorChoice;
      /** Base address of public/data: the packs (`mnist/…`), and `wasm/` with our kernels and the binaries of tfjs's WASM backend. */
      readonly dataUrl: string;
      readonly start: Start;
      /** What earlier visits measured. */
      readonly remembered?: readonly RememberedSpeeds[];
    }
  /** A data set of the page's own, which documents may name from now on. It stands outside of runs. */
  | { readonly type: 'joinDataset'; readonly dataset: PlainDataset }
  /** A run that was loaded with it goes on. */
  | { readonly type: 'forgetDataset'; readonly dataset: string }
  /** Trains until `steps` more steps are done, or to the end of the document's epochs (null). */
  | { readonly type: 'train'; readonly runId: string; readonly steps: number | null }
  | { readonly type: 'pause'; readonly runId: string }
  /** Back to the initial weights of the same seed, step 0. */
  | { readonly type: 'reset'; readonly runId: string }
  /** Acts on the next step. Task ids that the run does not know are ignored. */
  | { readonly type: 'setTaskWeight'; readonly runId: string; readonly task: string; readonly weight: number }
  /** The same for the weight of a soft sharing. */
  | { readonly type: 'setTieWeight'; readonly runId: string; readonly tie: string; readonly weight: number }
  | { readonly type: 'setLearningRate'; readonly runId: string; readonly learningRate: number }
  /** More or fewer epochs, another patience: whatever does not change the program. */
  | { readonly type: 'setSchedule'; readonly runId: string; readonly project: Project }
  /** Answered by `response`, always. */
  | { readonly type: 'request'; readonly runId: string; readonly requestId: number; readonly request: WorkerRequest }
  /** Nobody waits for the answer any more. What has begun stops at the end of its slice. */
  | { readonly type: 'cancelRequest'; readonly runId: string; readonly requestId: number };

export type WorkerRequest =
  | { readonly kind: 'evaluate'; readonly split: SplitName }
  /**
   * Inputs that carry a sequence so far may be left out: they are decoded first. `beam`: how many continuations are followed (1 where it
   * is absent).
   */
  | { readonly kind: 'predict'; readonly inputs: InputValues; readonly count: number; readonly beam?: number }
  /** Samples of a split with truth and predictions, for pictures; with `beam`, with freely written sequences too (1: greedy). */
  | {
      readonly kind: 'samples';
      readonly split: SplitName;
      readonly start: number;
      readonly count: number;
      readonly beam?: number;
    }
  /** The samples of a split nearest to one sample, or to raw inputs, by the embedding that a retrieval task gives. */
  | {
      readonly kind: 'neighbours';
      readonly task: string;
      readonly split: SplitName;
      readonly query: { readonly row: number } | { readonly inputs: InputValues };
      readonly count: number;
    }
  /** What can be seen inside the nodes: of all of them in brief, or of one in full. Samples are of the validation split where there are any. */
  | { readonly kind: 'pictures'; readonly node?: string }
  /**
   * A model file of the current or the best weights. `project`: the document as the page has it, with names and places that the worker
   * never hears of; its own is taken where the page's has another structure than the weights.
   */
  | {
      readonly kind: 'export';
      readonly format: string;
      readonly weights: 'current' | 'best';
      readonly project?: Project;
    }
  /** Reads a dropped file (document, safetensors, zipped LayersModel) through engine/formats; needs no loaded run. */
  | { readonly kind: 'read'; readonly fileName: string; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'checkpoint' }
  /** Sizes and label balance of the loaded data set. */
  | { readonly kind: 'describe' };

export interface TaskEvaluation {
  /** Mean loss over the labelled samples; null without any. */
  readonly loss: number | null;
  readonly metrics: Readonly<Record<string, number | null>>;
  /** Row: truth, column: prediction; for classes only. */
  readonly confusion: readonly (readonly number[])[] | null;
  readonly labelled: number;
  /** On how many labelled samples what needs decoding was measured; absent where nothing does. */
  readonly decoded?: number;
}

/** By the data set's input id: [count, ...shape], row-major. */
export type InputValues = Readonly<Record<string, Float32Array | Int32Array>>;

export interface SampleBatch {
  readonly count: number;
  /** Row numbers in the data set. */
  readonly rows: Int32Array;
  readonly inputs: InputValues;
  /** By task id; truth as stored for the target, predictions as `activate` gives them. */
  readonly truth: Readonly<Record<string, Float32Array | Int32Array>>;
  readonly labelled: Readonly<Record<string, Float32Array>>;
  readonly predictions: Readonly<Record<string, Float32Array>>;
  /** By the id of a generation task: what it writes freely, tokens as stored, [count, length]. Only where it was asked for. */
  readonly decoded?: Readonly<Record<string, Int32Array>>;
}

/** What is to be seen inside a node, as little of it as can be drawn. */
export interface Picture {
  readonly kind: NodePicture['kind'];
  /**
   * filters [shown, height, width, channels]; gates [ways], the mean over samples; coefficients [rows, columns]; of the first sample: attention
   * [heads shown, queries, keys], positions [L], mask [height, width].
   */
  readonly shape: readonly number[];
  readonly values: Float32Array;
  /** How many filters or heads there are, shown or not; 1 where there is nothing to count. */
  readonly total: number;
  /** The ids of the tokens at the positions, or keys. */
  readonly tokens?: Int32Array;
}

/** The nearest first. */
export interface Neighbours {
  readonly rows: Int32Array;
  readonly similarity: Float32Array;
  readonly inputs: InputValues;
  /** Their labels for the task, as stored. */
  readonly truth: Float32Array | Int32Array;
}

export type WorkerResponse =
  | { readonly kind: 'evaluate'; readonly step: number; readonly tasks: Readonly<Record<string, TaskEvaluation>> }
  | {
      readonly kind: 'predict';
      readonly step: number;
      readonly outputs: Readonly<Record<string, Float32Array>>;
      /** As in `SampleBatch`; where there is a generation task. */
      readonly decoded?: Readonly<Record<string, Int32Array>>;
    }
  | { readonly kind: 'neighbours'; readonly step: number; readonly neighbours: Neighbours }
  | { readonly kind: 'samples'; readonly step: number; readonly samples: SampleBatch }
  /** By node. */
  | { readonly kind: 'pictures'; readonly step: number; readonly pictures: Readonly<Record<string, Picture>> }
  | { readonly kind: 'export'; readonly fileName: string; readonly mime: string; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'read'; readonly project: Project; readonly weights: NamedWeights | null }
  | { readonly kind: 'checkpoint'; readonly checkpoint: Checkpoint }
  | { readonly kind: 'describe'; readonly dataset: string; readonly summary: DatasetSummary };

/** An answer with the generation of the program that gave it. */
export type AnswerTo<K extends WorkerRequest['kind']> = Extract<WorkerResponse, { readonly kind: K }> & {
  readonly generation: number;
};

/** What was learned about the run when it was prepared. */
export interface Prepared {
  readonly tasks: readonly string[];
  readonly parameterCount: number;
  readonly stepsPerEpoch: number;
  /** Floating-point operations of one step, from the program. */
  readonly flopsPerStep: number;
  readonly splitSizes: Readonly<Record<SplitName, number>>;
  /** As it is once the data is loaded: with the words of long vocabularies, which the document's data set cannot tell. */
  readonly signature: DataSignature;
}

/** Worker → page; status and metrics at 10 Hz at the most. */
export type TrainEvent =
  | { readonly type: 'status'; readonly runId: string; readonly status: RunStatus }
  | { readonly type: 'prepared'; readonly runId: string; readonly generation: number; readonly prepared: Prepared }
  /** Of everything that may be chosen, what would be tried first first. Comes before the data is loaded. */
  | { readonly type: 'memory'; readonly runId: string; readonly forecasts: readonly MemoryForecast[] }
  | {
      readonly type: 'progress';
      readonly runId: string;
      readonly phase: 'data' | 'backend' | 'compile';
      readonly fraction: number;
    }
  /** Consecutive steps, the first being `from` (counted from 1), with every quantity that was recorded of them. */
  | ({ readonly type: 'metrics'; readonly runId: string } & RecordedSteps)
  | {
      readonly type: 'validation';
      readonly runId: string;
      readonly step: number;
      readonly epoch: number;
      readonly tasks: Readonly<Record<string, TaskEvaluation>>;
    }
  | { readonly type: 'marker'; readonly runId: string; readonly marker: Marker }
  /** The run went back to step 0: what was recorded after it is void. */
  | { readonly type: 'rewound'; readonly runId: string; readonly step: number }
  | { readonly type: 'checkpoint'; readonly runId: string; readonly generation: number; readonly checkpoint: Checkpoint }
  /** Something to be remembered for the next visit. */
  | { readonly type: 'measured'; readonly runId: string; readonly speeds: RememberedSpeeds }
  | { readonly type: 'diagnostics'; readonly runId: string; readonly diagnostics: readonly Diagnostic[] }
  /** `generation`: of the program that answered. */
  | {
      readonly type: 'response';
      readonly runId: string;
      readonly generation: number;
      readonly requestId: number;
      readonly result: Result<WorkerResponse>;
    };
