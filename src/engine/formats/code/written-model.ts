import type { PlacedTensor } from './model-writer.ts';

/** A network as code, and what the files beside it must know of it. */
export interface WrittenModel {
  readonly text: string;
  /** Of every line the node that it is of, or null. */
  readonly nodes: readonly (string | null)[];
  readonly className: string;
  readonly tensors: readonly PlacedTensor[];
  /** By input id and by task id: what they are called in the code. */
  readonly inputNames: ReadonlyMap<string, string>;
  readonly taskNames: ReadonlyMap<string, string>;
}
