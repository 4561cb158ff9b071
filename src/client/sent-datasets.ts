import type { Command } from '../core/runs/protocol.ts';

type JoinCommand = Extract<Command, { type: 'joinDataset' }>;

/** The data sets that a worker was given, for the one that comes after it. */
export class SentDatasets {
  private readonly joined = new Map<string, JoinCommand>();

  note(command: Command): void {
    if (command.type === 'joinDataset') this.joined.set(command.dataset.id, command);
    if (command.type === 'forgetDataset') this.joined.delete(command.dataset);
  }

  /** What brings a new worker to where the last one was. */
  commands(): readonly JoinCommand[] {
    return [...this.joined.values()];
  }
}
