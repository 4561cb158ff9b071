import type { BalancingMethod, StepLosses } from '../../core/balancing/contract.ts';
import { resolveBalancing } from '../../core/project/balancing.ts';
import type { Balancing } from '../../core/project/schema.ts';
import type { BalancingState } from '../../core/runs/protocol.ts';
import { invariant } from '../../core/util/assert-never.ts';
import { type RunFacts, SeenStep } from './seen-step.ts';

/** A balancing method with its parameters and all that it remembers, while a run takes its steps. */
export class Keeper {
  readonly method: BalancingMethod;
  /** Of whom the state is: the same method on the same tasks goes on from it. */
  readonly key: string;
  parameters: Record<string, unknown>;
  /** The state after the last step that was taken into account. */
  current: Float64Array;
  /** The state after every step that was handed over. Never rejects: steps that failed taught nothing. */
  settled: Promise<Float64Array>;
  private learning = 0;

  constructor(
    private readonly balancing: Balancing,
    private readonly facts: RunFacts,
    from: BalancingState | null,
  ) {
    const resolved = resolveBalancing(balancing);
    invariant(resolved.ok, 'a document that was compiled has a method that can be used');
    const { method, parameters } = resolved.value;
    this.method = method;
    this.parameters = parameters;
    this.key = [method.id, ...facts.tasks].join('|');
    const fresh = method.initialState(facts.tasks.length, parameters);
    const known = from !== null && from.key === this.key && from.numbers.length === fresh.length;
    this.current = known ? from.numbers.slice() : fresh;
    this.settled = Promise.resolve(this.current);
  }

  get tasks(): readonly string[] {
    return this.facts.tasks;
  }

  /** Who keeps another choice: this one where only parameters differ, or where it cannot be used; else one that knows nothing yet. */
  followedBy(wanted: Balancing): Keeper {
    const resolved = resolveBalancing(wanted);
    if (!resolved.ok) return this;
    if (resolved.value.method !== this.method) return new Keeper(wanted, this.facts, null);
    this.parameters = resolved.value.parameters;
    return this;
  }

  /** The same choice with another state; a fresh one where that is of another method or other tasks. */
  restored(from: BalancingState): Keeper {
    return new Keeper({ ...this.balancing, parameters: this.parameters }, this.facts, from);
  }

  see(step: number, nominal: ArrayLike<number>, losses?: ArrayLike<number>, gramian?: ArrayLike<number>): SeenStep {
    return new SeenStep(this.facts, this.method.id, step, nominal, losses, gramian);
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

  /** Weights were chosen within steps that are over, for better or worse, when `steps` is settled; `after` is the state then. */
  chose(steps: Promise<unknown>, after: () => Float64Array): void {
    this.settled = Promise.allSettled([this.settled, steps]).then(after);
  }
}
