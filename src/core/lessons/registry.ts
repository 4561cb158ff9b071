import { conflict } from './catalogue/conflict.ts';
import { experts } from './catalogue/experts.ts';
import { fewLabels } from './catalogue/few-labels.ts';
import { newTask } from './catalogue/new-task.ts';
import { race } from './catalogue/race.ts';
import { report } from './catalogue/report.ts';
import { scales } from './catalogue/scales.ts';
import { split } from './catalogue/split.ts';
import { twoTasks } from './catalogue/two-tasks.ts';
import { weights } from './catalogue/weights.ts';
import type { Lesson } from './lesson.ts';

/** Every lesson, in the order in which they build on one another. */
export const lessons: readonly Lesson[] = [twoTasks, weights, fewLabels, conflict, scales, race, split, experts, report, newTask];
