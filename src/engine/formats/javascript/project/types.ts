import { shapeComment } from '../../code/helper.ts';
import { textLiteral } from '../../code/identifiers.ts';
import type { Network } from '../../code/network.ts';
import type { WrittenModel } from '../../code/written-model.ts';
import { javascript } from '../source.ts';

/** What TypeScript knows of the project's modules, beside each of them. */
export function typeFiles(network: Network, { className, inputNames, taskNames }: WrittenModel): Record<string, string> {
  const inputs = network.inputs.map(({ info }) => {
    const of = `${shapeComment(info.shape)}${info.dtype === 'i32' ? ', ids (int32)' : ''}`;
    return `  /** ${of} */\n  readonly ${inputNames.get(info.id) ?? info.id}: tf.Tensor;`;
  });
  const tasks = network.tasks.map(({ task, logits }) => {
    const shape = shapeComment(network.streams.get(logits)?.shape ?? []);
    return `  /** ${shape} */\n  readonly ${textLiteral(taskNames.get(task.id) ?? task.id)}: T;`;
  });
  return {
    'model.d.ts': `import type * as tf from '@tensorflow/tfjs';

export interface Inputs {
${inputs.join('\n')}
}

/** One thing for every task. */
export interface ByTask<T> {
${tasks.join('\n')}
}

/** Gives the logits of every task by name. */
export declare class ${className} {
  /** Every weight by its name in weights.safetensors. */
  readonly weights: Readonly<Record<string, tf.Variable>>;
  /** What no optimiser moves. */
  readonly frozen: ReadonlySet<string>;
  forward(inputs: Inputs, training?: boolean): ByTask<tf.Tensor>;
  /** The variables that are trained. */
  trained(): tf.Variable[];
  /** What is added to the training loss beside the tasks' losses, after a forward pass. */
  penalty(): tf.Tensor;
  load(tensors: Readonly<Record<string, tf.Tensor>>): this;
  /** New weights. */
  initialise(): this;
}
`,
    'losses.d.ts': javascript`
      import type * as tf from '@tensorflow/tfjs';
      import type { ByTask } from './model.js';

      export interface Task {
        readonly name: string;
        /** Times this the loss of the task counts. */
        weight: number;
        readonly classes?: readonly string[];
        /** Of every sample [N]. */
        loss(logits: tf.Tensor, labels: tf.Tensor, mask: tf.Tensor, classWeights: tf.Tensor | null): tf.Tensor;
        /** Probabilities, or values. */
        outputs(logits: tf.Tensor): tf.Tensor;
      }

      export declare const TASKS: ByTask<Task>;
    `,
    'data.d.ts': javascript`
      import type * as tf from '@tensorflow/tfjs';
      import type { ByTask, Inputs } from './model.js';
      import type { ReadTensor } from './tensors.js';

      export interface Batch {
        readonly inputs: Inputs;
        readonly labels: ByTask<tf.Tensor>;
        /** 1 where a sample has a label. */
        readonly masks: ByTask<tf.Tensor>;
        readonly classWeights: ByTask<tf.Tensor | null>;
      }

      /** The page's data set and its split. */
      export declare class Data {
        constructor(tensors: Readonly<Record<string, ReadTensor>>);
        readonly splits: Readonly<Record<'train' | 'validation' | 'test', Int32Array>>;
        batch(rows: ArrayLike<number>): Batch;
      }
    `,
    'tensors.d.ts': javascript`
      export interface ReadTensor {
        readonly shape: number[];
        readonly data: Float32Array | Int32Array | Uint8Array;
      }

      export declare function readTensors(bytes: Uint8Array): Record<string, ReadTensor>;
      export declare function readBeside(name: string): Promise<Uint8Array>;
    `,
    'optimizer.d.ts': javascript`
      import type * as tf from '@tensorflow/tfjs';

      export interface Optimizer {
        applyGradients(gradients: tf.NamedTensorMap): void;
      }

      export declare function makeOptimizer(rate: number): Optimizer;
    `,
    'step.d.ts': javascript`
      import type * as tf from '@tensorflow/tfjs';
      import type { Batch } from './data.js';
      import type { ByTask, ${className} } from './model.js';
      import type { Optimizer } from './optimizer.js';

      export declare const EPOCHS: number;
      export declare const BATCH_SIZE: number;
      export declare function learningRate(step: number, stepsPerEpoch: number): number;
      export declare function lossesOf(logits: ByTask<tf.Tensor>, batch: Batch): tf.Tensor[];
      export declare function takeStep(model: ${className}, optimizer: Optimizer, batch: Batch): number[];
    `,
    'train.d.ts': javascript`
      import type { Data } from './data.js';
      import type { ByTask, ${className} } from './model.js';

      export declare function loadModel(): Promise<${className}>;
      export declare function evaluate(model: ${className}, data: Data, rows: ArrayLike<number>): ByTask<number>;
      export interface TrainOptions {
        readonly epochs?: number;
        readonly onEpoch?: (epoch: number, losses: ByTask<number>) => void | Promise<void>;
      }
      export declare function train(model: ${className}, data: Data, options?: TrainOptions): Promise<void>;
    `,
    'predict.d.ts': javascript`
      import type * as tf from '@tensorflow/tfjs';
      import type { ByTask, Inputs, ${className} } from './model.js';

      /** By task: probabilities, or values. */
      export declare function predict(model: ${className}, inputs: Inputs): ByTask<tf.Tensor>;
    `,
  };
}
