import { at } from '../util/assert-never.ts';
import { ownValue } from '../util/own-value.ts';
import { type TaskKindId, taskKinds } from './registry.ts';
import type { MetricInfo, TargetFormat, TaskKind } from './types.ts';

const isTaskKindId = (kind: string): kind is TaskKindId => Object.hasOwn(taskKinds, kind);

/** The names of all task kinds, in the order in which they are offered. */
export const taskKindIds: readonly TaskKindId[] = Object.keys(taskKinds).filter(isTaskKindId);

/** The task kind of that name, where there is one: names come from files. */
export const taskKind = (kind: string): TaskKind<TaskKindId> | undefined => ownValue(taskKinds, kind);

/** The metric by which a task of this kind is judged first. */
export const headlineOf = (kind: TaskKindId, target: TargetFormat): MetricInfo => at(taskKinds[kind].metrics(target), 0);
