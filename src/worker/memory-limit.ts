import type { ExecutorInfo } from '../core/runs/protocol.ts';

const gibibyte = 2 ** 30;

/** What one tab can count on: WebAssembly addresses 4 GiB at the most and shares them with copies; elsewhere the tab itself is the limit. */
const limits: Readonly<Record<string, number>> = {
  wasm: 1.5 * gibibyte,
  cpu: 2 * gibibyte,
  webgl: 2 * gibibyte,
  webgpu: 3 * gibibyte,
};

/** The most bytes that training may take, from the backend and from what the browser says of the machine's memory. */
export function memoryLimitBytes({ backend }: Pick<ExecutorInfo, 'backend'>): number {
  const limit = limits[backend] ?? 2 * gibibyte;
  // In GiB, rounded and at most 8; not in every browser.
  const machine: unknown = 'deviceMemory' in navigator ? navigator.deviceMemory : undefined;
  return typeof machine === 'number' ? Math.min(limit, (machine * gibibyte) / 2) : limit;
}
