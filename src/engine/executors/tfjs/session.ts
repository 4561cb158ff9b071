import * as tf from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../core/program/shapes.ts';
import type { TrainingProgram, ValueId, ValueInfo } from '../../../core/program/types.ts';
import type { BackendId } from '../../../core/runs/protocol.ts';
import { assertNever, at, invariant } from '../../../core/util/assert-never.ts';
import type { BufferName, DataBuffers, Session, StepBlock } from '../executor.ts';
import {
  allTensors,
  type Buffers,
  BufferViews,
  replaceStates,
  snapshot,
  wholeBuffer,
  withBuffer,
  zeroBuffers,
} from './buffers.ts';
import { runInChunks } from './chunks.ts';
import { DeviceData, toTensor } from './device-data.ts';
import { makePlan, type Plan, runPlan, type SourceReader } from './plan.ts';
import { Resources } from './resources.ts';
import { updater } from './update.ts';

/**
 * A training program on a tfjs backend. Every method does its work, or hands it to the device, before it returns, so effects are in call
 * order; only reading back is awaited.
 */
export class TfjsSession implements Session {
  private readonly resources: Resources;
  private readonly data: DeviceData;
  private readonly step: Plan;
  private readonly evaluation: Plan;
  private readonly prediction: Plan;
  private readonly update: ReturnType<typeof updater>;
  /** Stands where nothing reaches a parameter, so that the gradient is one flat tensor. */
  private readonly noGradient: ReadonlyMap<number, tf.Tensor>;
  private buffers: Buffers;
  private disposed = false;

  constructor(
    private readonly program: TrainingProgram,
    data: DataBuffers,
    private readonly backend: BackendId,
    private readonly activate: () => void,
  ) {
    activate();
    const resources = new Resources(backend);
    this.resources = resources;
    this.step = makePlan(program.step, stepOutputs(program), resources.context(program.step));
    this.evaluation = makePlan(program.evaluate, Object.values(program.evaluate.outputs), resources.context(program.evaluate));
    this.prediction = makePlan(program.predict, Object.values(program.predict.outputs), resources.context(program.predict));
    this.data = new DeviceData(program.data, data, [this.step, this.evaluation, this.prediction], resources);
    this.update = updater(program.update, resources.context(program.step));
    this.noGradient = new Map(
      program.gradients.flatMap((id, index) =>
        id === null ? [[index, resources.keep(tf.zeros([at(program.parameters, index).size]))]] : [],
      ),
    );
    this.buffers = zeroBuffers(program);
  }

  async run(block: StepBlock): Promise<Float32Array> {
    this.enter();
    const { size } = this.program.controls;
    const { batchSize } = this.program;
    const losses: tf.Tensor[] = [];
    for (let i = 0; i < block.count; i++) {
      const controls = block.controls.subarray(i * size, (i + 1) * size);
      losses.push(this.runStep(controls, block.rows.slice(i * batchSize, (i + 1) * batchSize)));
    }
    if (losses.length === 0) return new Float32Array(0);
    const joined = tf.tidy(() => tf.concat(losses.map((loss) => tf.reshape(loss, [loss.size]))));
    tf.dispose(losses);
    return readOut(joined);
  }

  async read(buffer: BufferName): Promise<Float32Array> {
    this.enter();
    return readOut(tf.tidy(() => wholeBuffer(this.buffers, buffer)));
  }

  async write(buffer: BufferName, data: Float32Array): Promise<void> {
    this.enter();
    this.replace(withBuffer(this.buffers, buffer, data));
  }

  async evaluate(rows: Int32Array): Promise<Record<string, Float32Array>> {
    this.enter();
    const { evaluate, evaluateBatchSize: size } = this.program;
    const copy = rows.slice();
    return this.overSamples(this.evaluation, Object.keys(evaluate.outputs), copy.length, size, (chunk) => {
      const part = new Int32Array(size).fill(at(copy, chunk.start));
      part.set(copy.subarray(chunk.start, chunk.start + chunk.count));
      return { rows: part };
    });
  }

  async predict(feeds: DataBuffers, count: number): Promise<Record<string, Float32Array>> {
    this.enter();
    const { predict, predictBatchSize: size } = this.program;
    return this.overSamples(this.prediction, Object.keys(predict.outputs), count, size, (chunk) => ({
      feed: ({ shape, dtype }, name) => {
        const values = feeds[name];
        invariant(values, `the feed ${name} is given`);
        const perSample = sizeOf(shape) / size;
        const part = dtype === 'f32' ? new Float32Array(sizeOf(shape)) : new Int32Array(sizeOf(shape));
        part.set(values.subarray(chunk.start * perSample, (chunk.start + chunk.count) * perSample));
        return toTensor(part, shape, dtype);
      },
    }));
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    this.activate();
    for (const tensor of allTensors(this.buffers)) tensor.dispose();
    this.resources.dispose();
  }

  private enter(): void {
    invariant(!this.disposed, 'a disposed session is not used');
    this.activate();
  }

  /** Takes new buffers and disposes those that they replace. */
  private replace(next: Buffers): void {
    const kept = new Set(allTensors(next));
    for (const tensor of allTensors(this.buffers)) if (!kept.has(tensor)) tensor.dispose();
    this.buffers = next;
  }

  /** One training step; gives its losses [T]. */
  private runStep(controls: Float32Array, rows: Int32Array): tf.Tensor {
    const { program, buffers } = this;
    const { learningRate, biasCorrection } = program.controls;
    const done = tf.tidy(() => {
      const outputs = runPlan(this.step, this.sources(buffers, { controls, rows }));
      const gradientAt = outputs.slice(1, 1 + program.gradients.filter((id) => id !== null).length);
      const stateValues = outputs.slice(1 + gradientAt.length);
      const parts = program.gradients.map((id, index) => {
        const gradient = id === null ? this.noGradient.get(index) : gradientAt.shift();
        invariant(gradient, 'every gradient is computed');
        return tf.reshape(gradient, [gradient.size]);
      });
      const state = replaceStates(
        buffers.state,
        program,
        new Map(program.step.stateWrites.map((write, i) => [write.state, at(stateValues, i)])),
      );
      if (parts.length === 0) return { losses: at(outputs, 0), state };
      const { parameters, slots } = this.update(buffers.trainable, tf.concat(parts), buffers.slots, {
        learningRate: at(controls, learningRate),
        correction1: at(controls, biasCorrection),
        correction2: at(controls, biasCorrection + 1),
      });
      return { losses: at(outputs, 0), state, parameters, slots: [...slots] };
    });
    const { losses, state, parameters = buffers.trainable, slots = buffers.slots } = done;
    this.replace({ trainable: parameters, frozen: buffers.frozen, slots, state });
    return losses;
  }

  /** Runs evaluation or prediction with the parameters of this moment, whatever steps follow while it lasts. */
  private async overSamples(
    plan: Plan,
    names: readonly string[],
    total: number,
    size: number,
    inputs: (chunk: { start: number; count: number }) => Inputs,
  ): Promise<Record<string, Float32Array>> {
    const frozenInTime = snapshot(this.buffers);
    try {
      return await runInChunks(
        plan,
        names,
        total,
        size,
        (chunk) => this.sources(frozenInTime, inputs(chunk)),
        () => this.enter(),
      );
    } finally {
      for (const tensor of allTensors(frozenInTime)) tensor.dispose();
    }
  }

  private sources(buffers: Buffers, inputs: Inputs): SourceReader {
    const views = new BufferViews(buffers, this.program, this.backend);
    return ({ info, batchOf }) => {
      const { source, shape } = info;
      if (batchOf !== undefined) return this.data.batch(batchOf, given(inputs.rows, 'rows'));
      switch (source.kind) {
        case 'parameter':
          return views.parameter(source.index);
        case 'state':
          return views.state(source.index);
        case 'data':
          return this.data.whole(source.name);
        case 'rows':
          return toTensor(given(inputs.rows, 'rows'), shape, 'i32');
        case 'control':
          return toTensor(given(inputs.controls, 'controls').slice(source.offset, source.offset + sizeOf(shape)), shape, 'f32');
        case 'feed':
          return given(inputs.feed, 'feeds')(info, source.name);
        case 'constant':
        case 'op':
          throw new Error(`Broken invariant: ${source.kind} is not a source`);
        default:
          return assertNever(source);
      }
    };
  }
}

/** What is handed in at one call. */
interface Inputs {
  readonly rows?: Int32Array;
  readonly controls?: Float32Array;
  readonly feed?: (info: ValueInfo, name: string) => tf.Tensor;
}

function given<T>(value: T | undefined, name: string): T {
  invariant(value !== undefined, `the program may read ${name} here`);
  return value;
}

/** Losses, then the gradients that exist, then the new states. */
function stepOutputs(program: TrainingProgram): ValueId[] {
  const gradients = program.gradients.filter((id) => id !== null);
  const losses = program.step.outputs.losses;
  invariant(losses !== undefined, 'a step has losses');
  return [losses, ...gradients, ...program.step.stateWrites.map((write) => write.value)];
}

/** Reads a tensor and disposes it. The array is the caller's own, also on the cpu backend, which hands out its storage. */
async function readOut(tensor: tf.Tensor): Promise<Float32Array> {
  const values = await tensor.data<'float32'>();
  tensor.dispose();
  return values.slice();
}
