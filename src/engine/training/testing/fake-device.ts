import { sizeOf } from '../../../core/program/shapes.ts';
import type { TrainingProgram } from '../../../core/program/types.ts';
import { at } from '../../../core/util/assert-never.ts';
import type { ChosenExecutor } from '../../executors/choose.ts';
import type { Executor, Session, StepBlock } from '../../executors/executor.ts';

/** A clock that only moves when something on the device takes time. */
export interface Clock {
  ms: number;
}

/** What a session can be asked for that takes time. */
export type DeviceCall = 'block' | 'evaluate' | 'predict' | 'read' | 'write';

export interface FakeDeviceOptions {
  readonly clock: Clock;
  /** What a step takes. */
  readonly stepMs: number;
  /** The loss of task number `task` in step `step` (counted from 1). */
  readonly loss?: (step: number, task: number) => number;
  /** The loss of every sample in evaluation, after so many steps. */
  readonly validationLoss?: (step: number, task: number) => number;
  /** Throws where the device should fail. */
  readonly beforeBlock?: (block: StepBlock) => void;
  /** Comes before everything that the device is asked for: may take its time, and rejects where the device should fail. */
  readonly before?: (what: 'load' | DeviceCall) => Promise<void>;
  /** What a call takes that evaluates or predicts so many samples; absent: as long as a step, and nothing. */
  readonly evaluateMs?: (samples: number) => number;
}

/**
 * A device that computes nothing: its first parameter counts the steps, so that a test sees which weights it holds; losses are what
 * the test says. It keeps every block that it was given.
 */
export class FakeDevice implements Executor {
  readonly id = 'tfjs';
  readonly backend = 'fake';
  readonly device = 'fake device';
  readonly lost: Promise<string>;
  lose: (reason: string) => void = () => undefined;
  readonly blocks: StepBlock[] = [];
  /** When each block was handed over. */
  readonly issuedAt: number[] = [];
  /** How many of the steps chose their weights in their middle. */
  balancedSteps = 0;
  /** The sessions that were not disposed of. */
  readonly open = new Set<Session>();
  /** What was asked of its sessions, in that order. */
  readonly calls: DeviceCall[] = [];
  program: TrainingProgram | null = null;

  constructor(private readonly options: FakeDeviceOptions) {
    this.lost = new Promise((resolve) => {
      this.lose = resolve;
    });
  }

  /** What each step was given, whatever blocks they came in. */
  steps(): { readonly rows: number[]; readonly controls: number[] }[] {
    return this.blocks.flatMap(({ count, rows, controls }) =>
      Array.from({ length: count }, (_, i) => {
        const part = (all: ArrayLike<number>): number[] =>
          Array.from(all).slice((i * all.length) / count, ((i + 1) * all.length) / count);
        return { rows: part(rows), controls: part(controls) };
      }),
    );
  }

  async load(program: TrainingProgram): Promise<Session> {
    const { clock, stepMs, loss = () => 1, validationLoss = () => 1, beforeBlock, before, evaluateMs } = this.options;
    await before?.('load');
    const called = async (what: DeviceCall): Promise<void> => {
      this.calls.push(what);
      await before?.(what);
    };
    this.program = program;
    const buffers = {
      parameters: new Float32Array(program.parameterCount),
      optimizer: new Float32Array(2 * program.trainableCount),
      state: new Float32Array(program.stateCount),
    };
    const steps = (): number => at(buffers.parameters, 0);
    const perTask = <T>(value: (id: number) => T, name: (task: TrainingProgram['tasks'][number]) => string): [string, T][] =>
      program.tasks.map((task, i) => [name(task), value(i)]);
    const run = async (block: StepBlock): Promise<Float32Array> => {
      await called('block');
      beforeBlock?.(block);
      this.blocks.push(block);
      this.issuedAt.push(clock.ms);
      clock.ms += block.count * stepMs;
      const losses = new Float32Array(block.count * program.tasks.length);
      for (let i = 0; i < block.count; i++) {
        buffers.parameters[0] = at(buffers.parameters, 0) + 1;
        program.tasks.forEach((_, task) => {
          losses[i * program.tasks.length + task] = loss(steps(), task);
        });
      }
      return losses;
    };
    const session: Session = {
      run,
      runBalanced: async (block, weigh) => {
        const losses = await run(block);
        const { length: tasks } = program.tasks;
        for (let i = 0; i < block.count; i++) weigh(losses.slice(i * tasks, (i + 1) * tasks), new Float32Array(tasks * tasks), i);
        this.balancedSteps += block.count;
        return losses;
      },
      read: async (name) => {
        await called('read');
        return buffers[name].slice();
      },
      write: async (name, data) => {
        await called('write');
        buffers[name] = data.slice();
        // Initial weights are smaller than one: the count starts at zero.
        if (name === 'parameters') buffers.parameters[0] = Math.trunc(at(data, 0));
      },
      evaluate: async (rows) => {
        await called('evaluate');
        clock.ms += evaluateMs?.(rows.length) ?? stepMs;
        const now = steps();
        return Object.fromEntries([
          ...perTask(
            () => new Float32Array(rows.length).fill(0.75),
            (task) => task.output,
          ),
          ...perTask(
            (task) => new Float32Array(rows.length).fill(validationLoss(now, task)),
            (task) => task.loss ?? 'none',
          ),
        ]);
      },
      predict: async (_feeds, count) => {
        await called('predict');
        clock.ms += evaluateMs?.(count) ?? 0;
        const { values, outputs } = program.predict;
        const others = Object.entries(outputs).map(([name, id]) => [name, new Float32Array(sizeOf(at(values, id).shape))]);
        return Object.fromEntries([
          ...others,
          ...perTask(
            () => new Float32Array(count).fill(0.25),
            (task) => task.output,
          ),
        ]);
      },
      dispose: () => {
        this.open.delete(session);
      },
    };
    this.open.add(session);
    return session;
  }

  dispose(): void {
    for (const session of this.open) session.dispose();
  }
}

export const chosen = (executor: Executor): ChosenExecutor => ({
  executor,
  info: {
    id: 'tfjs',
    backend: executor.backend,
    device: executor.device,
    reason: 'asked for',
    reasonCode: 'forced',
    reasonValues: {},
  },
});
