import { servedTasks } from '../graph/serving.ts';
import type { Project } from '../project/schema.ts';
import type { ValidationPoint } from '../runs/recorded.ts';
import { assertNever } from '../util/assert-never.ts';
import { ownValue } from '../util/own-value.ts';

/** What is seen of the page at one moment, as plain data: all that a goal may look at. */
export interface Seen {
  /** On the screen. */
  readonly document: Project;
  readonly run: {
    readonly id: string;
    readonly step: number;
    /** So many are over and were judged. */
    readonly epoch: number;
    /** The last one of this network. */
    readonly validation: ValidationPoint | null;
  };
  /** Where the run stood when the step began; `anew`: it began anew since. */
  readonly since: Since;
  readonly view: {
    /** Of the results; null where none can be seen. */
    readonly tab: string | null;
    readonly selected: readonly string[];
  };
  /** How often it was measured how gradients agree, of this network. */
  readonly looks: number;
  /** The balancing methods that have taken all their steps on the landscape of two losses. */
  readonly walked: readonly string[];
  /** Whether there is a finished report of the tab Compare, by the tasks of its document. */
  readonly reported: readonly string[] | null;
}

export interface Since {
  readonly run: string;
  readonly step: number;
  readonly epoch: number;
  readonly anew: boolean;
}

/** What must be seen for a step to be done. */
export type Goal =
  | { readonly is: 'trained'; readonly epochs: number; readonly anew?: true }
  | { readonly is: 'metric'; readonly task: string; readonly metric: string; readonly above?: number; readonly below?: number }
  | { readonly is: 'weight'; readonly task: string; readonly atLeast?: number; readonly atMost?: number }
  /** A number among the options of the data. */
  | { readonly is: 'option'; readonly option: string; readonly atLeast?: number; readonly atMost?: number }
  | { readonly is: 'selected'; readonly node: string }
  | { readonly is: 'tab'; readonly tab: string }
  | { readonly is: 'conflictSeen'; readonly looks: number }
  /** No two tasks share this node any more. */
  | { readonly is: 'split'; readonly node: string }
  | { readonly is: 'method'; readonly method: string }
  | { readonly is: 'walked'; readonly methods: readonly string[] }
  | { readonly is: 'reported' }
  | { readonly is: 'all'; readonly of: readonly Goal[] };

/** From where a step counts: where the run was when it began, or the beginning of another one. */
export function since(before: Since | null, { id, step, epoch }: Seen['run']): Since {
  if (before === null) return { run: id, step, epoch, anew: step === 0 };
  return before.run === id && step >= before.step ? before : { run: id, step: 0, epoch: 0, anew: true };
}

/** A metric of the last validation, or its loss; null where it was not measured. */
export function measuredIn(validation: ValidationPoint | null, task: string, metric: string): number | null {
  const judged = ownValue(validation?.tasks ?? {}, task);
  const value = metric === 'loss' ? judged?.loss : ownValue(judged?.metrics ?? {}, metric);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

const within = (value: number, least: number | undefined, most: number | undefined): boolean =>
  value >= (least ?? Number.NEGATIVE_INFINITY) && value <= (most ?? Number.POSITIVE_INFINITY);

/** Whether a goal is reached: of the document, the run and the view alone, in whatever language they are read. */
export function reached(goal: Goal, seen: Seen): boolean {
  const { document, run, view } = seen;
  switch (goal.is) {
    case 'trained':
      return (goal.anew === undefined || seen.since.anew) && run.epoch - seen.since.epoch >= goal.epochs;
    case 'metric': {
      const value = measuredIn(run.validation, goal.task, goal.metric);
      return (
        value !== null && (goal.above === undefined || value > goal.above) && (goal.below === undefined || value < goal.below)
      );
    }
    case 'weight': {
      const task = document.tasks.find(({ id }) => id === goal.task);
      return task !== undefined && within(task.weight, goal.atLeast, goal.atMost);
    }
    case 'option': {
      const value = ownValue(document.data.options, goal.option);
      return typeof value === 'number' && within(value, goal.atLeast, goal.atMost);
    }
    case 'selected':
      return view.selected.includes(goal.node);
    case 'tab':
      return view.tab === goal.tab;
    case 'conflictSeen':
      return view.tab === 'conflict' && seen.looks >= goal.looks;
    case 'split': {
      const tasks = document.tasks.map(({ id }) => id);
      return (servedTasks(document.graph, tasks).get(goal.node)?.length ?? 0) < 2;
    }
    case 'method':
      return document.training.balancing.method === goal.method;
    case 'walked':
      return goal.methods.every((method) => seen.walked.includes(method));
    case 'reported':
      return seen.reported !== null && document.tasks.every(({ id }) => seen.reported?.includes(id));
    case 'all':
      return goal.of.every((one) => reached(one, seen));
    default:
      return assertNever(goal);
  }
}
