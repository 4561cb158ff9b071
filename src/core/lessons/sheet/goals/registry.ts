import type { Sheet } from '../sheet.ts';
import { conflictSeen } from './conflict-seen.ts';
import type { GoalKind } from './kind.ts';
import { method } from './method.ts';
import { metric } from './metric.ts';
import { reported } from './reported.ts';
import { selected } from './selected.ts';
import { split } from './split.ts';
import { tab } from './tab.ts';
import { trained } from './trained.ts';
import { weight } from './weight.ts';

/** What a step of a teacher's can ask for, in the order in which it is offered. A further one is a file and a line. */
export const goalKinds: readonly GoalKind[] = [trained, metric, weight, method, split, tab, conflictSeen, selected, reported];

/** The kind of a step's goal, where this page knows it. */
export const kindOfGoal = ({ goal }: Pick<Sheet['steps'][number], 'goal'>): GoalKind | undefined =>
  goalKinds.find(({ is }) => is === goal.is);
