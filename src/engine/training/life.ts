import type { Aim, Checkpoint, Command } from '../../core/runs/protocol.ts';
import type { Diagnostic } from '../../core/util/diagnostics.ts';
import type { ChosenExecutor } from '../executors/choose.ts';
import type { Session } from '../executors/executor.ts';
import type { Snapshot } from './checkpoints.ts';
import type { LiveSettings } from './live-settings.ts';
import type { BatchLook } from './looks/batch-look.ts';
import type { MeasuredFigures } from './measured-figures.ts';
import type { PictureLook } from './pictures.ts';
import type { PreparedRun } from './prepare.ts';
import type { Runner } from './runner.ts';
import type { Origin } from './start.ts';

export type LoadCommand = Extract<Command, { type: 'load' }>;
export type RequestCommand = Extract<Command, { type: 'request' }>;

/** Nothing was loaded yet. */
export interface Empty {
  readonly state: 'empty';
}

/** What every state knows of the document that it is about. */
interface OfDocument {
  readonly load: LoadCommand;
  readonly live: LiveSettings;
  /** The weights with which it starts; of a run that is being replaced they come when it has ended. */
  readonly origin: Promise<Origin>;
  /** How many steps those weights have behind them, as far as is known. */
  step: number;
}

/** A document is being compiled, its data fetched, an executor opened. */
export interface Loading extends OfDocument {
  readonly state: 'loading';
  /** There was a run of the document, whose curves go on. */
  readonly again: boolean;
  /** Requests wait for the runner. */
  readonly queue: Map<number, RequestCommand>;
  /** The training that was asked for before everything was ready; null: none. */
  asked: Aim | null;
  /** Initial weights were asked for since. */
  resetAsked: boolean;
  /** Once there is one: its device may be lost before the run is ready. */
  chosen: ChosenExecutor | null;
}

/** There is a run on a device, whether it trains or not. */
export interface Ready extends OfDocument {
  readonly state: 'ready';
  readonly chosen: ChosenExecutor;
  readonly run: PreparedRun;
  readonly session: Session;
  readonly runner: Runner;
  readonly look: PictureLook;
  readonly batches: BatchLook;
  readonly figures: MeasuredFigures;
}

/** What is left of a run whose device is gone. */
export interface LastRun {
  readonly run: PreparedRun;
  /** The last weights that are known to be good. */
  readonly snapshot: Snapshot;
  /** The best by validation, where it was measured. */
  readonly best: Checkpoint | null;
}

/** The document was refused, its executor died, or its device was lost: there is no session, and training needs another load. */
export interface Failed extends OfDocument {
  readonly state: 'failed';
  readonly problem: Diagnostic;
  readonly chosen: ChosenExecutor | null;
  /** The run that was there, with its last good weights; null where there never was one. */
  readonly last: LastRun | null;
}

/** The life of a run, a state machine: always exactly one of these. */
export type Life = Empty | Loading | Ready | Failed;

/** From which state which may follow. `failed` is left by another load or another attempt alone, and `ready` is entered by loading alone. */
export const lifeEdges: Readonly<Record<Life['state'], readonly Life['state'][]>> = {
  empty: ['loading'],
  loading: ['loading', 'ready', 'failed'],
  ready: ['loading', 'failed'],
  failed: ['loading'],
};
