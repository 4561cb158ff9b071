import { type Flow, lowerFlows } from '../../../core/layers/flow.ts';
import { ProgramBuilder, type Tensor } from '../../../core/program/builder.ts';
import { randomKeyLength } from '../../../core/program/counter-random.ts';
import type { Op, Program, Shape, ValueId, ValueInfo } from '../../../core/program/types.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import type { NetworkLayer, Stream } from './network.ts';

/** Two batch sizes by which a program's numbers tell what they owe to the batch: coprime, and unlike extents that layers have. */
const batches = [1009, 1013] as const;

/**
 * A program for any batch size n: the same primitives lowered for two sizes. A whole number is a·n + b, another one c/n where it is not the same in both.
 */
export class AnyBatch {
  readonly ops: readonly Op[];

  constructor(
    private readonly first: Program,
    private readonly second: Program,
  ) {
    const same = first.ops.length === second.ops.length && first.ops.every(({ kind }, i) => kind === second.ops[i]?.kind);
    invariant(same, 'a lowering does not depend on the batch size');
    const used = new Set<ValueId>([...Object.values(first.outputs), ...first.stateWrites.map(({ value }) => value)]);
    const kept: Op[] = [];
    for (const op of [...first.ops].reverse()) {
      if (!used.has(op.output)) continue;
      kept.unshift(op);
      for (const id of op.inputs) used.add(id);
    }
    this.ops = kept;
    this.used = used;
  }

  /** Of what the outputs depend on. */
  readonly used: ReadonlySet<ValueId>;

  get outputs(): Program['outputs'] {
    return this.first.outputs;
  }

  get stateWrites(): Program['stateWrites'] {
    return this.first.stateWrites;
  }

  value(id: ValueId): ValueInfo {
    return at(this.first.values, id);
  }

  /** The operation that makes a value. */
  private madeBy(program: Program, id: ValueId): Op {
    const { source } = at(program.values, id);
    invariant(source.kind === 'op', 'an operation makes it');
    return at(program.ops, source.op);
  }

  /** Numbers of an operation's attributes as code. */
  numbers(op: Op, pick: (op: Op) => readonly number[]): string[] {
    const [one, two] = [pick(op), pick(this.madeBy(this.second, op.output))];
    return one.map((value, i) => ofBatch(value, at(two, i)));
  }

  shape(id: ValueId): string[] {
    const two = at(this.second.values, id).shape;
    return this.value(id).shape.map((extent, axis) => ofBatch(extent, at(two, axis)));
  }

  /** The numbers of a constant; null where it counts the samples: 0 … n − 1. */
  constant(id: ValueId): readonly number[] | null {
    const [one, two] = [this.value(id).source, at(this.second.values, id).source];
    invariant(one.kind === 'constant' && two.kind === 'constant', 'both are constants');
    if (one.data.length === two.data.length) return one.data;
    invariant(
      one.data.every((value, i) => value === i),
      'numbers of samples are counted',
    );
    return null;
  }
}

function ofBatch(first: number, second: number): string {
  if (first === second) return codeNumber(first);
  const [n, m] = batches;
  const factor = (second - first) / (m - n);
  const rest = first - factor * n;
  if (Number.isInteger(factor) && Number.isInteger(rest)) {
    const product = factor === 1 ? 'n' : `${factor} * n`;
    return rest === 0 ? product : `${product} ${rest < 0 ? '-' : '+'} ${Math.abs(rest)}`;
  }
  const divided = first * n;
  invariant(
    Math.abs(divided - second * m) <= 1e-9 * Math.abs(divided),
    'a number is a multiple of the batch size or divided by it',
  );
  return `${codeNumber(Number(divided.toPrecision(12)))} / n`;
}

/** A number as Python and JavaScript read it. */
export const codeNumber = (value: number): string => String(value);

/** Where inputs, masks, parameters and states of a layer stand among the feeds of its program. */
export interface LoweredLayer {
  readonly program: AnyBatch;
  readonly masked: boolean;
  readonly penalized: boolean;
}

interface Arriving {
  readonly port: string;
  readonly index: number;
  readonly stream: Stream;
}

function lowerFor(layer: NetworkLayer, arriving: readonly Arriving[], batch: number, training: boolean) {
  const b = new ProgramBuilder();
  const flows = new Map<string, Flow[]>();
  for (const { port, index, stream } of arriving) {
    const { shape, dtype, masked, vocabulary } = stream;
    const feed = (name: string, own: Shape, type = dtype): Tensor => b.source({ kind: 'feed', name }, [batch, ...own], type);
    const flow: Flow = {
      tensor: feed(`${port} ${index}`, shape),
      mask: masked ? feed(`mask ${port} ${index}`, shape.slice(0, 1), 'f32') : null,
      vocabulary,
    };
    flows.set(port, [...(flows.get(port) ?? []), flow]);
  }
  const penalties: Tensor[] = [];
  const source = (kind: 'parameter' | 'state', name: string, shape: Shape): Tensor => {
    const all = kind === 'parameter' ? layer.parameters : layer.states;
    return b.source({ kind, index: all.findIndex((held) => held.name === name) }, shape);
  };
  const { tensor, mask } = lowerFlows(
    layer.kind,
    {
      b,
      training,
      frozen: layer.node.frozen,
      parameter: (name, shape) => source('parameter', name, shape),
      state: (name, shape) => source('state', name, shape),
      writeState(name, value) {
        if (training && !layer.node.frozen)
          b.writeState(
            layer.states.findIndex((held) => held.name === name),
            value,
          );
      },
      random: (_name, shape) => b.random(b.constant(new Array<number>(randomKeyLength).fill(0), [randomKeyLength]), shape),
      penalty(value) {
        if (!layer.node.frozen) penalties.push(value);
      },
      expose: () => undefined,
    },
    layer.params,
    Object.fromEntries(flows),
  );
  b.output('out', tensor);
  if (mask) b.output('mask', mask);
  if (training && penalties.length > 0)
    b.output(
      'penalty',
      penalties.reduce((sum, one) => b.add2(sum, b.reshape(one, sum.shape))),
    );
  return { program: b.build(), masked: mask !== null, penalized: penalties.length > 0 };
}

/** A layer as its primitives, for any batch size, while it trains or afterwards. */
export function loweredLayer(layer: NetworkLayer, streams: ReadonlyMap<string, Stream>, training: boolean): LoweredLayer {
  const arriving = Object.entries(layer.sources).flatMap(([port, ids]) =>
    ids.map((id, index) => {
      const stream = streams.get(id);
      invariant(stream, 'what arrives is known');
      return { port, index, stream };
    }),
  );
  const [one, two] = batches.map((batch) => lowerFor(layer, arriving, batch, training));
  invariant(one && two, 'there are two batch sizes');
  return { program: new AnyBatch(one.program, two.program), masked: one.masked, penalized: one.penalized };
}

/** Whatever primitives `write` appends, for any batch size; its outputs are named there. */
export function loweredAnyBatch(write: (b: ProgramBuilder, batch: number) => void): AnyBatch {
  const [one, two] = batches.map((batch) => {
    const b = new ProgramBuilder();
    write(b, batch);
    return b.build();
  });
  invariant(one && two, 'there are two batch sizes');
  return new AnyBatch(one, two);
}
