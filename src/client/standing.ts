import type { Command } from '../core/runs/protocol.ts';

type JoinCommand = Extract<Command, { type: 'joinDataset' }>;
type WatchCommand = Extract<Command, { type: 'watch' }>;
type SpeedCommand = Extract<Command, { type: 'setSpeed' }>;

/** What a worker was told that stands outside of runs, for the one that comes after it: data sets, what somebody looks at, and how fast. */
export class Standing {
  private readonly joined = new Map<string, JoinCommand>();
  private readonly watched = new Map<WatchCommand['what'], WatchCommand>();
  private speed: SpeedCommand | null = null;

  note(command: Command): void {
    if (command.type === 'joinDataset') this.joined.set(command.dataset.id, command);
    if (command.type === 'forgetDataset') this.joined.delete(command.dataset);
    if (command.type === 'watch' && command.on) this.watched.set(command.what, command);
    if (command.type === 'watch' && !command.on) this.watched.delete(command.what);
    if (command.type === 'setSpeed') this.speed = command.stepsPerSecond === null ? null : command;
  }

  /** What brings a new worker to where the last one was. */
  commands(): readonly (JoinCommand | WatchCommand | SpeedCommand)[] {
    return [...this.joined.values(), ...this.watched.values(), ...(this.speed ? [this.speed] : [])];
  }
}
