import type { BatchProgram } from '../../../core/compile/measuring.ts';
import type { Executor, Session } from '../../executors/executor.ts';

/** A program that was made for looking, on the device. */
export interface Loaded<P extends BatchProgram> {
  readonly made: P;
  readonly session: Session;
}

/** A program for looking: made and loaded once, when somebody looks for the first time. `make` gives null where there is nothing to see. */
export class LookProgram<P extends BatchProgram> {
  private made: Promise<P | null> | null = null;
  private session: Promise<Session> | null = null;
  private disposed = false;

  constructor(
    private readonly executor: Executor,
    private readonly make: () => Promise<P | null>,
  ) {}

  /** Gives way to the run with `pause` after making and after loading. null where there is nothing to see, or nobody looks any more. */
  async open(pause: () => Promise<void>): Promise<Loaded<P> | null> {
    if (!this.made) {
      this.made = this.make();
      await this.made;
      await pause();
    }
    const made = await this.made;
    if (!made || this.disposed) return null;
    if (!this.session) {
      this.session = this.executor.load(made.program, {});
      await this.session;
      await pause();
    }
    return { made, session: await this.session };
  }

  dispose(): void {
    this.disposed = true;
    // A session that could not be loaded has nothing to dispose of; whoever asked for it has heard.
    this.session?.then((session) => session.dispose()).catch(() => undefined);
  }
}
