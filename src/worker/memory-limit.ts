const gibibyte = 2 ** 30;

/** What one tab can count on, data set and executor together: WebAssembly addresses 4 GiB at the most, elsewhere the tab itself is the limit. */
const limits: Readonly<Record<string, number>> = {
  wasm: 2.5 * gibibyte,
  cpu: 2.5 * gibibyte,
  webgl: 3 * gibibyte,
  webgpu: 4 * gibibyte,
};

/** The most bytes that training may take, from the backend and from what the browser says of the machine's memory. */
export function memoryLimitBytes(backend: string): number {
  const limit = limits[backend] ?? 2 * gibibyte;
  // In GiB, rounded and at most 8; not in every browser.
  const machine: unknown = 'deviceMemory' in navigator ? navigator.deviceMemory : undefined;
  return typeof machine === 'number' ? Math.min(limit, (machine * gibibyte) / 2) : limit;
}
