import { cpus, loadavg, release, type } from 'node:os';
import type { Machine } from './results.ts';

/** Mean load of the last minute. */
export const loadNow = (): number => loadavg()[0] ?? 0;

export function machineNow(chromium: string, loads: readonly number[]): Machine {
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() ?? 'unknown processor',
    cores: processors.length,
    system: `${type()} ${release()}`,
    node: process.versions.node,
    chromium,
    loads,
  };
}
