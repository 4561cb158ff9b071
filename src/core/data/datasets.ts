import { invariant } from '../util/assert-never.ts';
import type { DatasetDescriptor } from './types.ts';

/** Where data sets are found. */
export interface DatasetSource {
  /** Any text may be asked for: it comes from documents. */
  find(id: string): DatasetDescriptor | undefined;
  /** In the order of the gallery; the same list until it changes. */
  all(): readonly DatasetDescriptor[];
}

/** A fixed list. */
export function datasetList(list: readonly DatasetDescriptor[]): DatasetSource {
  const byId = new Map(list.map((descriptor) => [descriptor.id, descriptor]));
  invariant(byId.size === list.length, 'no two data sets have the same id');
  return { find: (id) => byId.get(id), all: () => list };
}

/** A list that further data sets can join, and leave, while the page is open. The page has one, and so has its worker. */
export class JoinedDatasets implements DatasetSource {
  private readonly joined = new Map<string, DatasetDescriptor>();
  private readonly listeners = new Set<() => void>();
  private list: readonly DatasetDescriptor[];

  constructor(private readonly builtIn: DatasetSource) {
    this.list = builtIn.all();
  }

  find(id: string): DatasetDescriptor | undefined {
    return this.builtIn.find(id) ?? this.joined.get(id);
  }

  all(): readonly DatasetDescriptor[] {
    return this.list;
  }

  /** Takes the place of one that joined before under the same id. The id of a built-in one is not free. */
  join(descriptor: DatasetDescriptor): void {
    invariant(!this.builtIn.find(descriptor.id), `${descriptor.id} is built in`);
    this.joined.set(descriptor.id, descriptor);
    this.changed();
  }

  /** Does nothing where none of that id joined. */
  forget(id: string): void {
    if (this.joined.delete(id)) this.changed();
  }

  /** Calls `listener` after every change; returns the function that ends that. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private changed(): void {
    this.list = [...this.builtIn.all(), ...this.joined.values()];
    for (const listener of [...this.listeners]) listener();
  }
}
