import type { TrainingProgram } from '../../core/program/types.ts';

/** Consecutive training steps. */
export interface StepBlock {
  readonly count: number;
  /** [count, program.controls.size] */
  readonly controls: Float32Array;
  /** [count, rowsPerStep(program)]: rows of the data tensors */
  readonly rows: Int32Array;
}

/** How many blocks a run has under way, so that a device that works on its own never waits for the thread. */
export const blocksInFlight = 2;

/**
 * Chooses the weights of one step, as many as its program reads, from the task losses [T] and the matrix that stands in it as Gramian,
 * row-major and symmetric: of the shared parameters [T], from the products of the task gradients [T, T], where no method says more. `index` counts the steps of the block from 0. Both arrays are the caller's own.
 */
export type Weigh = (losses: Float32Array, gramian: Float32Array, index: number) => ArrayLike<number>;

export type BufferName = 'parameters' | 'optimizer' | 'state';

/** The tensors of `program.data`, by name, row-major. */
export type DataBuffers = Readonly<Record<string, Float32Array | Int32Array>>;

/** What is used instead of the device that an executor names, and why. */
export interface Reduced {
  readonly device: string;
  readonly reason: string;
}

/** A program with its parameters, loaded on a device. Every method may be called while a block is under way; effects are in call order. */
export interface Session {
  /** Runs the steps and resolves with their task losses [count, T]. Several blocks may be in flight. */
  run(block: StepBlock): Promise<Float32Array>;
  /**
   * The same with Gramian steps, whose shared weights `weigh` chooses. The program must have been compiled with a Gramian. Rejects
   * with what `weigh` throws: the step in question and those after it are then not taken.
   */
  runBalanced(block: StepBlock, weigh: Weigh): Promise<Float32Array>;
  /** Whole buffers: parameters [parameterCount], optimizer [slots, trainableCount], state [stateCount]. */
  read(buffer: BufferName): Promise<Float32Array>;
  write(buffer: BufferName, data: Float32Array): Promise<void>;
  /** Outputs of `program.evaluate` for any number of rows (padded and cut inside), by output name, [rows.length, ...]. */
  evaluate(rows: Int32Array): Promise<Record<string, Float32Array>>;
  /** Outputs of `program.predict` for any number of inputs; feeds by name, [count, ...]. */
  predict(feeds: DataBuffers, count: number): Promise<Record<string, Float32Array>>;
  /** Set where the session has less to run on than its executor says, which may happen at any time. */
  readonly reduced?: Reduced | null;
  dispose(): void;
}

/** Something that runs training programs: it knows primitives, and nothing of layers or tasks. */
export interface Executor {
  readonly id: 'reference' | 'tfjs' | 'webgpu' | 'wasm';
  readonly backend: string;
  readonly device: string;
  /** Parameters and optimiser state start as zeros; see `write`. */
  load(program: TrainingProgram, data: DataBuffers): Promise<Session>;
  /** Resolves if the device is lost, with the reason. */
  readonly lost: Promise<string>;
  dispose(): void;
}
