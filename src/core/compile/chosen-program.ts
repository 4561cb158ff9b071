import { type BalancingMethod, type CombiningMethod, isCombining, isPlain, type WeighingMethod } from '../balancing/contract.ts';
import type { Pass, Reading, StepParts } from '../balancing/step-parts.ts';
import type { Tensor } from '../program/builder.ts';
import { gradients, vjp } from '../program/differentiate.ts';
import { controlWeights } from '../program/task-gradients/combine.ts';
import { cheapestForms, gramianOf } from '../program/task-gradients/gramian.ts';
import { type GradientGroup, groupsOf } from '../program/task-gradients/groups.ts';
import { partingOf } from '../program/task-gradients/parting.ts';
import { type Gradients, isShared, materialized, rowsOf, summedUp, type TaskStacks } from '../program/task-gradients/stacks.ts';
import { taskGradients } from '../program/task-gradients/task-gradients.ts';
import type { DataInfo, GramianStep, Shape, StepProgram } from '../program/types.ts';
import { type Choosing, publishedHeads } from '../project/switches.ts';
import { at, invariant } from '../util/assert-never.ts';
import { lastShared } from './last-shared.ts';
import { type MethodProgram, ownGradient } from './method-program.ts';
import type { Plan } from './plan.ts';
import { ProgramParts } from './program-parts.ts';
import { sumOf } from './programs.ts';

type Found = readonly (Tensor | null)[];

/** Where weights stand in the control vector: those of groups [groups, T], and those of what serves one task alone [T]. */
interface Places {
  readonly shared: number;
  readonly own: number;
}

const only = <G extends Gradients | TaskStacks>(all: G, members: ReadonlySet<number>): G =>
  all.map((each, i) => (each && isShared(each) && !members.has(i) ? null : each)) as unknown as G;

/** A pass as if nothing were shared but these. */
const within = (pass: Pass, members: ReadonlySet<number>): Pass => ({
  losses: pass.losses,
  get gradients() {
    return only(pass.gradients, members);
  },
  get stacks() {
    return only(pass.stacks, members);
  },
});

/** Whose gradients are looked at and weighed: of every trained parameter, and behind these of the values at which tasks part. */
interface Looked {
  readonly own: Pass;
  readonly shapes: readonly Shape[];
  readonly nodes: readonly string[];
  readonly values: readonly Tensor[];
}

/** A step's parts, for one group of what is shared. */
class GroupParts implements StepParts {
  readonly b;
  readonly taskCount: number;
  readonly own: Pass;

  constructor(
    private readonly parts: ProgramParts,
    private readonly looked: Looked,
    private readonly members: ReadonlySet<number>,
    /** Passes over further batches, which groups have in common. */
    private readonly passes: Map<'own' | number, Pass>,
  ) {
    this.b = parts.b;
    this.taskCount = parts.taskCount;
    this.own = within(looked.own, members);
  }

  last(gradients: Gradients): Gradients {
    return lastShared(gradients, this.looked.nodes, this.parts.plan.graph);
  }

  get nominal(): Tensor {
    return this.parts.nominal;
  }

  pass(batch: 'own' | number, parameters?: readonly Tensor[]): Pass {
    if (parameters) return within(this.parts.pass(batch, parameters), this.members);
    const known = this.passes.get(batch) ?? this.parts.pass(batch);
    this.passes.set(batch, known);
    return within(known, this.members);
  }

  descended(...asked: Parameters<StepParts['descended']>): readonly Tensor[] {
    return this.parts.descended(...asked);
  }

  handedIn(count: number): Tensor {
    return this.parts.handedIn(count);
  }

  kept(name: string, like: TaskStacks): TaskStacks {
    return this.parts.kept(name, like);
  }

  keep(name: string, stacks: TaskStacks): void {
    this.parts.keep(name, stacks);
  }

  random(name: string, shape: Shape): Tensor {
    return this.parts.random(name, shape);
  }
}

/** With the gradients of the shared representation those of shared parameters are null: they follow from them. */
function lookedAt(parts: ProgramParts, plan: Plan, representation: boolean): Looked {
  const { b, own, shapes } = parts;
  const nodes = own.trainable.map((_, i) => at(plan.layout.parameters, i).node);
  if (!representation) return { own, shapes, nodes, values: [] };
  const { shared, values } = partingOf(b, own.losses, own.trainable);
  const wanted = [...own.trainable.filter((_, i) => !shared[i]), ...values];
  const found = cheapestForms(b, taskGradients(b, own.losses, wanted));
  let next = 0;
  const all: Gradients = [...shared, ...values.map(() => false)].map((without) => (without ? null : at(found, next++)));
  return {
    own: {
      losses: own.losses,
      gradients: all,
      get stacks() {
        return materialized(b, all);
      },
    },
    shapes: [...shapes, ...values.map(({ shape }) => shape)],
    nodes: [...nodes, ...values.map(({ id }) => b.value(id).node ?? '')],
    values,
  };
}

/** The directions of parameters, from those of what is looked at: of shared parameters through the values at which tasks part, where there are any. */
function throughParting({ b, own }: ProgramParts, { values }: Looked, found: Found): Found {
  const { trainable } = own;
  if (values.length === 0) return found;
  const seeds = values.flatMap((tensor, i) => {
    const direction = found[trainable.length + i];
    return direction ? [{ tensor, seed: b.reshape(direction, tensor.shape) }] : [];
  });
  const below = vjp(b, seeds, trainable, true);
  return trainable.map((_, i) => found[i] ?? below[i] ?? null);
}

/** Σ w·g of every parameter, of each group by its own weights; `sets` are the gradients that each group weighs. */
function weighedSum(
  parts: ProgramParts,
  looked: Looked,
  groups: readonly GradientGroup[],
  sets: readonly Gradients[],
  places: Places,
): Found {
  const { b, taskCount } = parts;
  const { shapes } = looked;
  const summed = (gradients: Gradients, first: number): Found =>
    summedUp(b, [gradients], shapes, taskCount, controlWeights(b, first, places.own), 'nominal');
  const own = at(sets, 0).map((each) => (each && !isShared(each) ? each : null));
  const all = [
    summed(own, places.shared),
    ...groups.map(({ members }, k) =>
      summed(
        at(sets, k).map((each, i) => (each && members.has(i) ? each : null)),
        places.shared + k * taskCount,
      ),
    ),
  ];
  return throughParting(
    parts,
    looked,
    shapes.map((_, i) => all.map((found) => found[i]).find((tensor) => tensor) ?? null),
  );
}

/** The gradient of Σ w_t·L_t where tasks share, that of Σ v_t·L_t where one task is alone, w and v at two places: what a plain step costs. */
function weighedApart({ b, own }: ProgramParts, places: Places): Found {
  const { losses, trainable } = own;
  const weighed = (offset: number): Tensor =>
    sumOf(
      b,
      losses.map((loss, task) => b.mul(loss, b.source({ kind: 'control', offset: offset + task }, [1]))),
    );
  if (places.shared === places.own) return gradients(b, weighed(places.shared), trainable);
  const { shared } = partingOf(b, losses, trainable);
  const [together, alone] = ([true, false] as const).map((which) => {
    const wanted = trainable.filter((_, i) => shared[i] === which);
    const found = gradients(b, weighed(which ? places.shared : places.own), wanted);
    return new Map(wanted.map(({ id }, i) => [id, found[i] ?? null]));
  });
  return trainable.map(({ id }) => together?.get(id) ?? alone?.get(id) ?? null);
}

const byGramian = ({ b, own, taskCount }: StepParts): Reading => ({
  numbers: gramianOf(b, own.gradients, taskCount),
  weighs: [own.gradients],
  heads: 'nominal',
});

/** Who goes by chosen weights where the weights of groups are chosen apart: behind these. */
function placesOf(parts: ProgramParts, plan: Plan, groups: number, apart: boolean, heads: 'weights' | 'sliders') {
  const { taskCount } = parts;
  const shared = parts.take(groups * taskCount);
  const ownWeights = apart && heads === 'weights';
  const chosen = ownWeights ? parts.take(taskCount) : shared;
  return {
    places: { shared, own: heads === 'weights' ? chosen : plan.layout.controls.taskWeights },
    weightCount: (groups + (ownWeights ? 1 : 0)) * taskCount,
    ownWeights,
  };
}

const headsOf = (method: BalancingMethod, { heads }: Choosing): 'weights' | 'sliders' => heads ?? publishedHeads(method);

/** A step whose weights weigh whole losses where tasks share, and the visitor's where one is alone. */
function lossesApart(parts: ProgramParts, plan: Plan, method: WeighingMethod, parameters: Record<string, unknown>): GramianStep {
  const { b, taskCount } = parts;
  const numbers = method.lower?.(parts, parameters).numbers ?? b.fill([taskCount, taskCount], 0);
  b.output('gramian', numbers);
  const { places, weightCount } = placesOf(parts, plan, 1, false, 'sliders');
  return { ...parts.step(weighedApart(parts, places)), sharedWeights: places.shared, weightCount };
}

function chosenByGroups(
  parts: ProgramParts,
  plan: Plan,
  method: WeighingMethod,
  parameters: Record<string, unknown>,
  choosing: Choosing,
): GramianStep {
  const { b, taskCount } = parts;
  const looked = lookedAt(parts, plan, choosing.representation);
  const apart = choosing.perNode || choosing.perSet;
  const groups = groupsOf(looked.own.gradients, looked.nodes, taskCount, choosing);
  const passes = new Map<'own' | number, Pass>();
  const lower = method.lower ?? byGramian;
  const readings = groups.map(({ members }) => lower(new GroupParts(parts, looked, members, passes), parameters));
  const matrices = readings.map(({ numbers }) => (apart ? b.reshape(numbers, [1, ...numbers.shape]) : numbers));
  b.output('gramian', matrices.length === 1 ? at(matrices, 0) : b.concat(matrices, 0));
  const { places, weightCount, ownWeights } = placesOf(parts, plan, groups.length, apart, headsOf(method, choosing));
  const sets = readings.map(({ weighs }) => {
    invariant(weighs !== 'losses' && weighs.length === 1, 'what is weighed by groups is one set of gradients');
    return at(weighs, 0);
  });
  return {
    ...parts.step(weighedSum(parts, looked, groups, sets, places)),
    sharedWeights: places.shared,
    weightCount,
    ...(apart ? { groups: groups.map(({ tasks, sharing }) => ({ tasks, sharing })) } : {}),
    ...(ownWeights ? { ownWeights } : {}),
    ...(parts.handedInAt === null ? {} : { handedIn: parts.handedInAt }),
  };
}

/** A plain step whose direction on the values at which tasks part the method makes. */
function combinedAtParting(
  parts: ProgramParts,
  plan: Plan,
  method: CombiningMethod,
  parameters: Record<string, unknown>,
): StepProgram {
  const { b } = parts;
  const looked = lookedAt(parts, plan, true);
  const { taskWeights } = plan.layout.controls;
  const found = looked.own.gradients.map((gradient, index) => {
    if (!gradient) return null;
    if (isShared(gradient)) return method.combine(parts, rowsOf(b, gradient, parts.nominal), index, parameters);
    return ownGradient(b, gradient, taskWeights);
  });
  return parts.step([...throughParting(parts, looked, found)]);
}

/** A plain step with the weights that were chosen in a step before, which stand where they stand in that. */
export function stepBetween(
  plan: Plan,
  data: readonly DataInfo[],
  method: BalancingMethod,
  choosing: Choosing,
  { sharedWeights, groups: apart, ownWeights }: GramianStep,
): StepProgram {
  const parts = new ProgramParts(plan, data, method.id);
  const { taskCount, own } = parts;
  const count = apart?.length ?? 1;
  const chosen = ownWeights ? sharedWeights + count * taskCount : sharedWeights;
  const places: Places = {
    shared: sharedWeights,
    own: headsOf(method, choosing) === 'weights' ? chosen : plan.layout.controls.taskWeights,
  };
  if (count === 1) return parts.step(weighedApart(parts, places));
  const looked = lookedAt(parts, plan, choosing.representation);
  const groups = groupsOf(looked.own.gradients, looked.nodes, own.losses.length, choosing);
  const sets = groups.map(() => looked.own.gradients);
  return parts.step(weighedSum(parts, looked, groups, sets, places));
}

/** The steps of a method where the document says otherwise than its paper how weights are chosen, and on what. */
export function chosenProgram(
  plan: Plan,
  data: readonly DataInfo[],
  method: BalancingMethod,
  parameters: Record<string, unknown>,
  choosing: Choosing,
): MethodProgram {
  const parts = new ProgramParts(plan, data, method.id);
  const steps = stepsOf(parts, plan, method, parameters, choosing);
  const { controls } = plan.layout;
  return {
    ...steps,
    states: parts.states,
    controls: {
      ...controls,
      size: parts.controls,
      randomKeys: [...controls.randomKeys, ...parts.randomKeys],
      ...(isPlain(method) ? { sharedWeights: parts.controls - parts.taskCount } : {}),
    },
    furtherBatches: ('reads' in method && method.reads?.batches) || [],
  };
}

function stepsOf(
  parts: ProgramParts,
  plan: Plan,
  method: BalancingMethod,
  parameters: Record<string, unknown>,
  choosing: Choosing,
): Pick<MethodProgram, 'step' | 'gramian'> {
  if (isPlain(method)) {
    const { places } = placesOf(parts, plan, 1, false, 'sliders');
    return { step: parts.step(weighedApart(parts, places)), gramian: null };
  }
  if (isCombining(method)) return { step: combinedAtParting(parts, plan, method, parameters), gramian: null };
  const whole = method.needs === 'losses' || method.needs === 'lossesAfter';
  const gramian = whole
    ? lossesApart(parts, plan, method, parameters)
    : chosenByGroups(parts, plan, method, parameters, choosing);
  return { step: null, gramian };
}
