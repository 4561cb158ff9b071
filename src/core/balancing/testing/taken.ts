import { ProgramBuilder, type Tensor } from '../../program/builder.ts';
import { interpret } from '../../program/reference/interpret.ts';
import { type Gradients, rowsOf, summedUp, type TaskStacks } from '../../program/task-gradients/stacks.ts';
import { at } from '../../util/assert-never.ts';
import {
  type BalancingMethod,
  isCombining,
  isPlain,
  type Passes,
  type StepGramian,
  variantOf,
  type WeighingMethod,
} from '../contract.ts';
import type { StepParts } from '../step-parts.ts';
import { gramianOf, stepInfo, weightedSum } from './explicit.ts';

type Vectors = readonly (readonly number[])[];

/** One step that a method is asked about: task gradients on one shared parameter of P numbers, the same in every pass unless others are given. */
export interface Asked {
  readonly losses: readonly number[];
  readonly gradients: Vectors;
  /** Of the further passes: the gradients, and the losses. */
  readonly further?: readonly { readonly losses: readonly number[]; readonly gradients: Vectors }[];
  readonly step?: Partial<StepGramian>;
  /** What is drawn, [P], in the order of asking. */
  readonly drawn?: readonly (readonly number[])[];
}

/** What a method remembers: its own state, and what stands on the device [T · P] by name. */
export interface Memory {
  readonly state: Float64Array;
  readonly kept: ReadonlyMap<string, Float64Array>;
}

export interface Taken {
  /** Of the task gradients; none where the direction is no weighted sum of them. */
  readonly weights: readonly number[];
  readonly direction: readonly number[];
  readonly memory: Memory;
}

/** A step's parts over vectors that are given. A trial step leads to the further pass as it is given. */
class VectorParts implements StepParts {
  readonly b = new ProgramBuilder();
  readonly taskCount: number;
  readonly own;
  readonly nominal: Tensor;
  readonly names: string[] = [];
  readonly written = new Map<string, Tensor>();
  private readonly draws: (readonly number[])[];
  private made = 0;
  /** Passes whose gradients were asked for. */
  private readonly whole = new Set<object>();

  constructor(
    private readonly asked: Asked,
    private readonly before: (handed: number) => readonly number[],
    private readonly memory: Memory,
    nominal: ArrayLike<number>,
  ) {
    this.taskCount = asked.losses.length;
    this.own = this.passOf(asked);
    this.nominal = this.b.constant(Array.from(nominal), [this.taskCount]);
    this.draws = [...(asked.drawn ?? [])];
  }

  pass(batch: 'own' | number) {
    return this.passOf(batch === 'own' ? this.asked : (this.asked.further?.[batch] ?? this.asked));
  }

  last(gradients: Gradients): Gradients {
    return gradients;
  }

  descended(): readonly Tensor[] {
    return [];
  }

  handedIn(count: number): Tensor {
    return this.b.constant([...this.before(count)], [1, count]);
  }

  kept(name: string, like: TaskStacks): TaskStacks {
    return like.map((stack) => {
      if (!stack) return null;
      const { shape } = stack.tensor;
      const size = shape.reduce((product, extent) => product * extent, 1);
      return {
        ...stack,
        tensor: this.b.constant(Array.from(this.memory.kept.get(name) ?? new Float64Array(size)), shape),
      };
    });
  }

  keep(name: string, stacks: TaskStacks): void {
    const [stack] = stacks;
    if (stack) this.written.set(name, stack.tensor);
  }

  random(_: string, shape: readonly number[]): Tensor {
    const size = shape.reduce((product, extent) => product * extent, 1);
    return this.b.constant([...(this.draws.shift() ?? Array.from({ length: size }, () => 0.5))], shape);
  }

  private passOf({ losses, gradients }: Pick<Asked, 'losses' | 'gradients'>) {
    const shape = [gradients.length, at(gradients, 0).length];
    const tasks = gradients.map((_, task) => task);
    const stack = { form: 'stack' as const, tasks, tensor: this.b.constant(gradients.flat(), shape) };
    this.made++;
    const asked = (): (typeof stack)[] => {
      this.whole.add(stack);
      return [stack];
    };
    return {
      losses: losses.map((loss) => this.b.constant([loss], [1])),
      get gradients() {
        return asked();
      },
      get stacks() {
        return asked();
      },
    };
  }

  /** The step itself goes forward and back over its own batch, whatever the method looks at. */
  get passes(): Passes {
    const [stack] = this.own.gradients;
    return { whole: this.whole.size, forward: stack ? this.made - this.whole.size : 0 };
  }
}

const valuesOf = (b: ProgramBuilder, tensors: readonly Tensor[]): Float64Array[] => {
  const ids = tensors.map(({ id }) => id);
  const values = interpret(b.build(), {}, ids);
  return ids.map((id) => values.get(id) ?? new Float64Array(0));
};

const begin = (method: BalancingMethod, parameters: Record<string, unknown>, tasks: number): Memory => ({
  state: method.initialState(tasks, parameters),
  kept: new Map(),
});

/** What a method makes of a step, whatever kind it is; of the first one unless it remembers others. */
export function taken(chosen: BalancingMethod, parameters: Record<string, unknown>, asked: Asked, before?: Memory): Taken {
  const method = variantOf(chosen, parameters);
  const { losses, gradients } = asked;
  const { length: tasks } = losses;
  const memory = before ?? begin(method, parameters, tasks);
  const step: StepGramian = { ...stepInfo(tasks), losses, gramian: gramianOf(gradients), ...asked.step };
  if (isPlain(method)) {
    const weights = [...method.weigh(step, memory.state, parameters)];
    const state = method.learn?.(step, memory.state, parameters) ?? memory.state;
    return { weights, direction: weightedSum(gradients, weights), memory: { ...memory, state } };
  }
  if (isCombining(method)) {
    const parts = new VectorParts(asked, () => [], memory, step.nominal);
    const [stack] = parts.own.gradients;
    const made = stack && method.combine(parts, rowsOf(parts.b, stack, parts.nominal), 0, parameters);
    const direction = made ? [...at(valuesOf(parts.b, [made]), 0)] : [];
    return { weights: [], direction, memory };
  }
  return method.lower
    ? lowered(method, method.lower, parameters, asked, step, memory)
    : weighed(method, parameters, gradients, step, memory);
}

function weighed(
  method: WeighingMethod,
  parameters: Record<string, unknown>,
  gradients: Vectors,
  step: StepGramian,
  memory: Memory,
): Taken {
  const { weights, state } = method.weigh(step, memory.state, parameters);
  return { weights: [...weights], direction: weightedSum(gradients, weights), memory: { ...memory, state } };
}

function lowered(
  method: WeighingMethod,
  lower: NonNullable<WeighingMethod['lower']>,
  parameters: Record<string, unknown>,
  asked: Asked,
  step: StepGramian,
  memory: Memory,
): Taken {
  const parts = new VectorParts(
    asked,
    () => Array.from(method.before?.(step, memory.state, parameters) ?? []),
    memory,
    step.nominal,
  );
  const { numbers, weighs } = lower(parts, parameters);
  const sets = weighs === 'losses' ? [parts.own.gradients] : weighs;
  const written = [...parts.written];
  const [gramian, ...kept] = valuesOf(parts.b, [numbers, ...written.map(([, tensor]) => tensor)]);
  const { weights, state } = method.weigh({ ...step, gramian: at([gramian ?? []], 0) }, memory.state, parameters);
  const [sum] = summedUp(
    parts.b,
    sets,
    [[at(asked.gradients, 0).length]],
    parts.taskCount,
    {
      shared: (places) =>
        parts.b.constant(
          places.map((place) => at(weights, place)),
          [1, places.length],
        ),
      own: (task) => parts.b.constant([at(weights, task)], []),
    },
    'chosen',
  );
  const direction = sum ? [...at(valuesOf(parts.b, [sum]), 0)] : [];
  return {
    weights: [...weights].slice(0, parts.taskCount),
    direction,
    memory: { state, kept: new Map(written.map(([name], i) => [name, at(kept, i)])) },
  };
}

/** What a step of a method with these parameters is made of: how often it goes through the network, and whether it weighs its own gradients alone. */
export function madeOf(chosen: BalancingMethod, parameters: Record<string, unknown>): { passes: Passes; weighsOwn: boolean } {
  const method = variantOf(chosen, parameters);
  const asked = { losses: [1, 2], gradients: [[1], [2]], further: [] };
  const memory = begin(method, parameters, 2);
  const parts = new VectorParts(asked, (count) => Array.from({ length: count }, () => 1), memory, [1, 1]);
  const weighs = 'lower' in method && method.lower ? method.lower(parts, parameters).weighs : 'losses';
  const [own] = parts.own.stacks;
  const weighsOwn = weighs === 'losses' || (weighs.length === 1 && weighs.every(([stack]) => stack === own));
  return { passes: parts.passes, weighsOwn: weighsOwn && !isCombining(method) };
}
