import { ReferenceTrainer } from '../../../core/program/reference/trainer.ts';
import type { TrainingProgram } from '../../../core/program/types.ts';
import { invariant } from '../../../core/util/assert-never.ts';
import type { BufferName, DataBuffers, Executor, Session, StepBlock } from '../executor.ts';

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

  async run({ count, controls, rows }: StepBlock): Promise<Float32Array> {
    const { batchSize, controls: layout } = this.program;
    const losses = Array.from({ length: count }, (_, step) => {
      const row = controls.subarray(step * layout.size, (step + 1) * layout.size);
      const batch = rows.subarray(step * batchSize, (step + 1) * batchSize);
      return [...this.trainer.step(row, batch)];
    });
    return Float32Array.from(losses.flat());
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
