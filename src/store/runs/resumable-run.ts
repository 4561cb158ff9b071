import { createStore } from 'zustand/vanilla';
import type { KeptCheckpoint } from '../../client/last-checkpoint.ts';
import type { Project } from '../../core/project/schema.ts';
import type { RunRecord } from '../../core/runs/run-record.ts';

/** A run that can go on where it was: what it recorded, and the weights and optimiser state that it had last. */
export interface ResumableRun {
  /** Its document is the one that trained. */
  readonly record: RunRecord;
  readonly kept: KeptCheckpoint;
  /** Passes over the training split at the checkpoint, or a moment later. */
  readonly epoch: number;
}

/** What the page offers, or says, of a run that is or was another than the one shown. */
export type RunNews =
  /** The run gave way to another; `project` was on the screen with it. */
  | { readonly type: 'left'; readonly run: ResumableRun; readonly project: Project; readonly key: string }
  /** The shown run is one of an earlier visit. */
  | { readonly type: 'restored'; readonly run: Pick<ResumableRun, 'epoch'> & { readonly step: number } };

export interface RunNewsSlice {
  readonly news: RunNews | null;
  /** It is no longer said; a run that gave way still comes back with the document that is undone to. */
  readonly closed: boolean;
}

export const createRunNews = () => createStore<RunNewsSlice>(() => ({ news: null, closed: true }));
