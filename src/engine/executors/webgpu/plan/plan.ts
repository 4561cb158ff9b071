import { sizeOf } from '../../../../core/program/shapes.ts';
import { gramianSize, rowsPerStep } from '../../../../core/program/step-inputs.ts';
import type { GramianStep, Program, StepProgram, TrainingProgram } from '../../../../core/program/types.ts';
import { at, invariant } from '../../../../core/util/assert-never.ts';
import { writeKernel } from '../wgsl/kernel.ts';
import { type DispatchCode, writeModule } from '../wgsl/module.ts';
import { Graph } from './graph.ts';
import { DataLayout, feedsOf, ProgramPlaces, type Stretch, stretches } from './layout.ts';
import { lower } from './lower.ts';
import { placeValues } from './memory.ts';
import { mergeProducts } from './merge-products.ts';
import type { DeviceUpdate, Goal } from './nodes.ts';
import type { DeviceProfile } from './profile.ts';
import { type Division, type Schedule, scheduleKernels } from './schedule.ts';
import { splitProducts } from './split-products.ts';
import { spreadConcats } from './spread-concats.ts';
import { stepGoals } from './step-goals.ts';

/** One program made ready for a device, as plain data. Sizes count numbers. */
export interface ProgramPlan {
  /** To be run in order, each once per call. */
  readonly dispatches: readonly DispatchCode[];
  /** In the arena, to be written before a call. */
  readonly feeds: readonly Stretch[];
  /** In the arena, to be read after a call. */
  readonly outputs: readonly Stretch[];
  readonly arenaSize: number;
}

/** A Gramian step in two parts of dispatches: the first gives losses [T] and blocks of its Gramian's size, the second reads the weights. */
export interface GramianPlan extends ProgramPlan {
  readonly firstDispatches: number;
  readonly blocks: number;
}

/** A whole training program made ready for a device. */
export interface TrainingPlan {
  readonly step: ProgramPlan;
  readonly gramian: GramianPlan | null;
  readonly evaluate: ProgramPlan;
  readonly predict: ProgramPlan;
  readonly data: DataLayout;
  /** Row of inputs of a step: controls, rows, and which step of the block it is. */
  readonly rowsOffset: number;
  readonly slotOffset: number;
  /** Numbers in the row of inputs of any program. */
  readonly inputSize: number;
  readonly lossCount: number;
}

interface Request {
  readonly graph: Graph;
  readonly goals: readonly Goal[];
  readonly arenaStart: number;
  readonly update: DeviceUpdate | null;
  readonly slotOffset: number;
  readonly lossCount: number;
  readonly division: Division | null;
}

/** Kernels of one level become one dispatch. */
function dispatchesOf(
  schedule: Schedule,
  places: ReadonlyMap<number, number>,
  request: Request,
  { workgroupSize, elementGroups }: DeviceProfile,
): DispatchCode[] {
  const { update, slotOffset, lossCount } = request;
  const context = { nodes: schedule.nodes, places, workgroupSize, elementGroups, update, slotOffset, lossCount };
  return Array.from({ length: schedule.depth }, (_, i) =>
    writeModule(
      schedule.kernels.filter(({ level }) => level === i + 1).map((kernel) => writeKernel(kernel, context)),
      workgroupSize,
    ),
  );
}

interface Planned {
  readonly dispatches: DispatchCode[];
  readonly firstDispatches: number;
  readonly arenaSize: number;
}

function planGoals(request: Request, profile: DeviceProfile): Planned {
  const split = splitProducts(request.graph.nodes, request.goals, profile);
  const spread = spreadConcats(split.nodes, split.goals);
  const { nodes, goals } = mergeProducts(spread.nodes, spread.goals);
  const schedule = scheduleKernels(nodes, goals, profile, request.division);
  const { places, end } = placeValues(schedule, request.arenaStart);
  const dispatches = dispatchesOf(schedule, places, request, profile);
  return { dispatches, firstDispatches: schedule.firstDepth, arenaSize: end };
}

/** A program that hands on its outputs: evaluation or prediction. */
function planOutputs(program: Program, training: TrainingProgram, data: DataLayout, profile: DeviceProfile): ProgramPlan {
  const { items: feeds, end: feedEnd } = feedsOf(program);
  const sizes = Object.entries(program.outputs).map(([name, id]): [string, number] => [
    name,
    sizeOf(at(program.values, id).shape),
  ]);
  const { items: outputs, end } = stretches(sizes, feedEnd);
  const places = new ProgramPlaces(training, data, { feeds, rowsOffset: 0 });
  const graph = new Graph();
  const find = lower(graph, program, Object.values(program.outputs), places, profile);
  const goals = Object.values(program.outputs).map(
    (id, i): Goal => ({ node: find(id), sink: { kind: 'store', place: { buffer: 'arena', offset: at(outputs, i).offset } } }),
  );
  const request = { graph, goals, arenaStart: end, update: null, slotOffset: 0, lossCount: 0, division: null };
  return { ...planGoals(request, profile), feeds, outputs };
}

/** Plans all programs of a training program. Pure: the same program and profile give the same plan. */
export function planTraining(program: TrainingProgram, profile: DeviceProfile): TrainingPlan {
  const data = new DataLayout(program);
  const rowsOffset = program.controls.size;
  const slotOffset = rowsOffset + rowsPerStep(program);
  const lossCount = lossesOf(program.step);
  const { learningRate, stepScalars } = program.controls;
  const { rule } = program.update;
  const update: DeviceUpdate = { rule, trainableCount: program.trainableCount, learningRate, stepScalars };
  const planStep = (step: StepProgram, division: Division | null, matrix = 0): Planned & { readonly blocks: number } => {
    const places = new ProgramPlaces(program, data, { feeds: [], rowsOffset });
    const graph = new Graph();
    const { goals, blocks } = stepGoals(graph, program, step, places, profile);
    const count = lossCount + blocks * matrix;
    const request = { graph, goals, arenaStart: 0, update, slotOffset, lossCount: count, division };
    return { ...planGoals(request, profile), blocks };
  };
  const step = planStep({ program: program.step, gradients: program.gradients }, null);
  const gramian = program.gramian && planStep(program.gramian, afterWeights(program.gramian), gramianSize(program.gramian));
  const evaluate = planOutputs(program.evaluate, program, data, profile);
  const predict = planOutputs(program.predict, program, data, profile);
  const inputSize = Math.max(slotOffset + 1, program.evaluateBatchSize);
  return {
    step: { ...step, feeds: [], outputs: [] },
    gramian: gramian && { ...gramian, feeds: [], outputs: [] },
    evaluate,
    predict,
    data,
    rowsOffset,
    slotOffset,
    inputSize,
    lossCount,
  };
}

function lossesOf(step: Program): number {
  const { losses } = step.outputs;
  invariant(losses !== undefined, 'a step has losses');
  return sizeOf(at(step.values, losses).shape);
}

/** What reads the weights comes in the second part. */
const afterWeights = ({ sharedWeights, weightCount }: GramianStep): Division => ({
  isLate: ({ buffer, offset }) => buffer === 'inputs' && offset >= sharedWeights && offset < sharedWeights + weightCount,
});
