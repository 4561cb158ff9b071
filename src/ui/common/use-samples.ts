import { useCallback, useMemo } from 'react';
import type { SplitName } from '../../core/data/types.ts';
import type { SampleBatch } from '../../core/runs/protocol.ts';
import { useLiveAnswer } from './use-live-answer.ts';

const refreshMs = 500;

/** Samples with what was predicted of them after `step` steps. */
export type ShownSamples = SampleBatch & { readonly step: number };

/** Samples of a split with truth and predictions, renewed while training with `live`; with `beam`, with freely written sequences. */
export function useSamples(split: SplitName, start: number, count: number, live: boolean, beam?: number): ShownSamples | null {
  const ask = useCallback(
    () => ({ kind: 'samples' as const, split, start, count, ...(beam === undefined ? {} : { beam }) }),
    [split, start, count, beam],
  );
  const answer = useLiveAnswer(ask, live ? refreshMs : null);
  return useMemo(() => answer && { ...answer.samples, step: answer.step }, [answer]);
}
