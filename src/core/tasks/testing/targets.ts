import type { TaskKindId } from '../registry.ts';
import type { TargetFormat } from '../types.ts';

const vocabulary = ['', '<start>', '<end>', 'red', 'round'];

/** A small target for every task kind. */
export const targets = {
  classification: { format: 'class', classes: ['a', 'b', 'c'] },
  binary: { format: 'binary' },
  multiLabel: { format: 'multiLabel', labels: ['x', 'y', 'z'] },
  regression: { format: 'values', size: 2 },
  ordinal: { format: 'class', classes: ['low', 'middle', 'high', 'top'], ordered: true },
  tagging: { format: 'tags', length: 4, tags: ['O', 'B-X', 'I-X'], scheme: 'bio' },
  generation: { format: 'sequence', length: 3, vocabulary, previous: 'previous' },
  detection: { format: 'box' },
  reconstruction: { format: 'input', input: 'image', shape: [2, 3, 1] },
  retrieval: { format: 'class', classes: ['a', 'b'] },
} as const satisfies Record<TaskKindId, TargetFormat>;
