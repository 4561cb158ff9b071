/**
 * The training program: a list of primitive operations with fixed shapes, in the spirit of ONNX or XLA's HLO and no larger than the
 * playground needs. It is plain data: it can be printed, compared, sent to a worker. Executors know these primitives and nothing of
 * layers or tasks.
 */

export type ValueId = number;
/** Row-major; `[]` is a scalar. Images are NHWC. */
export type Shape = readonly number[];
export type DType = 'f32' | 'i32';

/** Elementwise functions of one argument. `step` is 1 where x > 0; `sign` is 0 at 0; `softplus` is log(1 + eˣ), stable. */
export const unaryFunctions = [
  'neg',
  'abs',
  'sign',
  'step',
  'square',
  'sqrt',
  'rsqrt',
  'reciprocal',
  'exp',
  'log',
  'sin',
  'cos',
  'tanh',
  'sigmoid',
  'softplus',
  'relu',
  'floor',
] as const;
export type UnaryFn = (typeof unaryFunctions)[number];

/** Elementwise functions of two arguments, with numpy's broadcasting. Comparisons give 1 or 0 as f32. */
export const binaryFunctions = ['add', 'sub', 'mul', 'div', 'max', 'min', 'greater', 'greaterEqual', 'equal'] as const;
export type BinaryFn = (typeof binaryFunctions)[number];

/** A window that moves over the two spatial axes of [N, H, W, C]. */
export interface Window2D {
  readonly kernel: readonly [height: number, width: number];
  readonly stride: readonly [height: number, width: number];
  /** Zeros around the image: top, bottom, left, right. */
  readonly pad: readonly [top: number, bottom: number, left: number, right: number];
  readonly dilation: readonly [height: number, width: number];
}

/** The attributes of every primitive. The compiler checks that each executor has a kernel for each key. */
export interface OpAttributes {
  /** f(x) */
  unary: { readonly fn: UnaryFn };
  /** f(a, b), broadcasting */
  binary: { readonly fn: BinaryFn };
  /** condition ≠ 0 ? a : b, broadcasting; inputs [condition, a, b]; a and b are both f32 or both i32, and so is the result */
  select: Record<never, never>;
  /** i32 → f32 */
  toFloat: Record<never, never>;
  reshape: { readonly shape: Shape };
  transpose: { readonly permutation: readonly number[] };
  slice: { readonly begin: readonly number[]; readonly size: readonly number[] };
  concat: { readonly axis: number };
  /** Zeros before and after, per axis. */
  pad: { readonly before: readonly number[]; readonly after: readonly number[] };
  broadcast: { readonly shape: Shape };
  /** Over `axes` (ascending), which are kept with size 1. */
  reduce: { readonly fn: 'sum' | 'max'; readonly axes: readonly number[] };
  /** [M, K] × [K, N], or [S, M, K] × [S, K, N] with the same S; a transposed argument is stored as [.., K, M] or [.., N, K]. */
  matmul: { readonly transposeA: boolean; readonly transposeB: boolean };
  /** table [V, ...rest], ids i32 [...index] → [...index, ...rest] */
  gather: Record<never, never>;
  /** ids i32 [...index], updates [...index, ...rest] → [rows, ...rest]: the sum of the updates of each row */
  scatterAdd: { readonly rows: number };
  /** ids i32 [...index] → f32 [...index, depth]; an id outside 0 … depth−1 gives zeros */
  oneHot: { readonly depth: number };
  /** im2col: [N, H, W, C] → [N, OH, OW, KH·KW·C], the window's cells in row-major order, channels last */
  unfold: { readonly window: Window2D };
  /** The transpose of unfold (col2im): [N, OH, OW, KH·KW·C] → [N, H, W, C], overlaps added */
  fold: { readonly window: Window2D; readonly height: number; readonly width: number };
  /** [N, H, W, C] → [N, OH, OW, C]; padding never wins */
  maxPool: { readonly window: Window2D };
  /** inputs [x, dy] → like x; the first maximum of each window (row-major) receives the gradient */
  maxPoolGrad: { readonly window: Window2D };
  /** [N, H, W, C] → [N, OH, OW, C]; the mean over the cells inside the image */
  avgPool: { readonly window: Window2D };
  /** dy [N, OH, OW, C] → [N, H, W, C] */
  avgPoolGrad: { readonly window: Window2D; readonly height: number; readonly width: number };
  /** Over the last axis. */
  softmax: Record<never, never>;
  /** Over the last axis, stable. */
  logSoftmax: Record<never, never>;
  /** inputs [logits [...rows, C], targets [...rows, C]] → [...rows]: −Σ_c targets·logSoftmax(logits) */
  softmaxCrossEntropy: Record<never, never>;
  /** Uniform in [0, 1), 24 bits, counter-based: see counter-random.ts. The input is its key, a control of `randomKeyLength` numbers. */
  random: { readonly shape: Shape };
  /** The identity whose gradient is multiplied by `factor`: 0 stops it, −1 reverses it. */
  scaleGradient: { readonly factor: number };
  /** A tensor of one value. No inputs. */
  fill: { readonly shape: Shape; readonly value: number };
}

export type OpKind = keyof OpAttributes;

/** One primitive operation, tied to its attributes by `kind`. */
export type OpOf<K extends OpKind> = {
  readonly kind: K;
  readonly inputs: readonly ValueId[];
  readonly output: ValueId;
  readonly attributes: OpAttributes[K];
};
export type Op = { [K in OpKind]: OpOf<K> }[OpKind];
/** An operation that has no output yet. */
export type OpDraft = { [K in OpKind]: Omit<OpOf<K>, 'output'> }[OpKind];

/** Where a value comes from. */
export type ValueSource =
  | { readonly kind: 'op'; readonly op: number }
  /** A shaped view of the flat parameter buffer. */
  | { readonly kind: 'parameter'; readonly index: number }
  /** A shaped view of the flat state buffer (running statistics): read, and replaced at the end of a step. */
  | { readonly kind: 'state'; readonly index: number }
  /** A tensor that stays on the device, the same at every step: see `DataInfo`. */
  | { readonly kind: 'data'; readonly name: string }
  /** Which samples form a batch: i32 [batch], those of the step's own, or from `offset` on among the rows of a step. */
  | { readonly kind: 'rows'; readonly offset?: number }
  /** Handed in at each call (predictions on raw inputs): [batch, ...]. */
  | { readonly kind: 'feed'; readonly name: string }
  /** A view of the flat control vector, which is new at every step. */
  | { readonly kind: 'control'; readonly offset: number }
  | { readonly kind: 'constant'; readonly data: readonly number[] };

export interface ValueInfo {
  readonly shape: Shape;
  readonly dtype: DType;
  readonly source: ValueSource;
  /** The node of the document that this value belongs to; for messages and pictures. */
  readonly node?: string;
}

/** Operations in an order in which every input is computed before it is used; every value is written once. */
export interface Program {
  readonly values: readonly ValueInfo[];
  readonly ops: readonly Op[];
  readonly outputs: Readonly<Record<string, ValueId>>;
  /** States that this program replaces when it has run. */
  readonly stateWrites: readonly { readonly state: number; readonly value: ValueId }[];
}

export type Initializer =
  | { readonly kind: 'zeros' }
  | { readonly kind: 'ones' }
  | { readonly kind: 'constant'; readonly value: number }
  /** Uniform ±√(6/(fanIn + fanOut)) (Glorot and Bengio, 2010) */
  | { readonly kind: 'glorot'; readonly fanIn: number; readonly fanOut: number }
  /** Normal with σ = √(2/fanIn) (He et al., 2015) */
  | { readonly kind: 'he'; readonly fanIn: number }
  | { readonly kind: 'normal'; readonly deviation: number }
  /** These numbers, row by row. */
  | { readonly kind: 'listed'; readonly values: readonly number[] };

/** A named view of the flat parameter (or state) buffer. */
export interface BufferView {
  /** `NODE/PARAMETER`, unique. */
  readonly name: string;
  readonly node: string;
  readonly parameter: string;
  readonly shape: Shape;
  /** In numbers, not bytes. */
  readonly offset: number;
  readonly size: number;
  readonly initializer: Initializer;
  /** Kept for the sake of training alone: no part of the model that is taken home. */
  readonly forTraining?: true;
}

export interface ParameterInfo extends BufferView {
  /** Parameters that are not trainable stand after all those that are. */
  readonly trainable: boolean;
}

/** A tensor of the data set as a program refers to it, [samples, ...], or one that follows from the data set, of any shape. */
export interface DataInfo {
  readonly name: string;
  readonly shape: Shape;
  readonly dtype: DType;
}

/**
 * A number that the host works out in float64 for every step and hands in with the controls: an expression over the number of the step,
 * which is counted from 1. `product` multiplies its factor over all steps up to this one.
 */
export type StepScalar =
  | number
  | { readonly kind: 'step' }
  | { readonly kind: 'add' | 'sub' | 'mul' | 'div' | 'power'; readonly a: StepScalar; readonly b: StepScalar }
  | { readonly kind: 'product'; readonly factor: StepScalar };

/** One value of an update rule; `inputs` are the places of earlier values in its list. */
export type UpdateValue =
  | { readonly kind: 'parameter' }
  | { readonly kind: 'gradient' }
  /** What the optimiser remembers of a parameter, from before this step. */
  | { readonly kind: 'slot'; readonly slot: number }
  | { readonly kind: 'learningRate' }
  | { readonly kind: 'stepScalar'; readonly index: number }
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'unary'; readonly fn: UnaryFn; readonly inputs: readonly [number] }
  | { readonly kind: 'binary'; readonly fn: BinaryFn; readonly inputs: readonly [number, number] }
  /** inputs [condition, a, b]: condition ≠ 0 ? a : b */
  | { readonly kind: 'select'; readonly inputs: readonly [number, number, number] };

/** An optimiser as executors know it: a list of elementwise primitives, done to every trained parameter in one pass. */
export interface UpdateRule {
  /** Operands before their operators. */
  readonly values: readonly UpdateValue[];
  /** The place of the parameter's new value. */
  readonly parameter: number;
  /** Numbers kept per trained parameter: what they are before the first step, and the places of their new values. */
  readonly slots: readonly { readonly start: number; readonly next: number }[];
  readonly stepScalars: readonly StepScalar[];
}

/** An optimiser with its settings. */
export interface OptimizerUpdate {
  /** Its name: what is kept per parameter means the same under the same name only. */
  readonly optimizer: string;
  readonly rule: UpdateRule;
}

/** The update that closes a step: one operation over the flat buffers. */
export interface UpdateSpec extends OptimizerUpdate {
  /** The gradient is scaled down to this L2 norm over all trainable parameters where it is longer; null: never. */
  readonly clipNorm: number | null;
}

/** Trained parameters that learn at a rate of their own: a stretch of the flat buffer, and where its numbers stand in the control vector. */
export interface RateGroup {
  /** Whose parameters these are; some may have running statistics only. */
  readonly nodes: readonly string[];
  /** In numbers; the end is excluded. */
  readonly start: number;
  readonly end: number;
  /** So far behind those of all others stand its learning rate and a copy of the step scalars. */
  readonly shift: number;
  /** What the learning rate is multiplied by in every stage of the training, or all through: one number. 0: it holds still. */
  readonly factors: readonly number[];
}

/** Where the numbers that change between steps stand in the control vector. */
export interface ControlLayout {
  readonly size: number;
  /** 1 number */
  readonly learningRate: number;
  /** The first of the update rule's `stepScalars`. */
  readonly stepScalars: number;
  /** One number per task, in the order of `tasks`. */
  readonly taskWeights: number;
  /** Where the plain step reads weights of what tasks share that are not the task weights: as they stand in a Gramian step. Absent: nowhere. */
  readonly sharedWeights?: number;
  /** One number per soft sharing; `weight` is the document's. Absent: there is none. */
  readonly tieWeights?: readonly { readonly tie: string; readonly offset: number; readonly weight: number }[];
  /** Ascending, behind the parameters that learn at the rate of all. Absent: there are none. */
  readonly rates?: readonly RateGroup[];
  /** `randomKeyLength` numbers per random stream. */
  readonly randomKeys: readonly { readonly stream: string; readonly offset: number }[];
}

/** The task as far as a program's reader needs it: the order of losses, and the names of outputs. */
export interface ProgramTask {
  readonly id: string;
  /** Output of `evaluate` and `predict`: what the task predicts (probabilities, or values), [batch, ...]. */
  readonly output: string;
  /** Output of `evaluate`: the loss of each sample [batch], not masked; null where it depends on the other samples of a batch. */
  readonly loss: string | null;
}

/** A program whose run ends with an optimiser's step along these gradients, one per trainable parameter; null where nothing reaches it. */
export interface StepProgram {
  readonly program: Program;
  readonly gradients: readonly (ValueId | null)[];
}

/** Shared parameters, or values at which tasks part, whose weights are chosen together. */
export interface WeightGroup {
  /** Who has a say, ascending. */
  readonly tasks: readonly number[];
  /** Whose gradients there are, ascending. */
  readonly sharing: readonly number[];
}

/**
 * A step whose weights are chosen while it runs, from the task losses and the Gramian of the task gradients. Its first part is what
 * `losses` and `gramian` depend on; the second reads the weights and needs no second pass through the network.
 */
export interface GramianStep extends StepProgram {
  /**
   * Reads rows and controls. Outputs: `losses` [T], as in a plain step; `gramian` [N, N], symmetric up to rounding, with N = T the products
   * of the task gradients of the unweighted losses over all parameters that serve more than one task (zeros where there are none, or where
   * weights follow from the losses alone); a method that reads something else says what stands there; with groups [groups, N, N], of each
   * its own. State writes are those of a plain step, and what such a method keeps on the device.
   */
  readonly program: Program;
  /**
   * Of each trainable parameter, in order; null where nothing reaches it. With w the shared weights and λ the task weights: Σ w_t·∂L_t of
   * a parameter that serves several tasks, λ_t·∂L_t of one that serves task t alone (w_t·∂L_t where weights follow from the losses
   * alone), each with the penalties' gradient.
   */
  readonly gradients: readonly (ValueId | null)[];
  /** Where the weights stand in the control vector: the T shared ones, one per task in the order of `tasks`, unless a method says more. */
  readonly sharedWeights: number;
  readonly weightCount: number;
  /**
   * Where weights are chosen group by group: the shared weights are [groups, T], 0 for those who have no say, and behind them stand those of
   * what serves one task alone [T], where `ownWeights` says so. Absent: one choice for all.
   */
  readonly groups?: readonly WeightGroup[];
  readonly ownWeights?: true;
  /** Where numbers stand in the control vector that the method hands in before a step, for one group after the other; absent: it hands in none. */
  readonly handedIn?: number;
}

/** A batch that a step reads beside its own: other samples of the training split, samples of the validation split, the batch of the step before. */
export type FurtherBatch = 'training' | 'validation' | 'previous';

/** What a project becomes: everything an executor needs, as plain data. */
export interface TrainingProgram {
  readonly parameters: readonly ParameterInfo[];
  readonly parameterCount: number;
  /** The first so many numbers of the parameter buffer are trained. */
  readonly trainableCount: number;
  readonly states: readonly BufferView[];
  readonly stateCount: number;
  readonly data: readonly DataInfo[];
  readonly controls: ControlLayout;
  readonly tasks: readonly ProgramTask[];
  readonly batchSize: number;
  /** Behind the rows of its own batch a step is given those of these, `batchSize` each, in this order; absent: none. */
  readonly furtherBatches?: readonly FurtherBatch[];
  /** Reads rows and controls; its output `losses` [T] holds the unweighted task losses of the batch. */
  readonly step: Program;
  /** The gradient of the weighted loss for each trainable parameter, in order; null where nothing reaches it. */
  readonly gradients: readonly (ValueId | null)[];
  readonly update: UpdateSpec;
  /** The same step with weights for the shared parameters that follow from the Gramian; null unless the document's balancing takes such steps. */
  readonly gramian: GramianStep | null;
  /** Rows → each task's output and per-sample loss, in inference mode; `evaluateBatchSize` rows at a time. */
  readonly evaluate: Program;
  readonly evaluateBatchSize: number;
  /** Fed inputs → each task's output, in inference mode. */
  readonly predict: Program;
  readonly predictBatchSize: number;
}
