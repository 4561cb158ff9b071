import type { RequestCost } from './request-costs.ts';
import { SlicedWork, type Slices } from './sliced-work.ts';

/** A request as something to do between blocks. `run` never rejects but where it was given up. */
export interface QueuedRequest {
  readonly requestId: number;
  readonly cost: Exclude<RequestCost, 'apart'>;
  readonly run: (slices: Slices) => Promise<void>;
}

interface Entry {
  readonly requestId: number;
  readonly cost: QueuedRequest['cost'];
  readonly work: SlicedWork;
}

/** The requests of a run: short ones in their order and before anything else, long ones a slice each in turn. */
export class RequestQueue {
  private entries: Entry[] = [];

  /** `onReady` hears when there may be something to do. */
  constructor(private readonly onReady: () => void) {}

  add({ requestId, cost, run }: QueuedRequest): void {
    this.entries.push({ requestId, cost, work: new SlicedWork(run, this.onReady) });
    this.onReady();
  }

  /** Whether a request of this cost could go on now. */
  has(cost: Entry['cost']): boolean {
    return this.next(cost) !== undefined;
  }

  /** Does one slice of the next request of this cost. */
  async slice(cost: Entry['cost']): Promise<void> {
    const entry = this.next(cost);
    if (!entry) return;
    this.remove(entry);
    // At the end of the queue while it works: a request that is given up meanwhile is found there.
    this.entries.push(entry);
    await entry.work.slice();
    if (entry.work.over) this.remove(entry);
  }

  cancel(requestId: number): void {
    for (const entry of this.entries.filter((item) => item.requestId === requestId)) this.giveUp(entry);
  }

  cancelAll(): void {
    for (const entry of this.entries) this.giveUp(entry);
  }

  private giveUp(entry: Entry): void {
    this.remove(entry);
    entry.work.abandon();
  }

  private next(cost: Entry['cost']): Entry | undefined {
    return this.entries.find((entry) => entry.cost === cost && entry.work.ready);
  }

  private remove(entry: Entry): void {
    this.entries = this.entries.filter((other) => other !== entry);
  }
}
