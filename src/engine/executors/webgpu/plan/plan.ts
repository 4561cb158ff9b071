import { sizeOf } from '../../../../core/program/shapes.ts';
import type { Program, TrainingProgram } from '../../../../core/program/types.ts';
import { at, invariant } from '../../../../core/util/assert-never.ts';
import { writeKernel } from '../wgsl/kernel.ts';
import { type DispatchCode, writeModule } from '../wgsl/module.ts';
import { Graph } from './graph.ts';
import { DataLayout, feedsOf, ProgramPlaces, type Stretch, stretches } from './layout.ts';
import { lower } from './lower.ts';
import { placeValues } from './memory.ts';
import { mergeProducts } from './merge-products.ts';
import type { Goal, UpdateRule } from './nodes.ts';
import type { DeviceProfile } from './profile.ts';
import { type Schedule, scheduleKernels } from './schedule.ts';
import { splitProducts } from './split-products.ts';
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

/** A whole training program made ready for a device. */
export interface TrainingPlan {
  readonly step: ProgramPlan;
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
  readonly rule: UpdateRule | null;
  readonly slotOffset: number;
  readonly lossCount: number;
}

/** Kernels of one level become one dispatch. */
function dispatchesOf(
  schedule: Schedule,
  places: ReadonlyMap<number, number>,
  request: Request,
  workgroupSize: number,
): DispatchCode[] {
  const { rule, slotOffset, lossCount } = request;
  const context = { nodes: schedule.nodes, places, workgroupSize, rule, slotOffset, lossCount };
  return Array.from({ length: schedule.depth }, (_, i) =>
    writeModule(
      schedule.kernels.filter(({ level }) => level === i + 1).map((kernel) => writeKernel(kernel, context)),
      workgroupSize,
    ),
  );
}

function planGoals(request: Request, profile: DeviceProfile): { dispatches: DispatchCode[]; arenaSize: number } {
  const split = splitProducts(request.graph.nodes, request.goals, profile);
  const { nodes, goals } = mergeProducts(split.nodes, split.goals);
  const schedule = scheduleKernels(nodes, goals, profile);
  const { places, end } = placeValues(schedule, request.arenaStart);
  return { dispatches: dispatchesOf(schedule, places, request, profile.workgroupSize), arenaSize: end };
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
  const request = { graph, goals, arenaStart: end, rule: null, slotOffset: 0, lossCount: 0 };
  return { ...planGoals(request, profile), feeds, outputs };
}

/** Plans a training program's three programs. Pure: the same program and profile give the same plan. */
export function planTraining(program: TrainingProgram, profile: DeviceProfile): TrainingPlan {
  const data = new DataLayout(program);
  const rowsOffset = program.controls.size;
  const slotOffset = rowsOffset + program.batchSize;
  const losses = program.step.outputs.losses;
  invariant(losses !== undefined, 'a step has losses');
  const lossCount = sizeOf(at(program.step.values, losses).shape);
  const places = new ProgramPlaces(program, data, { feeds: [], rowsOffset });
  const graph = new Graph();
  const goals = stepGoals(graph, program, places, profile);
  const { learningRate, biasCorrection } = program.controls;
  const { optimizer } = program.update;
  const rule: UpdateRule = { optimizer, trainableCount: program.trainableCount, learningRate, biasCorrection };
  const step = planGoals({ graph, goals, arenaStart: 0, rule, slotOffset, lossCount }, profile);
  const evaluate = planOutputs(program.evaluate, program, data, profile);
  const predict = planOutputs(program.predict, program, data, profile);
  const inputSize = Math.max(slotOffset + 1, program.evaluateBatchSize);
  return { step: { ...step, feeds: [], outputs: [] }, evaluate, predict, data, rowsOffset, slotOffset, inputSize, lossCount };
}
