import type { Place } from '../contenders/contender.ts';
import type { PairExecutor } from '../pairs/pair.ts';

/** What is asked of a contender in its place. */
export type Request =
  /** Must be the first. Words of the answer: what it runs on. */
  | { readonly type: 'start'; readonly contender: string; readonly model: string }
  /** Numbers of the answer: losses [steps, heads]. */
  | { readonly type: 'losses'; readonly steps: number }
  /** Numbers of the answer: milliseconds that so many steps took. */
  | { readonly type: 'run'; readonly steps: number }
  /** Alone. Words of the answer: what our WebGPU executor asks of the device, as JSON of `GpuCounts`. */
  | { readonly type: 'count'; readonly model: string; readonly steps: number }
  /** Alone. Numbers of the answer: the times of the plain way, then as many of the other. Words: what that runs on. */
  | {
      readonly type: 'pair';
      readonly pair: string;
      readonly model: string;
      readonly executor: PairExecutor;
      readonly budgetMs: number;
    };

export type Answer =
  | { readonly ok: true; readonly words: string; readonly numbers: readonly number[] }
  | { readonly ok: false; readonly words: string };

/** A contender that was started with a model, in a process or worker of its own, idle until it is asked. */
export interface OpenContender {
  ask(request: Request): Promise<Answer>;
  close(): Promise<void>;
}

/** A place where contenders run. */
export interface Environment {
  readonly place: Place;
  open(): Promise<OpenContender>;
  close(): Promise<void>;
}

/** How long an answer may take before the contender counts as stuck. */
const timeoutMs = 180_000;

/** The answer, or that there was none in time. */
export async function withTimeout(answer: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Answer>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, words: `no answer within ${timeoutMs / 1000} s` }), timeoutMs);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
