import type { WeighingMethod } from '../../core/balancing/contract.ts';
import type { TrainingProgram } from '../../core/program/types.ts';
import { at, invariant } from '../../core/util/assert-never.ts';
import type { Session } from '../executors/executor.ts';
import { joined, type NumberedBlock, nominalOf, partOf, type Stepped, sharedWeightsAt } from './blocks.ts';
import { chooseByGroups, weightsRead, weightsShown } from './choosing.ts';
import type { Keeper } from './keeper.ts';
import { effectiveColumns, factorOf, seenGramian, seenLosses } from './weights.ts';

export interface BalancedSteps {
  readonly program: TrainingProgram;
  readonly session: Session;
  readonly keeper: Keeper;
  readonly method: WeighingMethod;
}

/** Writes what the method hands in before a step into the only control row of a block, for one group after the other. */
function handIn({ program: { gramian }, keeper, method }: BalancedSteps, block: NumberedBlock, nominal: Float32Array): void {
  if (!method.before || gramian?.handedIn === undefined) return;
  const { states } = keeper.memory;
  const numbers = keeper.groups.flatMap(({ tasks }, g) => {
    const step = keeper.see(
      block.firstStep,
      tasks.map((task) => at(nominal, task)),
      {},
      g,
    );
    return Array.from(method.before?.(step, at(states, g), keeper.parameters) ?? []);
  });
  block.controls.set(numbers, gramian.handedIn);
}

/** The same, of a method that hands in numbers which follow from the step before: one by one. */
export async function steppedOneByOne(of: BalancedSteps, block: NumberedBlock): Promise<Stepped> {
  const { program } = of;
  const results: Stepped[] = [];
  for (let i = 0; i < block.count; i++) results.push(await oneStep(of, partOf(block, program, i, 1)));
  return joined(results, program.tasks.length);
}

function oneStep(of: BalancedSteps, one: NumberedBlock): Promise<Stepped> {
  handIn(of, one, nominalOf(one, of.program));
  return balancedSteps(of, one);
}

/**
 * Weights in every k-th step, 1, k + 1, …, and where there are none yet; in between plain steps with the last ones. An approximation of the method, whose
 * weights are a little old.
 */
export async function steppedNowAndThen(of: BalancedSteps, block: NumberedBlock): Promise<Stepped> {
  const { program, keeper } = of;
  const { every } = keeper;
  const results: Stepped[] = [];
  for (let start = 0; start < block.count; ) {
    const since = (block.firstStep + start - 1) % every;
    const chooses = since === 0 || keeper.memory.last.length === 0;
    const count = chooses ? 1 : Math.min(every - since, block.count - start);
    const part = partOf(block, program, start, count);
    results.push(await (chooses ? oneStep(of, part) : stepsBetween(of, part)));
    start += count;
  }
  return joined(results, program.tasks.length);
}

/** Plain steps with the last weights. */
async function stepsBetween({ program, session, keeper, method }: BalancedSteps, block: NumberedBlock): Promise<Stepped> {
  const { gramian } = program;
  invariant(gramian, 'its weights are chosen within steps');
  const { length: tasks } = program.tasks;
  const { last } = keeper.memory;
  const nominal = nominalOf(block, program);
  const shown = new Float32Array(nominal.length);
  for (let i = 0; i < block.count; i++) {
    const own = nominal.subarray(i * tasks, (i + 1) * tasks);
    block.controls.set(weightsRead(method, gramian, last, own), sharedWeightsAt(program, i));
    shown.set(weightsShown(method, last, own), i * tasks);
  }
  const losses = await session.run(block);
  return { losses, weights: nominal, columns: effectiveColumns(keeper, shown) };
}

/** Steps in whose middle a method chooses the weights of the shared parameters; those of one task alone keep λ unless its program says otherwise. */
export async function balancedSteps(of: BalancedSteps, block: NumberedBlock): Promise<Stepped> {
  const { program, session, keeper } = of;
  const { length: tasks } = program.tasks;
  const nominal = nominalOf(block, program);
  const effective = new Float32Array(block.count * tasks);
  let after: Float64Array | null = null;
  const taken = session.runBalanced(block, (losses, gramian, index) => {
    const own = nominal.subarray(index * tasks, (index + 1) * tasks);
    const measured = block.measured?.subarray(index * tasks, (index + 1) * tasks);
    const step = block.firstStep + index;
    const { read, shown } = (keeper.remembers ? byGroups : together)(of, { step, nominal: own, losses, gramian, measured });
    after = keeper.current;
    effective.set(shown, index * tasks);
    return read;
  });
  keeper.chose(taken, () => after ?? keeper.current);
  const losses = await taken;
  return { losses, weights: nominal, columns: effectiveColumns(keeper, effective) };
}

type Known = Parameters<typeof chooseByGroups>[2];

/** The weights that a step reads, and those that are shown [T]. */
interface Chosen {
  readonly read: Float32Array;
  readonly shown: Float32Array;
}

function byGroups({ program, keeper, method }: BalancedSteps, known: Known): Chosen {
  const { gramian } = program;
  invariant(gramian, 'its weights are chosen within steps');
  const last = chooseByGroups(keeper, method, known);
  return { read: weightsRead(method, gramian, last, known.nominal), shown: weightsShown(method, last, known.nominal) };
}

/** One choice for all; of more weights than tasks the first are shown. */
function together({ keeper, method }: BalancedSteps, { step, nominal, losses, gramian, measured }: Known): Chosen {
  const { honours } = method;
  const { length: tasks } = nominal;
  // What is seen as it is needs no copy, which in a tiny network is to be felt.
  const scaled = honours === 'scaling';
  const seen = keeper.see(step, nominal, {
    losses: scaled ? seenLosses(honours, losses, nominal) : losses,
    measured,
    gramian: scaled ? seenGramian(honours, gramian, nominal) : gramian,
  });
  const { weights, state } = method.weigh(seen, keeper.current, keeper.parameters);
  keeper.current = state;
  const read = new Float32Array(weights.length);
  // The product is rounded, not its factors.
  for (let i = 0; i < read.length; i++) read[i] = at(weights, i) * factorOf(honours, at(nominal, i % tasks));
  return { read, shown: read.subarray(0, tasks) };
}
