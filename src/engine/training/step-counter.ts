import type { TrainingSettings } from '../../core/project/schema.ts';
import type { Aim } from '../../core/runs/protocol.ts';

/** How far a run is, and how far it should go. Steps are counted from 1: `done` is the number of the last one. */
export class StepCounter {
  /** Steps whose losses are in. */
  done: number;
  /** Steps that were handed to the device. */
  issued: number;
  /** The last step after which validation was measured. */
  validatedAt: number;
  /** Where the present stretch of the document's epochs began. */
  private origin = 0;
  /** Train up to this step; null: to the end of the document's epochs, or on beyond it. */
  private target: number | null = null;
  private beyond = false;

  constructor(
    readonly stepsPerEpoch: number,
    /** The document's, which may change while it trains. */
    private readonly training: () => Pick<TrainingSettings, 'epochs' | 'stopAtGoal'>,
    start: number,
  ) {
    this.done = start;
    this.issued = start;
    this.validatedAt = start;
  }

  /** Completed epochs. */
  get epoch(): number {
    return Math.floor(this.done / this.stepsPerEpoch);
  }

  /** Where the document's epochs end. */
  get end(): number {
    return this.origin + this.training().epochs * this.stepsPerEpoch;
  }

  /** Where training stops or pauses. */
  get goal(): number {
    return this.target ?? (this.passing ? Number.POSITIVE_INFINITY : this.end);
  }

  private get passing(): boolean {
    return this.beyond && !this.training().stopAtGoal;
  }

  /** An epoch was handed out whole, and not yet measured. */
  get validationDue(): boolean {
    return this.issued > 0 && this.issued % this.stepsPerEpoch === 0 && this.validatedAt !== this.issued;
  }

  /** The most steps that the next block may have: blocks end with epochs, so that validation sees whole ones. */
  get blockLimit(): number {
    return Math.min(this.goal - this.issued, this.stepsPerEpoch - (this.issued % this.stepsPerEpoch));
  }

  /** `steps` more steps after `from`, or (null) to the end of the document's epochs and maybe beyond; where they are over, as many again. */
  aim({ steps, beyond = false }: Aim, from: number): void {
    this.beyond = beyond;
    if (steps === null && !this.passing && from >= this.end) this.origin = from;
    this.target = steps === null ? null : from + Math.max(0, Math.floor(steps));
  }

  /** The number of steps that was asked for is done. */
  arrive(): void {
    this.target = null;
  }

  /** The next aim starts from the beginning of the document's epochs. */
  forget(): void {
    this.origin = 0;
    this.target = null;
  }

  /** The run holds the weights of another step now. */
  goTo(step: number): void {
    this.done = step;
    this.issued = step;
    this.validatedAt = step;
  }
}
