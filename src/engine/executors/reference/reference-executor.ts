import { ReferenceTrainer } from '../../../core/program/reference/trainer.ts';
import { rowsPerStep } from '../../../core/program/step-inputs.ts';
import type { TrainingProgram } from '../../../core/program/types.ts';
import { invariant } from '../../../core/util/assert-never.ts';
import type { BufferName, DataBuffers, Executor, Session, StepBlock, Weigh } from '../executor.ts';

const inSinglePrecision = (outputs: Readonly<Record<string, Float64Array>>): Record<string, Float32Array> =>
  Object.fromEntries(Object.entries(outputs).map(([name, values]) => [name, Float32Array.from(values)]));

/** Computes at once and in float64; the promises of a session only carry the results. */
class ReferenceSession implements Session {
  private readonly trainer: ReferenceTrainer;

  constructor(
    private readonly program: TrainingProgram,
    data: DataBuffers,
  ) {
    this.trainer = new ReferenceTrainer(program, data);
  }

  async run(block: StepBlock): Promise<Float32Array> {
    return this.eachStep(block, (controls, rows) => this.trainer.step(controls, rows));
  }

  async runBalanced(block: StepBlock, weigh: Weigh): Promise<Float32Array> {
    return this.eachStep(block, (controls, rows, index) =>
      this.trainer.balancedStep(controls, rows, (losses, gramian) =>
        weigh(Float32Array.from(losses), Float32Array.from(gramian), index),
      ),
    );
  }

  async read(buffer: BufferName): Promise<Float32Array> {
    return Float32Array.from(this.trainer[buffer]);
  }

  async write(buffer: BufferName, data: Float32Array): Promise<void> {
    invariant(data.length === this.trainer[buffer].length, `a whole ${buffer} buffer is written`);
    this.trainer[buffer].set(data);
  }

  async evaluate(rows: Int32Array): Promise<Record<string, Float32Array>> {
    return inSinglePrecision(this.trainer.evaluate(rows));
  }

  async predict(feeds: DataBuffers, count: number): Promise<Record<string, Float32Array>> {
    return inSinglePrecision(this.trainer.predict(feeds, count));
  }

  dispose(): void {}

  private eachStep(
    { count, controls, rows }: StepBlock,
    step: (controls: Float32Array, rows: Int32Array, index: number) => Float64Array,
  ): Float32Array {
    const { controls: layout } = this.program;
    const width = rowsPerStep(this.program);
    const losses = Array.from({ length: count }, (_, index) => {
      const row = controls.subarray(index * layout.size, (index + 1) * layout.size);
      return [...step(row, rows.subarray(index * width, (index + 1) * width), index)];
    });
    return Float32Array.from(losses.flat());
  }
}

/** The float64 interpreter as an executor: slow and plain, what the others are compared with. */
export function createReferenceExecutor(): Executor {
  return {
    id: 'reference',
    backend: 'float64',
    device: 'JavaScript',
    load: async (program, data) => new ReferenceSession(program, data),
    lost: new Promise(() => {}),
    dispose: () => {},
  };
}
