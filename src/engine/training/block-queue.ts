import { at } from '../../core/util/assert-never.ts';
import { blocksInFlight } from '../executors/executor.ts';
import type { Stepped } from '../stepping/blocks.ts';
import type { BlockInFlight } from './blocks.ts';
import { reportIntervalMs } from './outbox.ts';
import { createPacer } from './pacing.ts';

/** A block whose steps are done. */
export interface CompletedBlock {
  readonly block: BlockInFlight;
  readonly stepped: Stepped;
}

/** The blocks that are under way, oldest first, and what their times say about the size of the next. */
export class BlockQueue {
  private readonly blocks: BlockInFlight[] = [];
  private readonly pacer = createPacer();
  private completedAt = 0;

  get empty(): boolean {
    return this.blocks.length === 0;
  }

  get full(): boolean {
    return this.blocks.length >= blocksInFlight;
  }

  /** What a step takes; null before one was done. */
  get stepMs(): number | null {
    return this.pacer.stepMs;
  }

  /** The next report may be far. What must not wait for it, as a checkpoint on which all hangs that was trained since the last, goes out before. */
  get slow(): boolean {
    return (this.stepMs ?? 0) >= reportIntervalMs;
  }

  /** How many steps the next block should have. */
  size(limit: number): number {
    return this.pacer.next(limit);
  }

  add(block: BlockInFlight): void {
    this.blocks.push(block);
  }

  /** Waits for the oldest block. Rejects where the device failed. One whose size was not `paced` says nothing of the next. */
  async take(paced = true): Promise<CompletedBlock> {
    const block = at(this.blocks, 0);
    const { stepped, completedAt } = await block.outcome;
    this.blocks.shift();
    // While the one before was under way, this one waited.
    if (paced) this.pacer.observe(block.count, completedAt - Math.max(block.issuedAt, this.completedAt));
    this.completedAt = completedAt;
    return { block, stepped };
  }

  /** Waits for all, whatever comes of them. */
  async clear(): Promise<void> {
    await Promise.allSettled(this.blocks.map(({ outcome }) => outcome));
    this.blocks.length = 0;
  }
}
