import { binary } from './binary.ts';
import { classification } from './classification.ts';
import { multiLabel } from './multi-label.ts';
import { regression } from './regression.ts';
import type { TaskKind, TaskKindId } from './types.ts';

/** Every task kind. A new kind is one file, its id in types.ts and one line here. */
export const taskKinds: Readonly<Record<TaskKindId, TaskKind>> = { classification, binary, multiLabel, regression };
