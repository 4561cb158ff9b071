import { useRef } from 'react';
import type { RunHistory } from '../../core/runs/history.ts';
import type { Series } from '../../core/runs/series.ts';
import { extendSmoothed, type Smoothed } from '../../core/runs/smooth.ts';

/** The smoothed loss of every task; only what is new since the last call is computed. Empty without smoothing. */
export function useSmoothed(history: RunHistory, weight: number): Readonly<Record<string, Series>> {
  const cache = useRef<Record<string, Smoothed>>({});
  if (weight === 0) return {};
  const next: Record<string, Smoothed> = {};
  for (const [task, { loss }] of Object.entries(history.tasks)) {
    next[task] = extendSmoothed(cache.current[task] ?? null, loss, weight);
  }
  cache.current = next;
  return Object.fromEntries(Object.entries(next).map(([task, { values }]) => [task, values]));
}
