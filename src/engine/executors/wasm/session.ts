import { sizeOf } from '../../../core/program/shapes.ts';
import { rowsPerStep } from '../../../core/program/step-inputs.ts';
import { symmetrized } from '../../../core/program/task-gradients/symmetrized.ts';
import type { Program, TrainingProgram } from '../../../core/program/types.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import type { BufferName, DataBuffers, Reduced, Session, StepBlock, Weigh } from '../executor.ts';
import type { KernelInstance, Run } from './kernels.ts';
import type { Layout, Region, Table } from './layout.ts';

/** What is written before a balanced step and in its middle, and read there, where it stands in memory. */
interface StepViews {
  readonly buffer: ArrayBuffer;
  readonly controls: Float32Array;
  readonly rows: Int32Array;
  readonly losses: Float32Array;
  readonly gramian: Float32Array;
  readonly weights: Float32Array;
}

/**
 * A training program in the linear memory of one kernel instance. All work is done before a method returns, so effects are in call order;
 * the promises only carry the results.
 */
export class WasmSession implements Session {
  private kernels: KernelInstance | null;
  private views: StepViews | null = null;

  constructor(
    private readonly program: TrainingProgram,
    data: DataBuffers,
    private readonly layout: Layout,
    kernels: KernelInstance,
  ) {
    this.kernels = kernels;
    const { constants, step, gramian, evaluate, predict } = this.layout;
    for (const constant of constants) this.place(constant.address, constant.data);
    const tables = [step, evaluate, predict, ...(gramian ? [gramian] : [])];
    for (const { words, region } of tables) this.place(region.address, words);
    for (const { name, shape } of program.data) {
      const values = data[name];
      const region = this.layout.data.get(name);
      invariant(values && region && values.length === sizeOf(shape), `the data tensor ${name} is given`);
      this.place(region.address, values);
    }
  }

  /** Bytes of linear memory; the same from the beginning to the end of a session. */
  get memoryBytes(): number {
    return this.memory().byteLength;
  }

  get reduced(): Reduced | null {
    return this.kernels?.reduced ?? null;
  }

  async run({ count, controls, rows }: StepBlock): Promise<Float32Array> {
    const { layout, program } = this;
    const width = layout.lossRing.bytes / 4 / layout.blockSteps;
    const stepRows = rowsPerStep(program);
    const result = new Float32Array(count * width);
    for (let first = 0; first < count; first += layout.blockSteps) {
      const steps = Math.min(layout.blockSteps, count - first);
      const { size } = program.controls;
      this.place(layout.controlRows.address, controls.subarray(first * size, (first + steps) * size));
      this.place(layout.batchRows.address, rows.subarray(first * stepRows, (first + steps) * stepRows));
      const inputs = [
        { address: layout.controlRows.address, bytes: 4 * steps * size },
        { address: layout.batchRows.address, bytes: 4 * steps * stepRows },
      ];
      this.execute({ kind: 'step', inputs }, layout.step, steps, 4 * size, 4 * stepRows, 4 * width);
      result.set(this.numbers(layout.lossRing.address, steps * width), first * width);
    }
    return result;
  }

  async runBalanced({ count, controls, rows }: StepBlock, weigh: Weigh): Promise<Float32Array> {
    const { layout, program } = this;
    const table = layout.gramian;
    invariant(table, 'the program has a Gramian step');
    const { size } = program.controls;
    const { length: tasks } = program.tasks;
    const stepRows = rowsPerStep(program);
    const result = new Float32Array(count * tasks);
    const { address, bytes } = table.region;
    const cut = address + table.firstBytes;
    const first: Run = { kind: 'step', inputs: [layout.controls, layout.rows] };
    const rest: Run = { kind: 'rest of a step', inputs: [layout.controls] };
    for (let index = 0; index < count; index++) {
      const before = this.viewsOf(table);
      before.controls.set(controls.subarray(index * size, (index + 1) * size));
      before.rows.set(rows.subarray(index * stepRows, (index + 1) * stepRows));
      this.executeOnce(first, address, cut);
      const between = this.viewsOf(table);
      const losses = between.losses.slice();
      result.set(losses, index * tasks);
      const weights = weigh(losses, symmetrized(between.gramian.slice(), table.matrices), index);
      invariant(weights.length === table.weightCount, 'as many weights are chosen as are read');
      between.weights.set(weights);
      this.executeOnce(rest, cut, address + bytes);
    }
    return result;
  }

  async read(buffer: BufferName): Promise<Float32Array> {
    const { address, bytes } = this.layout[buffer];
    return this.numbers(address, bytes / 4).slice();
  }

  async write(buffer: BufferName, data: Float32Array): Promise<void> {
    const { address, bytes } = this.layout[buffer];
    invariant(data.length === bytes / 4, `a whole ${buffer} buffer is written`);
    this.place(address, data);
    this.instance().changed();
  }

  async evaluate(rows: Int32Array): Promise<Record<string, Float32Array>> {
    const { evaluate, evaluateBatchSize: size } = this.program;
    return this.inParts(evaluate, this.layout.evaluate, rows.length, size, [this.layout.rows], (start, count) => {
      const part = new Int32Array(size).fill(at(rows, start));
      part.set(rows.subarray(start, start + count));
      this.place(this.layout.rows.address, part);
    });
  }

  async predict(feeds: DataBuffers, count: number): Promise<Record<string, Float32Array>> {
    const { predict, predictBatchSize: size } = this.program;
    return this.inParts(predict, this.layout.predict, count, size, [...this.layout.feeds.values()], (start, taken) => {
      for (const [name, region] of this.layout.feeds) {
        const values = feeds[name];
        invariant(values, `the feed ${name} is given`);
        const perSample = region.count / size;
        new Uint8Array(this.memory(), region.address, region.bytes).fill(0);
        this.place(region.address, values.subarray(start * perSample, (start + taken) * perSample));
      }
    });
  }

  /** Lets the memory go, which is freed with the instance, and ends its threads. */
  dispose(): void {
    this.kernels?.dispose();
    this.kernels = null;
    this.views = null;
  }

  /** Making views takes longer than a step of a tiny network: they are made once, and again where threads have left another memory behind. */
  private viewsOf(table: NonNullable<Layout['gramian']>): StepViews {
    const buffer = this.memory();
    if (this.views?.buffer === buffer) return this.views;
    const { controls, rows } = this.layout;
    this.views = {
      buffer,
      controls: this.numbers(controls.address, this.program.controls.size),
      rows: new Int32Array(buffer, rows.address, rowsPerStep(this.program)),
      losses: this.numbers(table.losses, this.program.tasks.length),
      gramian: this.numbers(table.gramian, table.gramianSize),
      weights: this.numbers(controls.address + 4 * table.sharedWeights, table.weightCount),
    };
    return this.views;
  }

  private memory(): ArrayBuffer {
    return this.instance().memory.buffer;
  }

  private instance(): KernelInstance {
    invariant(this.kernels, 'a disposed session is not used');
    return this.kernels;
  }

  private numbers(address: number, count: number): Float32Array {
    return new Float32Array(this.memory(), address, count);
  }

  private place(address: number, data: Float32Array | Int32Array): void {
    if (data instanceof Float32Array) this.numbers(address, data.length).set(data);
    else new Int32Array(this.memory(), address, data.length).set(data);
  }

  private execute(run: Run, table: Table, steps: number, controlBytes: number, rowBytes: number, lossBytes: number): void {
    const { controls, controlRows, rows, batchRows, losses, lossRing } = this.layout;
    const { address, bytes } = table.region;
    const from = (region: Region): number => region.address;
    const inputs = [from(controls), from(controlRows), controlBytes, from(rows), from(batchRows), rowBytes] as const;
    this.instance().run(run, address, address + bytes, steps, ...inputs, losses, from(lossRing), lossBytes);
  }

  /** Operations that read what stands in memory already. */
  private executeOnce(run: Run, from: number, end: number): void {
    this.instance().run(run, from, end, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  /** Runs a program over `total` samples, `size` at a time; `feed` puts a part's inputs in their place, `inputs`. */
  private inParts(
    { outputs, values }: Program,
    table: Table,
    total: number,
    size: number,
    inputs: readonly Region[],
    feed: (start: number, count: number) => void,
  ): Record<string, Float32Array> {
    const places = Object.entries(outputs).map(([name, id]) => {
      const width = sizeOf(at(values, id).shape) / size;
      return { name, address: table.address(id), width, result: new Float32Array(total * width) };
    });
    for (let start = 0; start < total; start += size) {
      const count = Math.min(size, total - start);
      feed(start, count);
      this.execute({ kind: 'look', inputs }, table, 1, 0, 0, 0);
      for (const { address, width, result } of places) result.set(this.numbers(address, count * width), start * width);
    }
    return Object.fromEntries(places.map(({ name, result }) => [name, result]));
  }
}
