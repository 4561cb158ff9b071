import type { Reduced } from '../../executor.ts';
import {
  connectUpdate,
  type KernelInstance,
  type KernelModules,
  kernelFunction,
  pageBytes,
  type Run,
  type TableArguments,
} from '../kernels.ts';
import type { Region } from '../layout.ts';
import { Journal } from './journal.ts';
import type { SpawnThread, ThreadLink } from './messages.ts';

/** How long threads may take to start. */
const startMs = 10_000;

export interface TeamOptions {
  readonly modules: KernelModules;
  readonly bytes: number;
  /** Address of the memory that each thread's kernels have for themselves. */
  readonly scratch: readonly number[];
  /** Where all wait for one another. */
  readonly meeting: Region;
  readonly spawn: SpawnThread;
  /** What one run leaves to the next. */
  readonly kept: readonly Region[];
  /** After so many steps it is worth while to copy what is kept. */
  readonly stepsOfJournal: number;
}

const sharedMemory = (bytes: number): WebAssembly.Memory => {
  const pages = Math.ceil(bytes / pageBytes);
  return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
};

/**
 * Kernels on several threads over one shared memory: this one and those that it spawned. Where a thread does not start, fails or falls
 * silent, this one goes on alone, in a memory that the others do not have, with the same table and the same numbers.
 */
export class Team implements KernelInstance {
  memory: WebAssembly.Memory;
  reduced: Reduced | null = null;
  private lead: (...args: number[]) => number;
  private giveUp: () => void = () => undefined;
  private links: readonly ThreadLink[] = [];
  private trouble: string | null = null;
  private readonly journal: Journal;

  private constructor(private readonly options: TeamOptions) {
    this.journal = new Journal(options.kept, options.stepsOfJournal);
    this.memory = sharedMemory(options.bytes);
    this.lead = this.instantiate(options.scratch.length);
  }

  /** Throws where the memory cannot be had. Threads that do not start are said in `reduced`. */
  static async start(options: TeamOptions): Promise<Team> {
    const team = new Team(options);
    try {
      await team.gather();
    } catch (error) {
      team.goOnAlone(error instanceof Error ? error.message : String(error));
    }
    return team;
  }

  run(run: Run, ...table: TableArguments): void {
    if (this.reduced === null) {
      this.journal.begin(this.memory.buffer, run);
      if (this.trouble === null && this.lead(...table)) {
        this.journal.add(this.memory.buffer, run, table);
        return;
      }
      this.goOnAlone(this.trouble ?? 'a thread fell silent');
      this.journal.replay(this.memory.buffer, run, (...entry) => void this.lead(...entry));
    }
    this.lead(...table);
  }

  changed(): void {
    this.journal.forget();
  }

  dispose(): void {
    this.giveUp();
    for (const link of this.links) link.terminate();
    this.links = [];
  }

  private instantiate(threads: number): (...args: number[]) => number {
    const { module, update } = this.options.modules;
    const instance = new WebAssembly.Instance(module, { env: { memory: this.memory } });
    connectUpdate(instance, update, this.memory);
    kernelFunction(instance, 'useScratch')(this.options.scratch[0] ?? 0);
    kernelFunction(instance, 'join')(0, threads, this.options.meeting.address);
    this.giveUp = kernelFunction(instance, 'giveUp');
    return kernelFunction(instance, 'lead');
  }

  /** Resolves when all threads serve; rejects where one does not. */
  private async gather(): Promise<void> {
    const { modules, scratch, spawn, meeting } = this.options;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('the threads did not start in time')), startMs);
    });
    const starting = scratch.slice(1).map(
      (address, index) =>
        new Promise<void>((resolve, reject) => {
          const fail = (reason: string): void => {
            this.trouble ??= reason;
            reject(new Error(reason));
          };
          const link = spawn((message) => {
            if (message.type === 'ready') resolve();
            if (message.type === 'failed') fail(message.reason);
          }, fail);
          this.links = [...this.links, link];
          link.post({
            modules,
            memory: this.memory,
            thread: index + 1,
            threads: scratch.length,
            scratch: address,
            meeting: meeting.address,
          });
        }),
    );
    try {
      await Promise.race([Promise.all(starting), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Others may still be writing to the memory that was shared: what is needed of it is copied. */
  private goOnAlone(reason: string): void {
    this.dispose();
    const { bytes, meeting } = this.options;
    const left = new Uint8Array(this.memory.buffer);
    this.memory = sharedMemory(bytes);
    this.lead = this.instantiate(1);
    this.reduced = { device: 'CPU, 1 thread', reason };
    const mine = new Uint8Array(this.memory.buffer);
    mine.set(left);
    mine.fill(0, meeting.address, meeting.address + meeting.bytes);
  }
}
