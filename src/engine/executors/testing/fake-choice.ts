import {
  type ChoiceRequest,
  type ChosenExecutor,
  createExecutorChooser,
  type ExecutorChooser,
  type SpeedTest,
} from '../choose.ts';
import { type AdapterDescription, candidateName, type GpuProbe } from '../decision.ts';
import type { Executor } from '../executor.ts';

/** A GPU with hardware behind it, and one without. */
export const geforce: AdapterDescription = { vendor: 'nvidia', architecture: 'ampere', description: 'NVIDIA GeForce RTX 3060' };
export const swiftshader: AdapterDescription = { vendor: 'google', architecture: 'swiftshader', description: '' };

export const adapter = (description: AdapterDescription): GpuProbe => ({ kind: 'adapter', adapter: description });
export const none: GpuProbe = { kind: 'none' };

/** What fakes do, by the candidate's name. */
export interface FakeWorld {
  /** Steps per second; an error where the program cannot be run; 10 where nothing is said. */
  readonly speeds?: Record<string, number | Error>;
  /** What does not start, and why. */
  readonly broken?: Record<string, string>;
  /** What fails its self-test. */
  readonly faults?: Record<string, string>;
  /** Numbers of threads that our WebAssembly may use besides one. */
  readonly threads?: readonly number[];
}

/** A device on which everything that happens is written down. */
export function device(probe: GpuProbe, world: FakeWorld = {}) {
  const started: string[] = [];
  const measured: string[] = [];
  const ended: string[] = [];
  const names = new Map<Executor, string>();
  const lose = new Map<string, (reason: string) => void>();
  const chooser = createExecutorChooser({
    probeGpu: async () => probe,
    tfjsThreads: 4,
    wasmThreads: world.threads ?? [],
    memoryLimitBytes: () => Number.POSITIVE_INFINITY,
    selfTest: async (executor) => world.faults?.[names.get(executor) ?? ''] ?? null,
    async start(candidate) {
      const name = candidateName(candidate);
      started.push(name);
      const reason = world.broken?.[name];
      if (reason) throw new Error(reason);
      const executor: Executor = {
        ...candidate,
        device: `the ${name} device`,
        lost: new Promise((resolve) => lose.set(name, resolve)),
        load: () => Promise.reject(new Error('not used')),
        dispose: () => ended.push(name),
      };
      names.set(executor, name);
      return executor;
    },
  });
  const speedTest: SpeedTest = {
    size: '5-10-20',
    flopsPerStep: 1e6,
    shortage: () => null,
    async stepsPerSecond(executor) {
      const name = names.get(executor) ?? '';
      measured.push(name);
      const speed = world.speeds?.[name] ?? 10;
      if (speed instanceof Error) throw speed;
      return speed;
    },
  };
  return { chooser, speedTest, started, measured, ended, lose };
}

export const request = (speedTest: SpeedTest, more: Partial<ChoiceRequest> = {}): ChoiceRequest => ({
  choice: {},
  speedTest,
  remembered: [],
  afresh: false,
  ...more,
});

/** What was chosen; throws where the choice was refused. */
export async function taken(chooser: ExecutorChooser, asked: ChoiceRequest): Promise<ChosenExecutor> {
  const result = await chooser.choose(asked);
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join());
  return result.value;
}
