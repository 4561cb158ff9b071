import { useMemo } from 'react';
import type { Neighbours, WorkerRequest } from '../../../core/runs/protocol.ts';
import { useLiveAnswer } from '../../common/use-live-answer.ts';

const refreshMs = 1000;

type Query = Extract<WorkerRequest, { kind: 'neighbours' }>['query'];

/** The test samples nearest to a sample or to raw inputs, renewed while training; null without a query. */
export function useNeighbours(task: string, query: Query | null, count: number): Neighbours | null {
  const ask = useMemo(
    () => query && (() => ({ kind: 'neighbours' as const, task, split: 'test' as const, query, count })),
    [task, query, count],
  );
  return useLiveAnswer(ask, refreshMs)?.neighbours ?? null;
}
