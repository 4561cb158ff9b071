import type { Parameters, Pass, StepParts } from '../balancing/step-parts.ts';
import type { ProgramBuilder, Tensor } from '../program/builder.ts';
import { randomKeyLength } from '../program/counter-random.ts';
import { gradients } from '../program/differentiate.ts';
import { sizeOf } from '../program/shapes.ts';
import { cheapestForms } from '../program/task-gradients/gramian.ts';
import { type Gradients, isShared, materialized, summedUp, type TaskStacks } from '../program/task-gradients/stacks.ts';
import { taskGradients } from '../program/task-gradients/task-gradients.ts';
import type { BufferView, ControlLayout, DataInfo, Shape, StepProgram } from '../program/types.ts';
import { shiftAt } from '../program/update/stretches.ts';
import { at, invariant } from '../util/assert-never.ts';
import { FurtherHost } from './host.ts';
import { lastShared } from './last-shared.ts';
import { viewName } from './layout.ts';
import { Sampler, trainableOf, trainingLosses, trainingPass } from './passes.ts';
import type { Plan } from './plan.ts';
import { simplifiedStep, sumOf } from './programs.ts';

/** Losses, and gradients from the moment on that somebody asks for them. */
class LazyPass implements Pass {
  private made: Gradients | null = null;
  private whole: TaskStacks | null = null;

  constructor(
    private readonly b: ProgramBuilder,
    readonly losses: readonly Tensor[],
    readonly trainable: readonly Tensor[],
  ) {}

  get gradients(): Gradients {
    this.made ??= cheapestForms(this.b, taskGradients(this.b, this.losses, this.trainable));
    return this.made;
  }

  get stacks(): TaskStacks {
    this.whole ??= materialized(this.b, this.gradients);
    return this.whole;
  }
}

/** Whose the states are that a balancing method keeps on the device. */
const owner = 'balancing';

/** A step as a method puts it together, and what it asked for on the way. */
export class ProgramParts implements StepParts {
  readonly b: ProgramBuilder;
  readonly taskCount: number;
  readonly own: LazyPass;
  readonly penalties: readonly Tensor[];
  readonly states: BufferView[] = [];
  readonly randomKeys: ControlLayout['randomKeys'][number][] = [];
  /** Where the first number stands that is handed in. */
  handedInAt: number | null = null;
  /** The end of the control vector so far. */
  controls: number;

  constructor(
    readonly plan: Plan,
    private readonly data: readonly DataInfo[],
    private readonly method: string,
  ) {
    const { b, losses, penalties, trainable } = trainingPass(plan, data);
    this.b = b;
    this.penalties = penalties;
    this.taskCount = losses.length;
    this.own = new LazyPass(b, losses, trainable);
    this.controls = plan.layout.controls.size;
  }

  get nominal(): Tensor {
    return this.b.source({ kind: 'control', offset: this.plan.layout.controls.taskWeights }, [this.taskCount]);
  }

  pass(batch: 'own' | number, parameters: Parameters = []): Pass {
    const { b, plan, data } = this;
    // Trained parameters stand first.
    const host = new FurtherHost(b, plan.layout, parameters);
    const { batchSize } = plan;
    const source = new Sampler(b, data, batchSize, batch === 'own' ? 0 : (1 + batch) * batchSize);
    const losses = trainingLosses(plan, b, host, source);
    return new LazyPass(b, losses, trainableOf(plan, host));
  }

  last(gradients: Gradients): Gradients {
    const { layout, graph } = this.plan;
    return lastShared(
      gradients,
      gradients.map((_, i) => at(layout.parameters, i).node),
      graph,
    );
  }

  descended(gradients: Gradients, weights: Tensor, from: Parameters = this.own.trainable): Parameters {
    const { b, taskCount } = this;
    const { layout } = this.plan;
    const rateAt = (shift: number): Tensor => b.source({ kind: 'control', offset: layout.controls.learningRate + shift }, []);
    const rates = new Map([[0, rateAt(0)]]);
    const rateOf = (parameter: number): Tensor => {
      const shift = shiftAt(layout, at(layout.parameters, parameter).offset);
      const rate = rates.get(shift) ?? rateAt(shift);
      rates.set(shift, rate);
      return rate;
    };
    const each = {
      shared: (places: readonly number[]) =>
        b.concat(
          places.map((place) => b.slice(weights, [0, place], [1, 1])),
          1,
        ),
      own: (task: number) => b.reshape(b.slice(weights, [0, task], [1, 1]), []),
    };
    return summedUp(b, [gradients], this.shapes, taskCount, each, 'chosen').map((gradient, i) => {
      const before = at(from, i);
      return gradient ? b.sub(before, b.mul(b.reshape(gradient, before.shape), rateOf(i))) : before;
    });
  }

  /** One after the other, where a method asks group by group. */
  handedIn(count: number): Tensor {
    const offset = this.take(count);
    this.handedInAt ??= offset;
    return this.b.source({ kind: 'control', offset }, [1, count]);
  }

  kept(name: string, like: TaskStacks): TaskStacks {
    return like.map((stack, index) => {
      if (!stack || !isShared(stack)) return null;
      const { shape } = stack.tensor;
      const last = this.states.at(-1);
      const offset = last ? last.offset + last.size : this.plan.layout.stateCount;
      const parameter = this.keptName(name, index);
      this.states.push({
        name: viewName(owner, parameter),
        node: owner,
        parameter,
        shape,
        offset,
        size: sizeOf(shape),
        initializer: { kind: 'zeros' },
        forTraining: true,
      });
      const state = this.plan.layout.states.length + this.states.length - 1;
      return { ...stack, tensor: this.b.source({ kind: 'state', index: state }, shape) };
    });
  }

  keep(name: string, stacks: TaskStacks): void {
    stacks.forEach((stack, index) => {
      if (!stack || !isShared(stack)) return;
      const own = this.states.findIndex(({ parameter }) => parameter === this.keptName(name, index));
      invariant(own >= 0, 'what is kept was read before');
      this.b.writeState(this.plan.layout.states.length + own, stack.tensor);
    });
  }

  random(name: string, shape: Shape): Tensor {
    const offset = this.take(randomKeyLength);
    this.randomKeys.push({ stream: `${owner}/${this.method}/${name}`, offset });
    return this.b.random(this.b.source({ kind: 'control', offset }, [randomKeyLength]), shape);
  }

  get shapes(): readonly Shape[] {
    return this.own.trainable.map(({ shape }) => shape);
  }

  /** The next so many controls. */
  take(count: number): number {
    const offset = this.controls;
    this.controls += count;
    return offset;
  }

  /** The step along these gradients [1, numbers] and those of the penalties. */
  step(found: readonly (Tensor | null)[]): StepProgram {
    const { b, penalties } = this;
    const { trainable } = this.own;
    const penalized = penalties.length === 0 ? trainable.map(() => null) : gradients(b, sumOf(b, penalties), trainable);
    const all = trainable.map(({ shape }, i) => {
      const [gradient, penalty] = [found[i], penalized[i] ?? null];
      const own = gradient ? b.reshape(gradient, shape) : null;
      return own && penalty ? b.add2(own, penalty) : (own ?? penalty);
    });
    return simplifiedStep(b, all);
  }

  private keptName(name: string, index: number): string {
    const parameter = at(this.plan.layout.parameters, index);
    return `${this.method}/${name}/${parameter.name}`;
  }
}
