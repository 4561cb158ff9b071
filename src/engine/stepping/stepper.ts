import { isCombining, isPlain } from '../../core/balancing/contract.ts';
import type { TrainingProgram } from '../../core/program/types.ts';
import type { Balancing } from '../../core/project/schema.ts';
import type { BalancingState } from '../../core/runs/protocol.ts';
import { CallOrder } from '../executors/call-order.ts';
import type { Session } from '../executors/executor.ts';
import { balancedSteps, steppedNowAndThen, steppedOneByOne } from './balanced-steps.ts';
import { byEpochs, joined, type NumberedBlock, type Stepped } from './blocks.ts';
import { Keeper } from './keeper.ts';
import { combinedSteps, plainSteps } from './plain-steps.ts';

/** Everything that a run holds on a device, and what its balancing remembers. */
export interface StepperBuffers {
  readonly parameters: Float32Array;
  readonly optimizer: Float32Array;
  readonly state: Float32Array;
  readonly balancing: BalancingState;
}

/**
 * Stands between a run and its session: takes steps of whatever kind the document's balancing method needs. Effects are in the order of
 * calls; several blocks may be under way.
 */
export interface Stepper {
  step(block: NumberedBlock): Promise<Stepped>;
  /** As they are after every block that was handed over before this call. */
  read(): Promise<StepperBuffers>;
  /** No block may be under way. A state that another method left, or that belongs to other tasks, is replaced by a fresh one. */
  write(buffers: StepperBuffers): Promise<void>;
}

export interface StepperOptions {
  readonly program: TrainingProgram;
  readonly session: Session;
  /** The document's. */
  readonly seed: number;
  readonly stepsPerEpoch: number;
  /** What the balancing remembers of the steps before; absent: there were none. */
  readonly start?: BalancingState | null;
  /** The document's method, which may change from block to block to one that takes the same kind of step. */
  readonly balancing: () => Balancing;
}

export function createStepper({ program, session, seed, stepsPerEpoch, start = null, balancing }: StepperOptions): Stepper {
  const tasks = program.tasks.map(({ id }) => id);
  const order = new CallOrder();
  let chosen = balancing();
  const { gramian, controls } = program;
  const nowAndThen = gramian !== null && controls.sharedWeights !== undefined;
  let keeper = new Keeper(chosen, { tasks, seed, stepsPerEpoch, groups: gramian?.groups, nowAndThen }, start);

  /** Who keeps what is wanted now. */
  function follow(): Keeper {
    const wanted = balancing();
    if (wanted !== chosen) {
      chosen = wanted;
      keeper = keeper.followedBy(wanted);
    }
    return keeper;
  }

  return {
    step(block) {
      const own = follow();
      const { method } = own;
      if (isCombining(method)) return order.brief(() => combinedSteps(program, session, block));
      if (!isPlain(method)) {
        const balanced = { program, session, keeper: own, method };
        if (own.every > 1) return order.long(() => steppedNowAndThen(balanced, block));
        return method.before ? order.long(() => steppedOneByOne(balanced, block)) : balancedSteps(balanced, block);
      }
      const plain = { program, session, keeper: own, method };
      const parts = method.needs === 'pastLosses' ? byEpochs(block, stepsPerEpoch, program) : [block];
      const [only] = parts;
      if (only && parts.length === 1 && !own.mustWait(only)) return order.brief(() => plainSteps(plain, only));
      return order.long(async () => {
        const results: Stepped[] = [];
        for (const part of parts) {
          if (own.mustWait(part)) await own.settled;
          results.push(await plainSteps(plain, part));
        }
        return joined(results, tasks.length);
      });
    },
    read() {
      const own = keeper;
      return order.brief(async () => {
        const [parameters, optimizer, state, numbers] = await Promise.all([
          session.read('parameters'),
          session.read('optimizer'),
          session.read('state'),
          own.settled,
        ]);
        return { parameters, optimizer, state, balancing: { key: own.key, numbers: numbers.slice() } };
      });
    },
    async write({ parameters, optimizer, state, balancing: numbers }) {
      keeper = keeper.restored(numbers);
      await Promise.all([
        session.write('parameters', parameters),
        session.write('optimizer', optimizer),
        session.write('state', state),
      ]);
    },
  };
}
