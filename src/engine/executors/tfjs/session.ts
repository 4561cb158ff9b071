import * as tf from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../core/program/shapes.ts';
import { matricesOf, rowsPerStep } from '../../../core/program/step-inputs.ts';
import { symmetrized } from '../../../core/program/task-gradients/symmetrized.ts';
import type { StepProgram, TrainingProgram, ValueId, ValueInfo } from '../../../core/program/types.ts';
import type { BackendId } from '../../../core/runs/executor-info.ts';
import { assertNever, at, invariant } from '../../../core/util/assert-never.ts';
import { CallOrder } from '../call-order.ts';
import type { BufferName, DataBuffers, Session, StepBlock, Weigh } from '../executor.ts';
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
import { type GramianPlan, makeGramianPlan, runFirst, runSecond, stepResults } from './gramian-plan.ts';
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
  private readonly plain: StepProgram;
  private readonly step: Plan;
  private readonly gramian: GramianPlan | null;
  private readonly evaluation: Plan;
  private readonly prediction: Plan;
  private readonly update: ReturnType<typeof updater>;
  /** Stands where nothing reaches a parameter, so that the gradient is one flat tensor. */
  private readonly noGradient: ReadonlyMap<number, tf.Tensor>;
  private readonly order = new CallOrder();
  private buffers: Buffers;
  private disposed = false;

  constructor(
    private readonly program: TrainingProgram,
    data: DataBuffers,
    private readonly backend: BackendId,
    private readonly activate: () => void,
    private readonly onDispose: () => void = () => undefined,
  ) {
    activate();
    const resources = new Resources(backend);
    this.resources = resources;
    this.plain = { program: program.step, gradients: program.gradients };
    this.step = makePlan(program.step, stepOutputs(this.plain), resources.context(program.step));
    this.gramian = program.gramian && makeGramianPlan(program.gramian, resources.context(program.gramian.program));
    this.evaluation = makePlan(program.evaluate, Object.values(program.evaluate.outputs), resources.context(program.evaluate));
    this.prediction = makePlan(program.predict, Object.values(program.predict.outputs), resources.context(program.predict));
    this.data = new DeviceData(
      program.data,
      data,
      [this.step, ...(this.gramian?.plans ?? []), this.evaluation, this.prediction],
      resources,
    );
    this.update = updater(program.update, program.controls, resources.context(program.step));
    this.noGradient = new Map(
      program.gradients.flatMap((id, index) =>
        id === null || program.gramian?.gradients[index] === null
          ? [[index, resources.keep(tf.zeros([at(program.parameters, index).size]))]]
          : [],
      ),
    );
    this.buffers = zeroBuffers(program);
  }

  run(block: StepBlock): Promise<Float32Array> {
    return this.order.brief(() => this.runPlain(block));
  }

  runBalanced(block: StepBlock, weigh: Weigh): Promise<Float32Array> {
    return this.order.long(() => this.runWeighed(block, weigh));
  }

  read(buffer: BufferName): Promise<Float32Array> {
    return this.order.brief(async () => {
      this.enter();
      return readOut(tf.tidy(() => wholeBuffer(this.buffers, buffer)));
    });
  }

  write(buffer: BufferName, data: Float32Array): Promise<void> {
    return this.order.brief(async () => {
      this.enter();
      this.replace(withBuffer(this.buffers, buffer, data));
    });
  }

  evaluate(rows: Int32Array): Promise<Record<string, Float32Array>> {
    return this.order.brief(() => this.evaluateRows(rows));
  }

  predict(feeds: DataBuffers, count: number): Promise<Record<string, Float32Array>> {
    return this.order.brief(() => this.predictFeeds(feeds, count));
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    this.onDispose();
    this.activate();
    for (const tensor of allTensors(this.buffers)) tensor.dispose();
    this.resources.dispose();
  }

  private async runPlain(block: StepBlock): Promise<Float32Array> {
    this.enter();
    const { size } = this.program.controls;
    const width = rowsPerStep(this.program);
    const losses: tf.Tensor[] = [];
    for (let i = 0; i < block.count; i++) {
      const controls = block.controls.subarray(i * size, (i + 1) * size);
      losses.push(this.runStep(controls, block.rows.slice(i * width, (i + 1) * width)));
    }
    if (losses.length === 0) return new Float32Array(0);
    const joined = tf.tidy(() => tf.concat(losses.map((loss) => tf.reshape(loss, [loss.size]))));
    tf.dispose(losses);
    return readOut(joined);
  }

  private async evaluateRows(rows: Int32Array): Promise<Record<string, Float32Array>> {
    this.enter();
    const { evaluate, evaluateBatchSize: size } = this.program;
    const copy = rows.slice();
    return this.overSamples(this.evaluation, Object.keys(evaluate.outputs), copy.length, size, (chunk) => {
      const part = new Int32Array(size).fill(at(copy, chunk.start));
      part.set(copy.subarray(chunk.start, chunk.start + chunk.count));
      return { rows: part };
    });
  }

  private async predictFeeds(feeds: DataBuffers, count: number): Promise<Record<string, Float32Array>> {
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

  /** Steps one by one: the weights of each follow from its own losses and Gramian. */
  private async runWeighed({ count, controls, rows }: StepBlock, weigh: Weigh): Promise<Float32Array> {
    const { program, gramian } = this;
    invariant(gramian, 'the program has a Gramian step');
    const { tasks } = program;
    const width = rowsPerStep(program);
    const { size } = program.controls;
    const losses = new Float32Array(count * tasks.length);
    for (let index = 0; index < count; index++) {
      this.enter();
      const row = controls.slice(index * size, (index + 1) * size);
      const inputs = { controls: row, rows: rows.slice(index * width, (index + 1) * width) };
      const { known, held } = runFirst(gramian, this.sources(this.buffers, inputs));
      try {
        const numbers = await readOut(known);
        const own = numbers.slice(0, tasks.length);
        losses.set(own, index * tasks.length);
        const weights = Array.from(weigh(own, symmetrized(numbers.slice(tasks.length), matricesOf(gramian.step)), index));
        invariant(weights.length === gramian.step.weightCount, 'as many weights are chosen as are read');
        row.set(weights, gramian.step.sharedWeights);
        this.enter();
        this.replace(
          tf.tidy(() => this.stepped(gramian.step, runSecond(gramian, this.sources(this.buffers, inputs), held), row)),
        );
      } finally {
        tf.dispose(held);
      }
    }
    return losses;
  }

  /** One training step; gives its losses [T]. */
  private runStep(controls: Float32Array, rows: Int32Array): tf.Tensor {
    const { losses, next } = tf.tidy(() => {
      const [made, ...results] = runPlan(this.step, this.sources(this.buffers, { controls, rows }));
      invariant(made, 'a step has losses');
      return { losses: made, next: this.stepped(this.plain, results, controls) };
    });
    this.replace(next);
    return losses;
  }

  /** The buffers after a step with these `stepResults`. Call it inside tf.tidy. */
  private stepped(step: StepProgram, results: readonly tf.Tensor[], controls: Float32Array) {
    const { program } = this;
    const { trainable, frozen, slots, state } = this.buffers;
    const gradientAt = results.slice(0, step.gradients.filter((id) => id !== null).length);
    const stateValues = results.slice(gradientAt.length);
    const parts = step.gradients.map((id, index) => {
      const gradient = id === null ? this.noGradient.get(index) : gradientAt.shift();
      invariant(gradient, 'every gradient is computed');
      return tf.reshape(gradient, [gradient.size]);
    });
    const written = step.program.stateWrites.map((write, i) => [write.state, at(stateValues, i)] as const);
    const after = replaceStates(state, program, new Map(written));
    if (parts.length === 0) return { trainable, frozen, slots: [...slots], state: after };
    const updated = this.update(trainable, tf.concat(parts), slots, controls);
    return { trainable: updated.parameters, frozen, slots: [...updated.slots], state: after };
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
      const rows = (offset: number, count: number): Int32Array => given(inputs.rows, 'rows').slice(offset, offset + count);
      if (batchOf) return this.data.batch(batchOf.table, rows(batchOf.offset, batchOf.count));
      switch (source.kind) {
        case 'parameter':
          return views.parameter(source.index);
        case 'state':
          return views.state(source.index);
        case 'data':
          return this.data.whole(source.name);
        case 'rows':
          return toTensor(rows(source.offset ?? 0, sizeOf(shape)), shape, 'i32');
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

/** Losses, then the results of a step. */
function stepOutputs(step: StepProgram): ValueId[] {
  const { losses } = step.program.outputs;
  invariant(losses !== undefined, 'a step has losses');
  return [losses, ...stepResults(step)];
}

/** Reads a tensor and disposes it. The array is the caller's own, also on the cpu backend, which hands out its storage. */
async function readOut(tensor: tf.Tensor): Promise<Float32Array> {
  const values = await tensor.data<'float32'>();
  tensor.dispose();
  return values.slice();
}
