import { invariant } from '../../../core/util/assert-never.ts';
import type { Reduced } from '../executor.ts';
import type { Region } from './layout.ts';

/** The kernel modules under public/data, made by `npm run kernels`. The one for several threads needs shared memory. */
export const kernelFiles = { single: 'wasm/kernels.wasm', threaded: 'wasm/kernels-threads.wasm' } as const;

/**
 * Runs a table; see assembly/main.ts. Arguments are addresses and sizes in bytes: table, its end, steps, controls, control rows, bytes of
 * one, rows, batch rows, bytes of one, losses, loss ring, bytes of one.
 */
export type RunTable = (run: Run, ...table: TableArguments) => void;

/** What a run means to others, and what was placed in memory for it alone. */
export interface Run {
  /** step: it trains. rest of a step: it goes on with what a step has left anywhere in memory. look: nothing later relies on it. */
  readonly kind: 'step' | 'rest of a step' | 'look';
  readonly inputs: readonly Region[];
}

export type TableArguments = readonly [
  table: number,
  end: number,
  steps: number,
  controls: number,
  controlRows: number,
  controlBytes: number,
  rows: number,
  batchRows: number,
  rowBytes: number,
  losses: number,
  lossRing: number,
  lossBytes: number,
];

/** The kernels over a linear memory of their own. */
export interface KernelInstance {
  readonly memory: WebAssembly.Memory;
  readonly run: RunTable;
  /** Hears that numbers which one run leaves to the next were replaced. */
  readonly changed: () => void;
  /** See `Session.reduced`. */
  readonly reduced: Reduced | null;
  /** Frees what belongs to it. */
  readonly dispose: () => void;
}

export const pageBytes = 65_536;

/** The kernels themselves need no more than this, so that a program's memory is known before their module is there. */
export const kernelRoom = 4096;

const isFunction = (value: unknown): value is (...args: number[]) => number => typeof value === 'function';

/** An export of a kernel module. */
export function kernelFunction(instance: WebAssembly.Instance, name: string): (...args: number[]) => number {
  const found = instance.exports[name];
  invariant(isFunction(found), `the kernel module exports ${name}`);
  return found;
}

/** Makes sure that a module's kernels keep to `kernelRoom`. */
export async function checkKernelRoom(module: WebAssembly.Module, shared: boolean): Promise<void> {
  const memory = new WebAssembly.Memory(shared ? { initial: 1, maximum: 1, shared } : { initial: 1 });
  const firstFreeByte = kernelFunction(await WebAssembly.instantiate(module, { env: { memory } }), 'firstFreeByte')();
  invariant(firstFreeByte <= kernelRoom, `the kernels keep to their ${kernelRoom} bytes`);
}

/** The modules of one thread. */
export interface KernelModules {
  readonly module: WebAssembly.Module;
  /** The program's own update, see update-kernel.ts. */
  readonly update: WebAssembly.Module;
}

/** Puts a program's update where the kernels call it. */
export function connectUpdate(instance: WebAssembly.Instance, update: WebAssembly.Module, memory: WebAssembly.Memory): void {
  const { table, elementary } = instance.exports;
  invariant(table instanceof WebAssembly.Table && isFunction(elementary), 'the kernel module exports what an update needs');
  const own = new WebAssembly.Instance(update, { env: { memory }, kernels: { elementary } });
  table.set(0, kernelFunction(own, 'update'));
}

/** Instantiates the kernels for one thread over `bytes` of memory. Throws where the memory cannot be had. */
export async function instantiateKernels(
  { module, update }: KernelModules,
  bytes: number,
  scratch: number,
): Promise<KernelInstance> {
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / pageBytes) });
  const instance = await WebAssembly.instantiate(module, { env: { memory } });
  connectUpdate(instance, update, memory);
  kernelFunction(instance, 'useScratch')(scratch);
  const run = kernelFunction(instance, 'run');
  return { memory, run: (_, ...table) => void run(...table), changed: () => undefined, reduced: null, dispose: () => undefined };
}
