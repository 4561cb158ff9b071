import { sizeOf } from '../../../../core/program/shapes.ts';
import type { TrainingProgram } from '../../../../core/program/types.ts';
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

/** What a step is run for: its losses, the optimiser's step on every trainable parameter, and the states that it replaces. */
export function stepGoals(graph: Graph, program: TrainingProgram, places: SourcePlaces, profile: DeviceProfile): Goal[] {
  const { step, gradients, parameters, update, states } = program;
  const losses = step.outputs.losses;
  invariant(losses !== undefined, 'a step has losses');
  const computed = gradients.filter((id) => id !== null);
  const find = lower(graph, step, [losses, ...computed, ...step.stateWrites.map(({ value }) => value)], places, profile);
  const found = computed.map(find);
  const used = update.clipNorm === null || found.length === 0 ? found : clipped(graph, found, update.clipNorm, profile);
  let next = 0;
  const updates = gradients.map((id, index): Goal => {
    const { offset, size } = at(parameters, index);
    const node = id === null ? graph.fill([size], 0) : at(used, next++);
    return { node, sink: { kind: 'update', offset } };
  });
  const writes = step.stateWrites.map(
    ({ state, value }): Goal => ({
      node: find(value),
      sink: { kind: 'store', place: { buffer: 'state', offset: at(states, state).offset } },
    }),
  );
  return [...lossGoals(graph, find(losses), 0), ...updates, ...writes];
}
