import { invariant } from '../../../core/util/assert-never.ts';

/** What the kernel module offers; see assembly/main.ts. Addresses and sizes in bytes. */
export interface KernelExports {
  firstFreeByte(): number;
  run(
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
  ): void;
}

/** The kernels over a linear memory of their own. */
export interface KernelInstance {
  readonly memory: WebAssembly.Memory;
  readonly exports: KernelExports;
}

export const pageBytes = 65_536;

const isFunction = (value: unknown): value is (...args: number[]) => number => typeof value === 'function';

/** Instantiates the compiled kernels with as little memory as they allow. */
export async function instantiateKernels(module: WebAssembly.Module): Promise<KernelInstance> {
  const memory = new WebAssembly.Memory({ initial: 2 });
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  const { firstFreeByte, run } = exports;
  invariant(isFunction(firstFreeByte) && isFunction(run), 'the kernel module has its exports');
  return { memory, exports: { firstFreeByte: () => firstFreeByte(), run: (...args) => void run(...args) } };
}
