import type { Project } from '../../core/project/schema.ts';
import { structureKey } from '../../core/project/structure.ts';
import type { RunRecord } from '../../core/runs/run-record.ts';
import {
  bestFigures,
  type FiguresByTask,
  type RunRemarks,
  type RunSummary,
  sparklineOf,
  stepsOf,
  type ToldOfRun,
} from '../../core/runs/run-summary.ts';
import { hashString } from '../../core/util/random.ts';
import { judgedTasks, stepsPerEpochOf } from '../experiments/experiment-of.ts';

/** What is known of a run beside its record. */
export interface RunCircumstances {
  readonly seconds: number;
  /** null where nobody looked at the run: its document tells. */
  readonly stepsPerEpoch: number | null;
  /** Measured with its last weights. */
  readonly splits: Readonly<Record<string, FiguresByTask>>;
  /** The project that its document is of. */
  readonly project?: string | undefined;
  /** In place of what the record tells. */
  readonly told?: ToldOfRun;
}

/** As `RunSummary.family` says it. */
function familyOf(document: Project): string {
  const { tasks, training } = document;
  const whole = {
    ...document,
    tasks: tasks.map((task) => ({ ...task, enabled: true })),
    training: { ...training, balancing: { method: 'equal', parameters: {} } },
  };
  return hashString(structureKey(whole)).toString(36);
}

/** What a list says of a run. */
export function summaryOf(
  { id, number, started, document, executor, recorded }: RunRecord,
  { seconds, stepsPerEpoch, splits, project, told }: RunCircumstances,
): Omit<RunSummary, keyof RunRemarks | 'bytes'> {
  const tasks = judgedTasks(document).map(({ range, ...task }) => ({
    ...task,
    range: [range[0], range[1]] as [number | null, number | null],
  }));
  return {
    id,
    number,
    started: started ?? '',
    ...(project === undefined ? {} : { project }),
    document,
    family: familyOf(document),
    executor: executor && { id: executor.id, backend: executor.backend, device: executor.device },
    steps: told?.steps ?? stepsOf(recorded),
    stepsPerEpoch: stepsPerEpoch ?? stepsPerEpochOf(document),
    seconds,
    tasks,
    best: told?.best ?? bestFigures(recorded, tasks),
    splits: { ...splits },
    sparkline: [...sparklineOf(recorded)],
  };
}
