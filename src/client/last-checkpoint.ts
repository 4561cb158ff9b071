import type { Checkpoint, TrainEvent } from '../core/runs/protocol.ts';

/** Keeps the newest checkpoint of the run that is loaded: the page has it when the worker is gone. */
export class LastCheckpoint {
  private held: { readonly runId: string; readonly checkpoint: Checkpoint } | null = null;

  receive(event: TrainEvent): void {
    if (event.type === 'checkpoint') this.held = { runId: event.runId, checkpoint: event.checkpoint };
    // What was voided must not come back.
    if (event.type === 'rewound' && this.held?.runId === event.runId && this.held.checkpoint.step > event.step) this.held = null;
  }

  of(runId: string): Checkpoint | null {
    return this.held?.runId === runId ? this.held.checkpoint : null;
  }
}
