/** Milliseconds that one submission may keep the device: the page draws on it too. */
const submitMs = 8;

/** Chooses how many steps go into a submission, from how long steps took before. */
export class SubmitPacer {
  private stepMs: number | null = null;
  private idleSince = 0;

  constructor(private readonly now: () => number) {}

  /** Call when `steps` steps are about to be submitted, and `end` when their results are there. */
  begin(steps: number): { readonly stepsPerSubmit: number; end(): void } {
    const started = this.now();
    const stepsPerSubmit = this.stepMs === null ? steps : Math.max(1, Math.floor(submitMs / Math.max(this.stepMs, 1e-6)));
    return {
      stepsPerSubmit,
      end: () => {
        // The device works on one block after the other: this one began when it was handed in, or when the one before was done.
        const ended = this.now();
        this.stepMs = (ended - Math.max(started, this.idleSince)) / steps;
        this.idleSince = ended;
      },
    };
  }
}
