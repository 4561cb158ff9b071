import { at } from '../../../../core/util/assert-never.ts';
import type { Run, TableArguments } from '../kernels.ts';
import type { Region } from '../layout.ts';

/** Bytes, and where they stand. */
interface Copy {
  readonly address: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A run that can be repeated. */
interface Entry {
  readonly table: TableArguments;
  readonly inputs: readonly Copy[];
}

const copiesOf = (memory: ArrayBufferLike, regions: readonly Region[]): Copy[] =>
  regions.map(({ address, bytes }) => ({ address, bytes: new Uint8Array(new Uint8Array(memory, address, bytes)) }));

function restore(memory: ArrayBufferLike, copies: readonly Copy[]): void {
  for (const { address, bytes } of copies) new Uint8Array(memory).set(bytes, address);
}

/**
 * What it takes to repeat the last runs with the same numbers: a copy of what one step leaves to the next (`kept`), and the runs since. The
 * copy is made anew after `mostSteps` steps.
 */
export class Journal {
  private copies: readonly Copy[] | null = null;
  private entries: Entry[] = [];
  private steps = 0;

  constructor(
    private readonly kept: readonly Region[],
    private readonly mostSteps: number,
  ) {}

  /** Called before a run. */
  begin(memory: ArrayBufferLike, { kind }: Run): void {
    if (kind !== 'step' || (this.copies !== null && this.steps < this.mostSteps)) return;
    this.copies = copiesOf(memory, this.kept);
    this.entries = [];
    this.steps = 0;
  }

  /** Called after a run, which leaves its inputs as they were. */
  add(memory: ArrayBufferLike, { kind, inputs }: Run, table: TableArguments): void {
    if (kind === 'look') return;
    this.entries.push({ table, inputs: copiesOf(memory, inputs) });
    if (kind === 'step') this.steps += at(table, 2);
  }

  /** What is kept was replaced: the next step begins a new page. */
  forget(): void {
    this.copies = null;
    this.entries = [];
  }

  /** Brings `memory` to where it was after the last entry, by repeating the runs; what was placed there for `next` stays. */
  replay(memory: ArrayBufferLike, next: Run, run: (...table: TableArguments) => void): void {
    if (this.copies === null) return;
    const inputs = copiesOf(memory, next.inputs);
    restore(memory, this.copies);
    for (const entry of this.entries) {
      restore(memory, entry.inputs);
      run(...entry.table);
    }
    restore(memory, inputs);
  }
}
