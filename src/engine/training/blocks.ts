import { learningRateAt } from '../../core/compile/schedule.ts';
import { stageAt } from '../../core/compile/stages.ts';
import { fillControls } from '../../core/program/controls.ts';
import { rowsPerStep } from '../../core/program/step-inputs.ts';
import type { Checkpoint } from '../../core/runs/protocol.ts';
import { at } from '../../core/util/assert-never.ts';
import { type Diagnostic, diagnostic } from '../../core/util/diagnostics.ts';
import type { Session } from '../executors/executor.ts';
import type { NumberedBlock, Stepped } from '../stepping/blocks.ts';
import { createStepper, type Stepper } from '../stepping/stepper.ts';
import type { Batches } from './batches.ts';
import type { LiveSettings } from './live-settings.ts';
import type { PreparedRun } from './prepare.ts';

/** A block that was handed to the device. */
export interface BlockInFlight {
  /** Counted from 1. */
  readonly firstStep: number;
  readonly count: number;
  readonly issuedAt: number;
  /** [count, T]: 1 where a loss was measured at all. */
  readonly measured: Uint8Array;
  /** What came of it, and when. */
  readonly outcome: Promise<{ readonly stepped: Stepped; readonly completedAt: number }>;
}

/** Takes the steps of a run in a session that holds the weights of `start`. */
export const stepperOf = (
  { project: { seed }, program }: Pick<PreparedRun, 'project' | 'program'>,
  session: Session,
  live: LiveSettings,
  stepsPerEpoch: number,
  start?: Checkpoint,
): Stepper =>
  createStepper({
    program,
    session,
    seed,
    stepsPerEpoch,
    start: start?.balancing ?? null,
    balancing: () => live.training.balancing,
  });

/** Hands `count` steps after `done` steps to the device. Everything that acts on them is fixed now. */
export function issueBlock(
  { project, program, measured: measure }: Pick<PreparedRun, 'project' | 'program' | 'measured'>,
  stepper: Stepper,
  batches: Batches,
  live: LiveSettings,
  { done, count, now }: { readonly done: number; readonly count: number; readonly now: () => number },
): BlockInFlight {
  const { controls: layout, batchSize, tasks } = program;
  const controls = new Float32Array(count * layout.size);
  const width = rowsPerStep(program);
  const rows = new Int32Array(count * width);
  const measured = new Uint8Array(count * tasks.length);
  const { stages } = live.training;
  const weightsIn = (stage: number): number[] => {
    const trained = stages?.[stage]?.tasks;
    return tasks.map(({ id }) => (trained && !trained.includes(id) ? 0 : live.taskWeight(id)));
  };
  let taskWeights = weightsIn(0);
  let weighed = 0;
  for (let i = 0; i < count; i++) {
    const step = done + i + 1;
    const learningRate = learningRateAt(live.training, step, batches.stepsPerEpoch);
    const stage = stageAt(live.training, step, batches.stepsPerEpoch);
    if (stage !== weighed) taskWeights = weightsIn(stage);
    weighed = stage;
    fillControls(
      program,
      { step, learningRate, taskWeights, tieWeight: live.tieWeight, stage, seed: project.seed },
      controls,
      i * layout.size,
    );
    batches.fill(done + i, rows, i * width);
    measure(rows.subarray(i * width, i * width + batchSize), measured, i * tasks.length);
  }
  const block: NumberedBlock = { firstStep: done + 1, count, controls, rows, measured };
  const issuedAt = now();
  const outcome = stepper.step(block).then((stepped) => ({ stepped, completedAt: now() }));
  // Whoever takes the outcome sees the failure; until then it is nobody's unhandled rejection.
  outcome.catch(() => undefined);
  return { firstStep: done + 1, count, issuedAt, measured, outcome };
}

export interface BadLoss {
  /** Position in the program's task order. */
  readonly task: number;
  /** Steps of the block before the bad one. */
  readonly index: number;
  readonly value: number;
}

/** The first loss that is not finite, in step order. */
export function findBadLoss(losses: Float32Array, taskCount: number): BadLoss | null {
  const position = losses.findIndex((loss) => !Number.isFinite(loss));
  if (position < 0) return null;
  return { task: position % taskCount, index: Math.floor(position / taskCount), value: losses[position] ?? Number.NaN };
}

/** Says which task's loss went bad, when, and what is kept. */
export function badLossDiagnostic(
  { project, program }: Pick<PreparedRun, 'project' | 'program'>,
  { firstStep }: Pick<BlockInFlight, 'firstStep'>,
  { task: position, index, value }: BadLoss,
  goodStep: number,
): Diagnostic {
  const { id } = at(program.tasks, position);
  const task = project.tasks.find((item) => item.id === id)?.name || id;
  return diagnostic('training.nonFinite', { task, value: String(value), step: firstStep + index, goodStep }, `task:${id}`);
}
