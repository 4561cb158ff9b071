import { sizeOf } from '../../../core/program/shapes.ts';
import { rowsPerStep } from '../../../core/program/step-inputs.ts';
import type { Program, TrainingProgram } from '../../../core/program/types.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import { CallOrder } from '../call-order.ts';
import type { BufferName, DataBuffers, Session, StepBlock, Weigh } from '../executor.ts';
import { bufferSizes, type DeviceBuffers, makeBuffers, uploadData } from './device-buffers.ts';
import { GramianSteps } from './gramian-steps.ts';
import { type Bindings, makeBindings, makeDispatches, type ReadyDispatch } from './pipelines.ts';
import type { ProgramPlan, TrainingPlan } from './plan/plan.ts';
import { StagingPool, StagingPools } from './staging.ts';
import { SubmitPacer } from './submit-pacer.ts';

interface Ready {
  readonly plan: ProgramPlan;
  readonly dispatches: readonly ReadyDispatch[];
}

/** A device, what the status calls it, and a clock. */
interface SessionDevice {
  readonly gpu: GPUDevice;
  readonly name: string;
  readonly now: () => number;
  /** Hears when the session is disposed of. */
  readonly onDispose?: (session: WebgpuSession) => void;
}

/** Outputs of a program for one chunk of samples. */
interface Chunk {
  readonly start: number;
  readonly count: number;
}

/**
 * A planned training program on a device. Every method hands its work to the device's queue before it returns, so effects are in call
 * order; only reading back is awaited.
 */
export class WebgpuSession implements Session {
  private readonly losses: StagingPool;
  private readonly results: StagingPools;
  private readonly rows: Float32Array<ArrayBuffer>;
  private readonly rowOffset = new Uint32Array(1);
  private readonly pacer: SubmitPacer;
  private readonly order = new CallOrder();
  private readonly gramian: GramianSteps | null;
  private disposed = false;

  private readonly device: GPUDevice;

  private constructor(
    private readonly host: SessionDevice,
    private readonly program: TrainingProgram,
    private readonly plan: TrainingPlan,
    private readonly buffers: DeviceBuffers,
    private readonly bindings: Bindings,
    private readonly step: Ready,
    private readonly evaluation: Ready,
    private readonly prediction: Ready,
    gramian: readonly ReadyDispatch[],
  ) {
    const { gpu: device, now } = host;
    this.device = device;
    this.gramian =
      plan.gramian &&
      program.gramian &&
      new GramianSteps(device, buffers, plan.gramian, program.gramian, plan.lossCount, gramian, (encoder, dispatches, row) =>
        this.encodeSteps(encoder, dispatches, row, row + 1),
      );
    this.pacer = new SubmitPacer(now);
    this.results = new StagingPools(device);
    this.losses = new StagingPool(device, 4 * buffers.steps * plan.lossCount);
    this.rows = new Float32Array((buffers.steps * buffers.rowBytes) / 4);
  }

  /** Makes buffers, pipelines and bind groups: nothing more is made while steps run. Throws `training.tooLarge`. */
  static async create(
    host: SessionDevice,
    program: TrainingProgram,
    plan: TrainingPlan,
    data: DataBuffers,
  ): Promise<WebgpuSession> {
    const { gpu: device, name } = host;
    const buffers = makeBuffers(device, name, program, plan);
    const bindings = makeBindings(device, buffers);
    const ready = async (part: ProgramPlan): Promise<Ready> => ({
      plan: part,
      dispatches: await makeDispatches(device, bindings.layout, part),
    });
    const [step, evaluation, prediction, gramian] = await Promise.all([
      ready(plan.step),
      ready(plan.evaluate),
      ready(plan.predict),
      plan.gramian ? makeDispatches(device, bindings.layout, plan.gramian) : [],
    ]);
    uploadData(device, buffers.data, plan, data);
    return new WebgpuSession(host, program, plan, buffers, bindings, step, evaluation, prediction, gramian);
  }

  run(block: StepBlock): Promise<Float32Array> {
    return this.order.brief(() => this.runPlain(block));
  }

  runBalanced(block: StepBlock, weigh: Weigh): Promise<Float32Array> {
    return this.order.long(() => this.runWeighed(block, weigh));
  }

  read(buffer: BufferName): Promise<Float32Array> {
    return this.order.brief(() => this.readBuffer(buffer));
  }

  write(buffer: BufferName, data: Float32Array): Promise<void> {
    return this.order.brief(async () => {
      invariant(!this.disposed, 'a disposed session is not used');
      invariant(data.length === bufferSizes(this.program)[buffer], `a whole ${buffer} buffer is written`);
      if (data.length > 0) this.device.queue.writeBuffer(this.buffers[buffer], 0, Float32Array.from(data));
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
    this.host.onDispose?.(this);
    this.losses.dispose();
    this.results.dispose();
    this.gramian?.dispose();
    const { parameters, optimizer, state, arena, data, losses, inputs } = this.buffers;
    for (const buffer of [parameters, optimizer, state, arena, data, losses, inputs]) buffer.destroy();
  }

  private async runPlain(block: StepBlock): Promise<Float32Array> {
    invariant(!this.disposed, 'a disposed session is not used');
    const parts: Promise<Float32Array>[] = [];
    for (let start = 0; start < block.count; start += this.buffers.steps)
      parts.push(this.runPart(block, start, Math.min(this.buffers.steps, block.count - start)));
    const [first, ...others] = await Promise.all(parts);
    if (first === undefined || others.length === 0) return first ?? new Float32Array(0);
    const losses = new Float32Array(block.count * this.plan.lossCount);
    [first, ...others].reduce((offset, part) => {
      losses.set(part, offset);
      return offset + part.length;
    }, 0);
    return losses;
  }

  private async readBuffer(buffer: BufferName): Promise<Float32Array> {
    invariant(!this.disposed, 'a disposed session is not used');
    const count = bufferSizes(this.program)[buffer];
    if (count === 0) return new Float32Array(0);
    const pool = this.results.of(4 * count);
    const staging = pool.take();
    const encoder = this.device.createCommandEncoder();
    encoder.copyBufferToBuffer(this.buffers[buffer], 0, staging, 0, 4 * count);
    this.device.queue.submit([encoder.finish()]);
    return pool.read(staging, count);
  }

  private async evaluateRows(rows: Int32Array): Promise<Record<string, Float32Array>> {
    const { evaluate, evaluateBatchSize: size } = this.program;
    const numbers = new Float32Array(size);
    return this.overSamples(this.evaluation, evaluate, rows.length, size, ({ start, count }) => {
      for (let i = 0; i < size; i++) numbers[i] = at(rows, start + Math.min(i, count - 1));
      this.device.queue.writeBuffer(this.buffers.inputs, 0, numbers);
    });
  }

  private async predictFeeds(feeds: DataBuffers, count: number): Promise<Record<string, Float32Array>> {
    const { predict, predictBatchSize: size } = this.program;
    return this.overSamples(this.prediction, predict, count, size, (chunk) => {
      for (const feed of this.prediction.plan.feeds) {
        const values = feeds[feed.name];
        invariant(values, `the feed ${feed.name} is given`);
        const perSample = feed.size / size;
        const numbers = new Float32Array(feed.size);
        numbers.set(values.subarray(chunk.start * perSample, (chunk.start + chunk.count) * perSample));
        this.device.queue.writeBuffer(this.buffers.arena, 4 * feed.offset, numbers);
      }
    });
  }

  private async runWeighed(block: StepBlock, weigh: Weigh): Promise<Float32Array> {
    const { gramian, buffers, plan } = this;
    invariant(gramian, 'the program has a Gramian step');
    const losses = new Float32Array(block.count * plan.lossCount);
    for (let start = 0; start < block.count; start += buffers.steps) {
      invariant(!this.disposed, 'a disposed session is not used');
      const count = Math.min(buffers.steps, block.count - start);
      this.writeRows(block, start, count, () => 0);
      losses.set(await gramian.run(start, count, weigh), start * plan.lossCount);
    }
    return losses;
  }

  /** Steps of a block that fit the buffers, in as many submissions as keep each short. */
  private async runPart(block: StepBlock, start: number, count: number): Promise<Float32Array> {
    const { device, buffers, plan } = this;
    this.writeRows(block, start, count, (index) => index);
    const staging = this.losses.take();
    const measured = this.pacer.begin(count);
    const bytes = 4 * count * plan.lossCount;
    for (let from = 0; from < count; from += measured.stepsPerSubmit) {
      const to = Math.min(count, from + measured.stepsPerSubmit);
      const encoder = device.createCommandEncoder();
      this.encodeSteps(encoder, this.step.dispatches, from, to);
      if (to === count) encoder.copyBufferToBuffer(buffers.losses, 0, staging, 0, bytes);
      device.queue.submit([encoder.finish()]);
    }
    const losses = await this.losses.read(staging, count * plan.lossCount);
    measured.end();
    return losses;
  }

  private encodeSteps(encoder: GPUCommandEncoder, dispatches: readonly ReadyDispatch[], from: number, to: number): void {
    const pass = encoder.beginComputePass();
    pass.setBindGroup(0, this.bindings.buffers);
    for (let index = from; index < to; index++) {
      this.rowOffset[0] = index * this.buffers.rowBytes;
      pass.setBindGroup(1, this.bindings.inputs, this.rowOffset, 0, 1);
      encodeDispatches(pass, dispatches);
    }
    pass.end();
  }

  /** Puts the rows of inputs of steps `start` … of a block in their place; `slotOf` says where each leaves its losses. */
  private writeRows({ controls, rows }: StepBlock, start: number, count: number, slotOf: (index: number) => number): void {
    const { plan, program, buffers } = this;
    const stride = buffers.rowBytes / 4;
    const { size } = program.controls;
    const stepRows = rowsPerStep(program);
    for (let i = 0; i < count; i++) {
      const step = start + i;
      this.rows.set(controls.subarray(step * size, (step + 1) * size), i * stride);
      this.rows.set(rows.subarray(step * stepRows, (step + 1) * stepRows), i * stride + plan.rowsOffset);
      this.rows[i * stride + plan.slotOffset] = slotOf(i);
    }
    this.device.queue.writeBuffer(buffers.inputs, 0, this.rows, 0, count * stride);
  }

  /** Runs evaluation or prediction with the parameters of this moment, in chunks of the program's batch. */
  private async overSamples(
    { plan, dispatches }: Ready,
    program: Program,
    total: number,
    size: number,
    write: (chunk: Chunk) => void,
  ): Promise<Record<string, Float32Array>> {
    invariant(!this.disposed, 'a disposed session is not used');
    const chunks = Array.from({ length: Math.ceil(total / size) }, (_, i) => ({
      start: i * size,
      count: Math.min(size, total - i * size),
    }));
    const first = Math.min(...plan.outputs.map(({ offset }) => offset));
    const outputSize = plan.outputs.reduce((sum, output) => sum + output.size, 0);
    const numbers = await this.inChunks(chunks, dispatches, { first, size: outputSize }, write);
    return Object.fromEntries(
      plan.outputs.map(({ name, offset }) => {
        const width = sizeOf(at(program.values, at([program.outputs[name] ?? -1], 0)).shape) / size;
        const output = new Float32Array(total * width);
        for (const [i, { start, count }] of chunks.entries()) {
          const from = i * outputSize + offset - first;
          output.set(numbers.subarray(from, from + count * width), start * width);
        }
        return [name, output];
      }),
    );
  }

  /** The outputs of every chunk, one chunk after the other. */
  private async inChunks(
    chunks: readonly Chunk[],
    dispatches: readonly ReadyDispatch[],
    output: { readonly first: number; readonly size: number },
    write: (chunk: Chunk) => void,
  ): Promise<Float32Array> {
    const count = chunks.length * output.size;
    if (count === 0) return new Float32Array(0);
    const pool = this.results.of(4 * count);
    const staging = pool.take();
    chunks.forEach((chunk, i) => {
      write(chunk);
      const encoder = this.device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      pass.setBindGroup(0, this.bindings.buffers);
      pass.setBindGroup(1, this.bindings.inputs, [0]);
      encodeDispatches(pass, dispatches);
      pass.end();
      encoder.copyBufferToBuffer(this.buffers.arena, 4 * output.first, staging, 4 * i * output.size, 4 * output.size);
      this.device.queue.submit([encoder.finish()]);
    });
    return pool.read(staging, count);
  }
}

function encodeDispatches(pass: GPUComputePassEncoder, dispatches: readonly ReadyDispatch[]): void {
  for (const { pipeline, x, y } of dispatches) {
    pass.setPipeline(pipeline);
    pass.dispatchWorkgroups(x, y);
  }
}
