import type { WeighingMethod } from '../../core/balancing/contract.ts';
import type { TrainingProgram } from '../../core/program/types.ts';
import { at } from '../../core/util/assert-never.ts';
import type { Session } from '../executors/executor.ts';
import { type NumberedBlock, nominalOf, type Stepped } from './blocks.ts';
import type { Keeper } from './keeper.ts';
import { effectiveColumns, factorOf, seenGramian, seenLosses } from './weights.ts';

export interface BalancedSteps {
  readonly program: TrainingProgram;
  readonly session: Session;
  readonly keeper: Keeper;
  readonly method: WeighingMethod;
}

/** Steps in whose middle a method chooses the weights of the shared parameters; those of one task alone keep λ. */
export async function balancedSteps(of: BalancedSteps, block: NumberedBlock): Promise<Stepped> {
  const { program, session, keeper, method } = of;
  const { length: tasks } = program.tasks;
  const { honours } = method;
  const nominal = nominalOf(block, program);
  const effective = new Float32Array(block.count * tasks);
  let after: Float64Array | null = null;
  const taken = session.runBalanced(block, (losses, gramian, index) => {
    const own = nominal.subarray(index * tasks, (index + 1) * tasks);
    const step = keeper.see(block.firstStep + index, own, seenLosses(honours, losses, own), seenGramian(honours, gramian, own));
    const { weights, state } = method.weigh(step, keeper.current, keeper.parameters);
    keeper.current = state;
    after = state;
    const row = effective.subarray(index * tasks, (index + 1) * tasks);
    weights.forEach((weight, task) => {
      row[task] = weight * factorOf(honours, at(own, task));
    });
    return row;
  });
  keeper.chose(taken, () => after ?? keeper.current);
  const losses = await taken;
  return { losses, weights: nominal, columns: effectiveColumns(keeper, effective) };
}
