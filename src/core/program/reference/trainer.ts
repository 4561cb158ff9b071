import { at, invariant } from '../../util/assert-never.ts';
import { sizeOf } from '../shapes.ts';
import { matricesOf } from '../step-inputs.ts';
import { symmetrized } from '../task-gradients/symmetrized.ts';
import type { BufferView, Program, StepProgram, TrainingProgram, ValueId } from '../types.ts';
import { applyUpdate } from './apply-update.ts';
import { type Environment, interpret, type Watch } from './interpret.ts';

type Numbers = ArrayLike<number>;
type Outputs = Record<string, Float64Array>;

const views = (infos: readonly BufferView[], buffer: Float64Array): Float64Array[] =>
  infos.map((view) => buffer.subarray(view.offset, view.offset + view.size));

function computed(values: ReadonlyMap<ValueId, Float64Array>, id: ValueId | undefined): Float64Array {
  const value = id === undefined ? undefined : values.get(id);
  invariant(value !== undefined, `the program computes value ${id}`);
  return value;
}

const plainStep = ({ step, gradients }: TrainingProgram): StepProgram => ({ program: step, gradients });

/** Runs a training program in float64, one call at a time. Its buffers start as zeros and are open to be read and written. */
export class ReferenceTrainer {
  readonly parameters: Float64Array;
  readonly optimizer: Float64Array;
  readonly state: Float64Array;
  private readonly base: Environment;

  constructor(
    private readonly program: TrainingProgram,
    data: Readonly<Record<string, Numbers>>,
    /** Watches the steps. */
    private readonly watch?: Watch,
  ) {
    this.parameters = new Float64Array(program.parameterCount);
    this.optimizer = new Float64Array(program.update.rule.slots.length * program.trainableCount);
    this.state = new Float64Array(program.stateCount);
    const converted = Object.entries(data).map(([name, numbers]) => [name, Float64Array.from(numbers)] as const);
    this.base = {
      parameters: views(program.parameters, this.parameters),
      states: views(program.states, this.state),
      data: Object.fromEntries(converted),
    };
  }

  /** The gradient that a step would use, not clipped: [trainableCount], zeros where nothing reaches a parameter. */
  gradient(controls: Numbers, rows: Numbers): Float64Array {
    const step = plainStep(this.program);
    return this.flatGradient(step, this.values(step, controls, rows));
  }

  /** One step on the batch `rows`; returns the task losses [T] from before the update. */
  step(controls: Numbers, rows: Numbers): Float64Array {
    const step = plainStep(this.program);
    return this.finish(step, this.values(step, controls, rows), controls);
  }

  /** The same with shared weights that `weigh` chooses. The program must have been compiled with a Gramian. */
  balancedStep(controls: Numbers, rows: Numbers, weigh: (losses: Float64Array, gramian: Float64Array) => Numbers): Float64Array {
    const { gramian: step } = this.program;
    invariant(step, 'the program has a Gramian step');
    const row = Float64Array.from(controls);
    const { losses, gramian } = step.program.outputs;
    const before = this.values(step, row, rows);
    const weights = weigh(computed(before, losses).slice(), symmetrized(computed(before, gramian).slice(), matricesOf(step)));
    row.set(Array.from(weights), step.sharedWeights);
    return this.finish(step, this.values(step, row, rows), row);
  }

  /** Outputs of `program.evaluate` for any number of rows, [rows.length, ...]. */
  evaluate(rows: Numbers): Outputs {
    const { evaluate, evaluateBatchSize } = this.program;
    return this.inBatches(evaluate, evaluateBatchSize, rows.length, (start) => ({
      rows: Array.from({ length: evaluateBatchSize }, (_, i) => at(rows, Math.min(start + i, rows.length - 1))),
    }));
  }

  /** Outputs of `program.predict` for `count` inputs, [count, ...]; feeds by name. */
  predict(feeds: Readonly<Record<string, Numbers>>, count: number): Outputs {
    const { predict, predictBatchSize } = this.program;
    const widths = Object.entries(feeds).map(([name, numbers]) => [name, numbers, numbers.length / count] as const);
    return this.inBatches(predict, predictBatchSize, count, (start) => ({
      feeds: Object.fromEntries(
        widths.map(([name, numbers, width]) => {
          const batch = new Float64Array(predictBatchSize * width);
          for (let i = 0; i < batch.length; i++) batch[i] = numbers[start * width + i] ?? 0;
          return [name, batch];
        }),
      ),
    }));
  }

  private values({ program, gradients }: StepProgram, controls: Numbers, rows: Numbers): ReadonlyMap<ValueId, Float64Array> {
    const kept = gradients.flatMap((id) => (id === null ? [] : [id]));
    return interpret(program, { ...this.base, controls, rows }, kept, this.watch);
  }

  private flatGradient({ gradients }: StepProgram, values: ReadonlyMap<ValueId, Float64Array>): Float64Array {
    const { parameters, trainableCount } = this.program;
    const flat = new Float64Array(trainableCount);
    gradients.forEach((id, i) => {
      if (id !== null) flat.set(computed(values, id), at(parameters, i).offset);
    });
    return flat;
  }

  /** Updates parameters and states; gives the losses. */
  private finish(step: StepProgram, values: ReadonlyMap<ValueId, Float64Array>, controls: Numbers): Float64Array {
    const { controls: layout, update, states } = this.program;
    const losses = computed(values, step.program.outputs.losses).slice();
    const gradient = this.flatGradient(step, values);
    // Copied before any is written: the new value of a state may be a view of another.
    const written = step.program.stateWrites.map(({ state, value }) => ({ state, data: computed(values, value).slice() }));
    applyUpdate(update, controls, layout, this.parameters, gradient, this.optimizer);
    for (const { state, data } of written) this.state.set(data, at(states, state).offset);
    return losses;
  }

  private inBatches(program: Program, size: number, count: number, inputs: (start: number) => Environment): Outputs {
    const outputs: Outputs = {};
    const widthOf = (id: number): number => sizeOf(at(program.values, id).shape.slice(1));
    for (const [name, id] of Object.entries(program.outputs)) outputs[name] = new Float64Array(count * widthOf(id));
    for (let start = 0; start < count; start += size) {
      const values = interpret(program, { ...this.base, ...inputs(start) });
      for (const [name, id] of Object.entries(program.outputs)) {
        const kept = Math.min(size, count - start) * widthOf(id);
        outputs[name]?.set(computed(values, id).subarray(0, kept), start * widthOf(id));
      }
    }
    return outputs;
  }
}
