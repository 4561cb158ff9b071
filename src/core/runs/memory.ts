import type { ExecutorInfo, MemoryForecast } from './executor-info.ts';

/** Bytes as a reader wants them: 12 MiB, 1.5 GiB. */
export function bytesInWords(bytes: number): string {
  if (bytes < 2 ** 20) return `${Math.ceil(bytes / 2 ** 10)} KiB`;
  return bytes < 2 ** 30 ? `${Math.ceil(bytes / 2 ** 20)} MiB` : `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}

/** What is missing, in bytes: of everything, or of one piece. */
export interface Shortage {
  readonly needed: number;
  readonly limit: number;
}

/** null where there is enough. */
export function shortageOf({ bytes, limitBytes, largestBytes, largestLimitBytes }: MemoryForecast): Shortage | null {
  if (bytes > limitBytes) return { needed: bytes, limit: limitBytes };
  return largestBytes > largestLimitBytes ? { needed: largestBytes, limit: largestLimitBytes } : null;
}

/** The largest forecast for an executor, whatever its threads; undefined where there is none. */
export const forecastOf = (
  forecasts: readonly MemoryForecast[],
  { id, backend }: Pick<ExecutorInfo, 'id' | 'backend'>,
): MemoryForecast | undefined =>
  forecasts.filter((one) => one.id === id && one.backend === backend).sort((a, b) => b.bytes - a.bytes)[0];

/**
 * What is announced: the forecast for the executor that runs, and before one is chosen the largest among those that may be, so that the
 * promise holds whichever it is. undefined where nothing is known, or nothing fits.
 */
export function announced(forecasts: readonly MemoryForecast[], executor: ExecutorInfo | null): MemoryForecast | undefined {
  if (executor) return forecastOf(forecasts, executor);
  return forecasts.filter((one) => shortageOf(one) === null).sort((a, b) => b.bytes - a.bytes)[0];
}
