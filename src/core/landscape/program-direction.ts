import { type CombiningMethod, isCombining, type WeighingMethod } from '../balancing/contract.ts';
import type { Pass, StepParts } from '../balancing/step-parts.ts';
import { ProgramBuilder, type Tensor } from '../program/builder.ts';
import { interpret } from '../program/reference/interpret.ts';
import { sizeOf } from '../program/shapes.ts';
import { type Gradients, materialized, rowsOf, type TaskStack, type TaskStacks } from '../program/task-gradients/stacks.ts';
import type { Shape } from '../program/types.ts';
import { at, invariant } from '../util/assert-never.ts';
import { type Direction, type ToyStep, tasks } from './toy-step.ts';

type Feeds = Record<string, ArrayLike<number>>;

/** What a method's step is put together from: both gradients of the plane's two numbers. Whatever batch is asked for, it is all that there is. */
class PlaneParts implements StepParts {
  readonly b = new ProgramBuilder();
  readonly taskCount = tasks;
  readonly own: Pass;
  readonly nominal: Tensor;
  readonly stack: TaskStack;
  /** What is fed beside losses and gradients, by the name of the feed: at first these numbers. */
  readonly feeds: Feeds = {};
  /** What is drawn anew at every step, by the name of the feed: so many numbers. */
  readonly drawn = new Map<string, number>();
  /** What goes back into a feed after a step. */
  readonly written = new Map<string, Tensor>();

  constructor() {
    this.nominal = this.b.fill([tasks], 1);
    this.stack = { form: 'stack', tasks: [0, 1], tensor: this.feed('gradients', [tasks, 2]) };
    const losses = [0, 1].map((task) => this.feed(`loss ${task}`, [1]));
    this.own = { losses, gradients: [this.stack], stacks: [this.stack] };
  }

  pass(): Pass {
    return this.own;
  }

  last(gradients: Gradients): Gradients {
    return gradients;
  }

  descended(): never {
    throw new Error('no step is tried out on the plane');
  }

  handedIn(count: number): Tensor {
    return this.feed('handed in', [1, count]);
  }

  kept(name: string, like: TaskStacks): TaskStacks {
    return like.map((stack) => (stack ? { ...stack, tensor: this.feed(`kept ${name}`, stack.tensor.shape) } : null));
  }

  keep(name: string, [stack]: TaskStacks): void {
    if (stack) this.written.set(`kept ${name}`, stack.tensor);
  }

  random(name: string, shape: Shape): Tensor {
    this.drawn.set(`drawn ${name}`, sizeOf(shape));
    return this.feed(`drawn ${name}`, shape);
  }

  private feed(name: string, shape: Shape): Tensor {
    this.feeds[name] = new Float64Array(sizeOf(shape));
    return this.b.source({ kind: 'feed', name }, shape);
  }
}

/** What a program gives for a step: `wanted` in their order. */
function stepper(parts: PlaneParts, wanted: readonly Tensor[]) {
  const { b, feeds, drawn, written } = parts;
  const program = b.build();
  const ids = [...wanted, ...written.values()].map(({ id }) => id);
  return (seen: ToyStep, gradients: Float64Array, handedIn: ArrayLike<number> = []): readonly Float64Array[] => {
    feeds.gradients = gradients;
    for (let task = 0; task < tasks; task++) feeds[`loss ${task}`] = [at(seen.losses, task)];
    if ('handed in' in feeds) feeds['handed in'] = handedIn;
    for (const [name, count] of drawn) feeds[name] = Float64Array.from({ length: count }, () => seen.random.next());
    const values = interpret(program, { feeds }, ids);
    for (const [name, { id }] of written) feeds[name] = values.get(id) ?? [];
    return wanted.map(({ id }) => values.get(id) ?? new Float64Array(0));
  };
}

function combined(method: CombiningMethod, parameters: Record<string, unknown>, seen: ToyStep): Direction {
  const parts = new PlaneParts();
  const taken = stepper(parts, [method.combine(parts, rowsOf(parts.b, parts.stack, parts.nominal), 0, parameters)]);
  return (step, there, out) => {
    seen.see(step, there);
    out.set(at(taken(seen, there.gradients), 0));
  };
}

/**
 * The direction of a method that says itself what its step computes (`lower`, `combine`): its own program over the plane's two numbers, in float64.
 */
export function programDirection(
  method: WeighingMethod | CombiningMethod,
  parameters: Record<string, unknown>,
  seen: ToyStep,
): Direction {
  if (isCombining(method)) return combined(method, parameters, seen);
  invariant(method.lower, `${method.id} has a program of its own`);
  const parts = new PlaneParts();
  const { numbers, weighs } = method.lower(parts, parameters);
  const sets = (weighs === 'losses' ? [parts.own.gradients] : weighs).flatMap((set) => materialized(parts.b, set));
  const taken = stepper(parts, [numbers, ...sets.flatMap((stack) => stack?.tensor ?? [])]);
  let state = method.initialState(tasks, parameters);
  return (step, there, out) => {
    seen.see(step, there);
    const [products = new Float64Array(0), ...stacks] = taken(seen, there.gradients, method.before?.(seen, state, parameters));
    seen.gramian = products;
    const weighed = method.weigh(seen, state, parameters);
    state = weighed.state;
    out.fill(0);
    stacks.forEach((stack, set) => {
      for (let task = 0; task < tasks; task++)
        for (let axis = 0; axis < 2; axis++)
          out[axis] = at(out, axis) + at(weighed.weights, set * tasks + task) * at(stack, 2 * task + axis);
    });
  };
}
