import { sameShape, sizeOf } from '../../../../core/program/shapes.ts';
import type { StepProgram, TrainingProgram } from '../../../../core/program/types.ts';
import { shiftAt } from '../../../../core/program/update/stretches.ts';
import { at, invariant } from '../../../../core/util/assert-never.ts';
import type { Graph } from './graph.ts';
import { lower, type SourcePlaces } from './lower.ts';
import type { Goal, NodeId } from './nodes.ts';
import type { DeviceProfile } from './profile.ts';
import { splitReduce } from './split-reduce.ts';

/** Losses that stand side by side are written side by side, each as soon as it is known. */
function lossGoals(graph: Graph, node: NodeId, offset: number): Goal[] {
  const made = graph.node(node);
  if (made.kind === 'reshape') return lossGoals(graph, at(made.inputs, 0), offset);
  const outer = made.kind === 'concat' ? made.shape.slice(0, made.attributes.axis) : [0];
  if (made.kind !== 'concat' || sizeOf(outer) !== 1) return [{ node, sink: { kind: 'loss', offset } }];
  let from = offset;
  return made.inputs.flatMap((part) => {
    const start = from;
    from += sizeOf(graph.shape(part));
    return lossGoals(graph, part, start);
  });
}

/** Gradients scaled down to the norm `limit` over all of them: g · limit / max(‖g‖, limit). */
function clipped(graph: Graph, gradients: readonly NodeId[], limit: number, profile: DeviceProfile): NodeId[] {
  const squares = gradients.map((gradient) => {
    const flat = graph.reshape(gradient, [sizeOf(graph.shape(gradient))]);
    return splitReduce(graph, 'sum', graph.unary('square', flat), [0], profile);
  });
  const norm = graph.unary(
    'sqrt',
    squares.reduce((sum, square) => graph.binary('add', sum, square)),
  );
  const bound = graph.fill([1], limit);
  const factor = graph.binary('div', bound, graph.binary('max', norm, bound));
  return gradients.map((gradient) => graph.binary('mul', graph.reshape(gradient, [sizeOf(graph.shape(gradient))]), factor));
}

/** Blocks of a Gramian that are handed on apart, in numbers; more are added on the device. */
const mostBlockNumbers = 16384;

/** The parts of a sum of matrices [parts, T, T] that the host adds: sums of matrices, and of the parts of one product, looked through. */
function addends(graph: Graph, id: NodeId): NodeId[] {
  const node = graph.node(id);
  const shape = graph.shape(id);
  const input = node.kind === 'reshape' ? at(node.inputs, 0) : id;
  const inner = graph.node(input);
  if (inner.kind === 'binary' && inner.attributes.fn === 'add' && inner.inputs.every((x) => sameShape(graph.shape(x), shape)))
    return inner.inputs.flatMap((x) => addends(graph, x));
  const reduced = inner.kind === 'reduce' && inner.attributes.fn === 'sum' && inner.attributes.axes.join() === '0';
  const parts = reduced ? at(inner.inputs, 0) : id;
  return [sizeOf(graph.shape(parts).slice(1)) === sizeOf(shape) && graph.shape(parts).length === 3 ? parts : id];
}

/** The Gramian behind the losses, in blocks [T, T] whose sum it is: the last addition is left to the host, and saves a dispatch. */
function gramianGoals(graph: Graph, gramian: NodeId, offset: number): { goals: Goal[]; blocks: number } {
  const size = sizeOf(graph.shape(gramian));
  const apart = addends(graph, gramian);
  const few = apart.reduce((sum, part) => sum + sizeOf(graph.shape(part)), 0) <= mostBlockNumbers;
  let from = offset;
  const goals = (few ? apart : [gramian]).map((node): Goal => {
    const goal: Goal = { node, sink: { kind: 'loss', offset: from } };
    from += sizeOf(graph.shape(node));
    return goal;
  });
  return { goals, blocks: (from - offset) / size };
}

export interface StepGoals {
  readonly goals: readonly Goal[];
  /** Matrices [T, T] that follow the losses [T], and whose sum is the Gramian; none in a plain step. */
  readonly blocks: number;
}

/** What a step is run for: its losses, the optimiser's step on every trainable parameter, and the states that it replaces. */
export function stepGoals(
  graph: Graph,
  training: TrainingProgram,
  { program, gradients }: StepProgram,
  places: SourcePlaces,
  profile: DeviceProfile,
): StepGoals {
  const { parameters, update, states } = training;
  const { losses, gramian } = program.outputs;
  invariant(losses !== undefined, 'a step has losses');
  const computed = gradients.filter((id) => id !== null);
  const wanted = [...Object.values(program.outputs), ...computed, ...program.stateWrites.map(({ value }) => value)];
  const find = lower(graph, program, wanted, places, profile);
  const found = computed.map(find);
  const used = update.clipNorm === null || found.length === 0 ? found : clipped(graph, found, update.clipNorm, profile);
  let next = 0;
  const updates = gradients.map((id, index): Goal => {
    const { offset, size } = at(parameters, index);
    const node = id === null ? graph.fill([size], 0) : at(used, next++);
    const shift = shiftAt(training, offset);
    return { node, sink: { kind: 'update', offset, ...(shift > 0 ? { shift } : {}) } };
  });
  const writes = program.stateWrites.map(
    ({ state, value }): Goal => ({
      node: find(value),
      sink: { kind: 'store', place: { buffer: 'state', offset: at(states, state).offset } },
    }),
  );
  const lossNode = find(losses);
  const known = lossGoals(graph, lossNode, 0);
  const blocks = gramian === undefined ? null : gramianGoals(graph, find(gramian), sizeOf(graph.shape(lossNode)));
  return { goals: [...known, ...(blocks?.goals ?? []), ...updates, ...writes], blocks: blocks?.blocks ?? 0 };
}
