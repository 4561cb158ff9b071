import type { OpKind, OpOf, Program, ValueId, ValueInfo } from '../../../core/program/types.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import { dimsOf } from './dims.ts';
import type { OnnxGraph, Value } from './onnx-graph.ts';
import type { Emission, Emitting } from './primitives/emission.ts';
import { emissions } from './primitives/registry.ts';

/** Where values come from that no operation makes. */
export interface Sources {
  readonly feed: (name: string) => Value;
  readonly parameter: (index: number) => Value;
  readonly state: (index: number) => Value;
}

/** A program as it is for both numbers of samples. */
export type ProgramPair = readonly [Program, Program];

function sourceOf(graph: OnnxGraph, { source, shape, dtype }: ValueInfo, sources: Sources): Value {
  switch (source.kind) {
    case 'feed':
      return sources.feed(source.name);
    case 'parameter':
      return sources.parameter(source.index);
    case 'state':
      return sources.state(source.index);
    case 'constant': {
      const type = dtype === 'i32' ? 'int32' : 'float';
      return source.data.length <= 64
        ? graph.constant(source.data, shape, type)
        : graph.tensor(`${graph.scope}/table`, shape, source.data, type);
    }
    default:
      throw new Error(`Broken invariant: a network that predicts reads no ${source.kind}`);
  }
}

/** Writes what some outputs of a program need, primitive by primitive. */
export function emitProgram(
  graph: OnnxGraph,
  [program, other]: ProgramPair,
  outputs: readonly string[],
  sources: Sources,
): readonly Value[] {
  invariant(program.ops.length === other.ops.length, 'a program is the same for all numbers of samples');
  const wanted = outputs.map((name): ValueId => {
    const id = program.outputs[name];
    invariant(id !== undefined, `the program has the output ${name}`);
    return id;
  });
  const needed = new Set(wanted);
  for (const op of program.ops.toReversed()) if (needed.has(op.output)) for (const id of op.inputs) needed.add(id);
  const found = new Map<ValueId, Value>();
  const shapeOf = (id: ValueId) => dimsOf(at(program.values, id).shape, at(other.values, id).shape);
  const made = (id: ValueId): Value => {
    const known = found.get(id);
    if (known) return known;
    const info = at(program.values, id);
    invariant(info.source.kind !== 'op', 'a value is made before it is used');
    const value = sourceOf(graph, info, sources);
    found.set(id, value);
    return value;
  };
  program.ops.forEach((op, i) => {
    if (!needed.has(op.output)) return;
    const twin = at(other.ops, i);
    invariant(twin.kind === op.kind && op.kind !== 'random', 'a program is the same for all numbers of samples');
    const { shape: _, dtype } = at(program.values, op.output);
    found.set(op.output, emitOp(op, twin.attributes, { dtype, shape: shapeOf(op.output), shapes: op.inputs.map(shapeOf) }));
  });
  function emitOp<K extends Exclude<OpKind, 'random'>>(
    op: OpOf<K>,
    other: OpOf<K>['attributes'],
    more: Pick<Emitting<K>, 'dtype' | 'shape' | 'shapes'>,
  ): Value {
    const emission: Emission<K> = emissions[op.kind];
    return emission({
      ...more,
      graph,
      attributes: op.attributes,
      inputs: op.inputs.map(made),
      dims: (of) => dimsOf(of(op.attributes), of(other)),
    });
  }
  return wanted.map(made);
}
