import { binary } from './binary.ts';
import { classification } from './classification.ts';
import { detection } from './detection.ts';
import { generation } from './generation.ts';
import { multiLabel } from './multi-label.ts';
import { ordinal } from './ordinal.ts';
import { reconstruction } from './reconstruction.ts';
import { regression } from './regression.ts';
import { retrieval } from './retrieval.ts';
import { tagging } from './tagging.ts';
import type { TaskKind } from './types.ts';

/** Refuses, at compile time, an entry whose key is not its own `kind`. */
const catalogue = <T extends { readonly [K in keyof T]: TaskKind<K & string> }>(entries: T): T => entries;

const entries = catalogue({
  classification,
  binary,
  multiLabel,
  regression,
  ordinal,
  tagging,
  generation,
  detection,
  reconstruction,
  retrieval,
});

export type TaskKindId = keyof typeof entries;

/** Every task kind by name, in the order in which they are offered. A new kind is one file and one line here. */
export const taskKinds: Readonly<Record<TaskKindId, TaskKind<TaskKindId>>> = entries;
