import { takenStep } from '../../core/program/cost.ts';
import type { TrainingProgram } from '../../core/program/types.ts';
import type { RememberedSpeeds } from '../../core/runs/executor-info.ts';

/** Changes when the executors' speeds change enough to measure again. */
const version = 2;

const magnitude = (count: number): number => Math.round(Math.log2(Math.max(1, count)));

/**
 * Programs of the same size run about alike: the number of operations, parameters and operations per step, each to a power of 2. Steps that
 * wait for their weights in their middle are slower on some devices than others.
 */
export const programSize = (program: TrainingProgram, flopsPerStep: number): string =>
  [takenStep(program).ops.length, program.parameterCount, flopsPerStep].map(magnitude).join('-') +
  (program.gramian ? '-balanced' : '');

/** `device`: the adapter; `threads`: how many could be taken, which an isolated page has more of; `asked`: what the address asks for. */
export const speedKey = (device: string, threads: readonly number[], asked: string, size: string): string =>
  `${version}|${device}|${threads.join(',')}|${asked}|${size}`;

/** What was measured in this worker's lifetime, and what the page remembers of earlier ones. */
export class SpeedMemory {
  private readonly held = new Map<string, RememberedSpeeds>();

  /** What this worker measured itself is newer, and stays. */
  add(remembered: readonly RememberedSpeeds[]): void {
    for (const speeds of remembered) if (!this.held.has(speeds.key)) this.held.set(speeds.key, speeds);
  }

  get(key: string): RememberedSpeeds | null {
    return this.held.get(key) ?? null;
  }

  set(speeds: RememberedSpeeds): void {
    this.held.set(speeds.key, speeds);
  }
}
