import type { KernelModules } from '../kernels.ts';

/** What a thread is told before it serves; see `serveKernels`. */
export interface Joining {
  readonly modules: KernelModules;
  /** Shared by all threads. */
  readonly memory: WebAssembly.Memory;
  /** From 1: number 0 is the thread that trains. */
  readonly thread: number;
  readonly threads: number;
  /** Address of the memory that its kernels have for themselves. */
  readonly scratch: number;
  /** Where all wait for one another. */
  readonly meeting: number;
}

/** ready: it serves from now on. left: it was let go. failed: it cannot go on, and why. */
export type FromThread =
  | { readonly type: 'ready' }
  | { readonly type: 'left' }
  | { readonly type: 'failed'; readonly reason: string };

/** The other end of a thread: the browser's worker, Node's, or a test's. */
export interface ThreadLink {
  post(message: Joining): void;
  terminate(): void;
}

/** Starts a thread. `onMessage` gets what it sends, `onDeath` why it is gone. */
export type SpawnThread = (onMessage: (message: FromThread) => void, onDeath: (reason: string) => void) => ThreadLink;
