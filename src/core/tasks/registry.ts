import { at } from '../util/assert-never.ts';
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
import type { MetricInfo, TargetFormat, TaskKind, TaskKindId } from './types.ts';

/** Every task kind. A new kind is one file, its id in types.ts and one line here. */
export const taskKinds: Readonly<Record<TaskKindId, TaskKind>> = {
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
};

/** The metric by which a task of this kind is judged first. */
export const headlineOf = (kind: TaskKindId, target: TargetFormat): MetricInfo => at(taskKinds[kind].metrics(target), 0);
