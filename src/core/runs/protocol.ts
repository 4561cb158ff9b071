import type { DatasetSummary } from '../data/describe.ts';
import type { FileBytes } from '../data/import/messages.ts';
import type { JoiningDataset } from '../data/plain-dataset.ts';
import type { SplitName } from '../data/types.ts';
import type { NodePicture } from '../graph/pictures.ts';
import type { Project } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';
import type { TaskAnswers } from '../tasks/answers/judged-answers.ts';
import type { Diagnostic, Result } from '../util/diagnostics.ts';
import type { Language, LocalizedText } from '../util/localized.ts';
import type { AttackReport, AttackSettings } from './attack.ts';
import type { RecordedSteps } from './columns/blocks.ts';
import type { ConflictReport } from './conflict.ts';
import type { ExecutorChoice, ExecutorInfo, MemoryForecast, RememberedSpeeds } from './executor-info.ts';
import type { FileReport } from './file-report.ts';
import type { HealthReport } from './health.ts';
import type { AloneStep, Lookahead, Representation } from './looked.ts';
import type { Marker } from './marker.ts';
import type { Trial, TrialResult } from './trial.ts';

export type RunState = 'idle' | 'preparing' | 'running' | 'paused' | 'finished' | 'failed';

export interface RunStatus {
  readonly state: RunState;
  readonly step: number;
  readonly epoch: number;
  readonly stepsPerSecond: number | null;
  readonly executor: ExecutorInfo | null;
  readonly error?: Diagnostic;
  /** How often the weights were moved by hand, between two steps; absent: never. */
  readonly moves?: number;
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

/** How far to train; see the command `train`. */
export interface Aim {
  readonly steps: number | null;
  readonly beyond?: boolean;
}

/** How a newly loaded document starts. */
export type Start =
  | { readonly from: 'initial' }
  /** Nodes and shapes that are unchanged keep their parameters; curves continue from the same step. */
  | { readonly from: 'current' }
  /** `project`: the document that the checkpoint was taken of; where it has another structure, what is unchanged is kept as with `current`. */
  | { readonly from: 'checkpoint'; readonly checkpoint: Checkpoint; readonly project?: Project }
  /** `partly`: what they lack begins as the seed says, and that is meant so. */
  | { readonly from: 'weights'; readonly weights: NamedWeights; readonly partly?: true };

/** What is measured as long as somebody looks, and what is then reported: how the tasks' gradients agree, and how the layers are. */
export interface WatchedReports {
  readonly conflict: ConflictReport;
  readonly health: HealthReport;
}
export type Watched = keyof WatchedReports;

/** Measured while somebody watches; `generation`: of the program. It comes again once more is known of the same step. */
export type ReportEvent<W extends Watched> = {
  readonly type: W;
  readonly runId: string;
  readonly generation: number;
  readonly report: WatchedReports[W];
};

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
  | { readonly type: 'joinDataset'; readonly dataset: JoiningDataset }
  /** A run that was loaded with it goes on. */
  | { readonly type: 'forgetDataset'; readonly dataset: string }
  /** Whether somebody looks at something: then every run measures it now and then, and says so in the event of that name. */
  | { readonly type: 'watch'; readonly what: Watched; readonly on: boolean }
  /** How many steps per second every run takes at the most; null: as many as it can. Acts on the next step. */
  | { readonly type: 'setSpeed'; readonly stepsPerSecond: number | null }
  /**
   * Trains until `steps` more steps are done, or to the end of the document's epochs (null); with `beyond` on from there until it is paused,
   * unless the document stops at its goal.
   */
  | ({ readonly type: 'train'; readonly runId: string } & Aim)
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
  /** Predictions for the rows of a file, whose columns are found by name. `format`: of tables; absent: as the file shows. Sends `answering` meanwhile. */
  | {
      readonly kind: 'predictFile';
      readonly fileName: string;
      readonly bytes: FileBytes;
      readonly format?: string;
      readonly language: Language;
    }
  /** What every task says of a split, with truths and losses. */
  | { readonly kind: 'judge'; readonly split: SplitName }
  /** Which column of a table serves which task, on samples of a split. */
  | { readonly kind: 'importance'; readonly split: SplitName }
  /** Where a picture holds what each task goes by; `row` of the data set. */
  | { readonly kind: 'occlusion'; readonly row: number }
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
  /** How the tasks' gradients agree with the weights of this moment, on the batch of the next step. */
  | { readonly kind: 'conflict' }
  /** How the layers are with the weights of this moment, on the batch of the next step, and what that step would do to them. */
  | { readonly kind: 'health' }
  /** How the tasks fare on test samples that are changed against the network. */
  | { readonly kind: 'attack'; readonly settings: AttackSettings }
  /** How long a step takes with a balancing method (absent: with the document's own, as it is set), beside a plain one. */
  | { readonly kind: 'balancingCost'; readonly method?: string }
  /** What a plain step of each task alone would do to the loss of every task, on so many batches that come next. */
  | { readonly kind: 'lookahead'; readonly batches: number }
  /** Takes a plain step of one task alone; null: back to the weights before the first such step since the run's own last one. */
  | { readonly kind: 'stepAlone'; readonly task: string | null }
  /** How a node tells `count` test samples apart. */
  | { readonly kind: 'representation'; readonly node: string; readonly count: number }
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
  /** Trains a document in place of the loaded one; the worker says nothing of it until it is done. Needs no loaded run. */
  | { readonly kind: 'trial'; readonly trial: Trial }
  /** The present weights, or the best by validation as far as those are known. */
  | { readonly kind: 'checkpoint'; readonly weights?: 'current' | 'best' }
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
   * [heads shown, queries, keys], positions [L], mask [height, width]; plane [rows, columns] from the top, from 0 to 1.
   */
  readonly shape: readonly number[];
  readonly values: Float32Array;
  /** How many filters or heads there are, shown or not; 1 where there is nothing to count. */
  readonly total: number;
  /** The ids of the tokens at the positions, or keys. */
  readonly tokens?: Int32Array;
}

/** What every task says of samples; of tasks whose predictions are long, losses alone. */
export interface JudgedSplit {
  /** Row numbers in the data set. */
  readonly rows: Int32Array;
  readonly tasks: Readonly<Record<string, TaskAnswers>>;
}

/** By how much every task's first metric gets worse once a column's values are dealt out anew. */
export interface Importance {
  readonly tasks: readonly string[];
  readonly columns: readonly LocalizedText[];
  /** [columns, tasks], in the metric's own unit; above 0: the column serves the task. */
  readonly values: Float32Array;
  /** Samples that it was measured on. */
  readonly rows: number;
}

/** Of patches that cover a picture in rows and columns: how much surer each task is without them. */
export interface OcclusionMaps {
  readonly rows: number;
  readonly columns: number;
  /** By task: [rows, columns]. */
  readonly maps: Readonly<Record<string, Float32Array>>;
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
  | { readonly kind: 'predictFile'; readonly step: number; readonly bytes: Uint8Array<ArrayBuffer>; readonly report: FileReport }
  | { readonly kind: 'judge'; readonly step: number; readonly judged: JudgedSplit }
  | { readonly kind: 'importance'; readonly step: number; readonly importance: Importance }
  | { readonly kind: 'occlusion'; readonly step: number; readonly maps: OcclusionMaps }
  | { readonly kind: 'neighbours'; readonly step: number; readonly neighbours: Neighbours }
  | { readonly kind: 'samples'; readonly step: number; readonly samples: SampleBatch }
  /** By node. */
  | { readonly kind: 'pictures'; readonly step: number; readonly pictures: Readonly<Record<string, Picture>> }
  /** null where the tasks share no parameter that is trained. */
  | { readonly kind: 'conflict'; readonly step: number; readonly report: ConflictReport | null }
  | { readonly kind: 'health'; readonly step: number; readonly report: HealthReport }
  | { readonly kind: 'attack'; readonly step: number; readonly report: AttackReport }
  /** The time of its step in times of a plain step, measured on the executor that trains. */
  | { readonly kind: 'balancingCost'; readonly ratio: number }
  | { readonly kind: 'lookahead'; readonly step: number; readonly lookahead: Lookahead }
  | { readonly kind: 'stepAlone'; readonly step: number; readonly stepped: AloneStep | null }
  | { readonly kind: 'representation'; readonly step: number; readonly representation: Representation }
  | {
      readonly kind: 'export';
      readonly fileName: string;
      readonly mime: string;
      readonly bytes: Uint8Array<ArrayBuffer>;
      /** What the file leaves out. */
      readonly notes?: readonly Diagnostic[];
    }
  | { readonly kind: 'read'; readonly project: Project; readonly weights: NamedWeights | null; readonly step?: number }
  | { readonly kind: 'checkpoint'; readonly checkpoint: Checkpoint }
  | { readonly kind: 'trial'; readonly result: TrialResult }
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
  /** `instead`: it takes the place of the same knob's marker at that step, whose move goes on. */
  | { readonly type: 'marker'; readonly runId: string; readonly marker: Marker; readonly instead?: number }
  | ReportEvent<'conflict'>
  | ReportEvent<'health'>
  /** The run went back to step 0: what was recorded after it is void. */
  | { readonly type: 'rewound'; readonly runId: string; readonly step: number }
  | { readonly type: 'checkpoint'; readonly runId: string; readonly generation: number; readonly checkpoint: Checkpoint }
  /** How much of a long request is done, 0 … 1. */
  | { readonly type: 'answering'; readonly runId: string; readonly fraction: number }
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
