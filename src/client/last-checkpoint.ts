import type { Project } from '../core/project/schema.ts';
import type { Checkpoint, Command, TrainEvent } from '../core/runs/protocol.ts';

/** A checkpoint with the document that it was taken of: another one may have been loaded since. */
export interface KeptCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly project: Project;
}

/** Keeps the newest checkpoint of the run that is loaded: the page has it when the worker is gone. */
export class LastCheckpoint {
  private held: (KeptCheckpoint & { readonly runId: string }) | null = null;
  /** The documents that a checkpoint may still come of, by generation. */
  private readonly loaded = new Map<number, Project>();

  /** A document was sent to the worker. */
  loading({ generation, project }: Extract<Command, { type: 'load' }>): void {
    this.loaded.set(generation, project);
  }

  receive(event: TrainEvent): void {
    // What is prepared has taken the place of what was there.
    if (event.type === 'prepared')
      for (const older of this.loaded.keys()) if (older < event.generation) this.loaded.delete(older);
    if (event.type === 'checkpoint') {
      const project = this.loaded.get(event.generation);
      this.held = project ? { runId: event.runId, checkpoint: event.checkpoint, project } : null;
    }
    // What was voided must not come back.
    if (event.type === 'rewound' && this.held?.runId === event.runId && this.held.checkpoint.step > event.step) this.held = null;
  }

  of(runId: string): KeptCheckpoint | null {
    return this.held?.runId === runId ? this.held : null;
  }
}
