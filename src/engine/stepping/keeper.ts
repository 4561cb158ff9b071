import type { BalancingMethod, StepLosses } from '../../core/balancing/contract.ts';
import type { WeightGroup } from '../../core/program/types.ts';
import { resolveBalancing } from '../../core/project/balancing.ts';
import type { Balancing } from '../../core/project/schema.ts';
import type { BalancingState } from '../../core/runs/protocol.ts';
import { at, invariant } from '../../core/util/assert-never.ts';
import { type Memory, packed, unpacked } from './memory.ts';
import { type RunFacts, type Seen, SeenStep } from './seen-step.ts';

const remembering = (key: string, groups: readonly WeightGroup[] = []): string =>
  `${key}#${groups.map(({ tasks }) => tasks.join(' ')).join('|')}`;

/** A balancing method with its parameters and all that it remembers, while a run takes its steps. */
export class Keeper {
  readonly method: BalancingMethod;
  /** Of whom the state is: the same method on the same tasks goes on from it. */
  readonly key: string;
  parameters: Record<string, unknown>;
  /** Weights are chosen in every so many steps. */
  every: number;
  /** The state after the last step that was taken into account: the method's own, or a `Memory` in one row. */
  current: Float64Array;
  /** The state after every step that was handed over. Never rejects: steps that failed taught nothing. */
  settled: Promise<Float64Array>;
  private readonly plainKey: string;
  private learning = 0;

  constructor(
    private readonly balancing: Balancing,
    private readonly facts: RunFacts,
    from: BalancingState | null,
  ) {
    const resolved = resolveBalancing(balancing);
    invariant(resolved.ok, 'a document that was compiled has a method that can be used');
    const { method, parameters, choosing } = resolved.value;
    this.method = method;
    this.parameters = parameters;
    this.every = facts.nowAndThen ? choosing.every : 1;
    this.plainKey = [method.id, ...facts.tasks].join('|');
    this.key = this.remembers ? remembering(this.plainKey, facts.groups) : this.plainKey;
    this.current = this.begin(from);
    this.settled = Promise.resolve(this.current);
  }

  get tasks(): readonly string[] {
    return this.facts.tasks;
  }

  /** Who choose together. */
  get groups(): readonly WeightGroup[] {
    const all = this.facts.tasks.map((_, task) => task);
    return this.facts.groups ?? [{ tasks: all, sharing: all }];
  }

  /** True where the state is a `Memory`. */
  get remembers(): boolean {
    return this.facts.groups !== undefined || this.facts.nowAndThen === true;
  }

  get memory(): Memory {
    const known = this.remembers ? unpacked(this.current, this.groups.length) : null;
    return known ?? { states: [this.current], last: new Float64Array(0) };
  }

  set memory(memory: Memory) {
    this.current = this.remembers ? packed(memory) : at(memory.states, 0);
  }

  /** Who keeps another choice: this one where only parameters differ, or where it cannot be used; else one that knows nothing yet. */
  followedBy(wanted: Balancing): Keeper {
    const resolved = resolveBalancing(wanted);
    if (!resolved.ok) return this;
    const { method, parameters, choosing } = resolved.value;
    if (method !== this.method) return new Keeper(wanted, this.facts, null);
    this.parameters = parameters;
    this.every = this.facts.nowAndThen ? choosing.every : 1;
    return this;
  }

  /** The same choice with another state; a fresh one where that is of another method or other tasks. */
  restored(from: BalancingState): Keeper {
    const keeper = new Keeper({ ...this.balancing, parameters: this.parameters }, this.facts, from);
    keeper.every = this.every;
    return keeper;
  }

  see(step: number, nominal: ArrayLike<number>, seen: Seen = {}, group = 0): SeenStep {
    return new SeenStep(this.facts, this.method.id, step, nominal, seen, group);
  }

  /** True where weights that change with epochs are asked for at the beginning of one, and what was lost before is not known yet. */
  mustWait({ firstStep }: { readonly firstStep: number }): boolean {
    return this.learning > 0 && (firstStep - 1) % this.facts.stepsPerEpoch === 0;
  }

  /** Tells the method of steps, in order, once they are known. */
  learn(steps: Promise<readonly StepLosses[]>, tell: (step: StepLosses, state: Float64Array) => Float64Array): void {
    this.learning++;
    const known = steps.catch((): readonly StepLosses[] => []);
    this.settled = Promise.all([this.settled, known]).then(([before, seen]) => {
      this.learning--;
      this.current = seen.reduce((state, step) => tell(step, state), before);
      return this.current;
    });
  }

  /** What is known at the beginning: as it was left, where the same method on the same tasks and groups left it. */
  private begin(from: BalancingState | null): Float64Array {
    const { groups, parameters, method } = this;
    const fresh = groups.map(({ tasks }) => method.initialState(tasks.length, parameters));
    const alike = (states: readonly Float64Array[]): boolean => fresh.every(({ length }, i) => states[i]?.length === length);
    const left = from && this.leftBy(from);
    if (!left || !alike(left.states)) return this.remembers ? packed({ states: fresh, last: new Float64Array(0) }) : at(fresh, 0);
    return this.remembers ? packed(left) : at(left.states, 0).slice();
  }

  /** Steps that choose now and then go on from those that always do, and the other way round. */
  private leftBy({ key, numbers }: BalancingState): Memory | null {
    const { groups, facts } = this;
    if (key === remembering(this.plainKey, facts.groups)) return unpacked(numbers, groups.length);
    return key === this.plainKey && !facts.groups ? { states: [numbers], last: new Float64Array(0) } : null;
  }

  /** Weights were chosen within steps that are over, for better or worse, when `steps` is settled; `after` is the state then. */
  chose(steps: Promise<unknown>, after: () => Float64Array): void {
    this.settled = Promise.allSettled([this.settled, steps]).then(after);
  }
}
