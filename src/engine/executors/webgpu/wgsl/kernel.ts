import { sizeOf } from '../../../../core/program/shapes.ts';
import { assertNever, at } from '../../../../core/util/assert-never.ts';
import type { Kernel, Member } from '../plan/kernels.ts';
import type { DeviceUpdate, NodeId, PlanNode, Sink } from '../plan/nodes.ts';
import { Code, type Expr } from './code.ts';
import { Coordinates } from './coordinates.ts';
import { bufferName } from './names.ts';
import { writeRows } from './rows.ts';
import { writeChainStart } from './scatter.ts';
import { writeTiles } from './tiles.ts';
import { writeUpdate } from './update.ts';
import { Values } from './values.ts';

/** What a kernel's code needs to know of the plan that it belongs to. */
export interface PlanContext {
  readonly nodes: readonly PlanNode[];
  /** Arena offsets of the values that kernels hand to one another. */
  readonly places: ReadonlyMap<NodeId, number>;
  readonly workgroupSize: number;
  /** Workgroups of a kernel over elements at the most. */
  readonly elementGroups: number;
  readonly update: DeviceUpdate | null;
  /** Where the row of inputs says which step of the block it is. */
  readonly slotOffset: number;
  /** Losses per step. */
  readonly lossCount: number;
}

/** A kernel as WGSL. `body` may hold tokens {{0}}, {{1}}, … for the numbers in `parameters`. */
export interface KernelCode {
  readonly body: string;
  readonly parameters: readonly number[];
  readonly groups: number;
  /** Numbers of shared memory. */
  readonly shared: number;
}

/** Writes a kernel's members at one element, inside whatever guards that element. */
export class MemberWriter {
  constructor(
    readonly values: Values,
    private readonly kernel: Kernel,
    private readonly context: PlanContext,
  ) {}

  get workgroupSize(): number {
    return this.context.workgroupSize;
  }

  /** `element` is of the anchor's shape. */
  write(element: Coordinates): void {
    const { code } = this.values;
    for (const member of this.kernel.members) {
      const own = element.reshaped(this.values.node(member.node).shape);
      const value = this.values.at(member.node, own);
      if (this.kernel.members.length > 1) {
        const axes = Coordinates.fromAxes(code, own.shape, own.all());
        code.remember(`${member.node} ${axes.key}`, value);
      }
      this.hand(member, own, value);
    }
  }

  private hand(member: Member, element: Coordinates, value: Expr): void {
    const { code } = this.values;
    const place = this.context.places.get(member.node);
    if (place !== undefined) {
      const index = this.indexAt(element, place, `own ${member.node}`);
      code.statement(`A[${index.text}] = ${value.text};`);
    }
    for (const [i, sink] of member.sinks.entries()) this.sink(sink, element, value, `sink ${member.node} ${i}`);
  }

  private sink(sink: Sink, element: Coordinates, value: Expr, key: string): void {
    const { code, integers } = this.values;
    switch (sink.kind) {
      case 'store': {
        const index = this.indexAt(element, sink.place.offset, key);
        code.statement(`${bufferName[sink.place.buffer]}[${index.text}] = ${value.text};`);
        return;
      }
      case 'loss': {
        const slot = code.name(`u32(I[${this.context.slotOffset}u])`, 0);
        const row = integers.times(slot, this.context.lossCount);
        const index = integers.add(row, this.indexAt(element, sink.offset, key));
        code.statement(`L[${index.text}] = ${value.text};`);
        return;
      }
      case 'update': {
        const { update } = this.context;
        if (!update) throw new Error('Broken invariant: only a training step updates');
        writeUpdate(this.values, update, this.indexAt(element, sink.offset, key), value, sink.shift);
        return;
      }
      default:
        assertNever(sink);
    }
  }

  private indexAt(element: Coordinates, offset: number, key: string): Expr {
    return element.linear(this.values.code.parameter(offset, key));
  }
}

/** An invocation for each element, or for `each` that lie a workgroup apart. */
function writeElements(kernel: Kernel, writer: MemberWriter, each: number): number {
  const { code, nodes } = writer.values;
  const { shape } = at(nodes, kernel.anchor);
  const size = sizeOf(shape);
  const { workgroupSize } = writer;
  const writeItem = (item: Expr): void => {
    code.guard(size % (workgroupSize * each) === 0 ? [] : [`${item.text} < ${size}u`], (depth) => {
      writer.write(Coordinates.fromIndex(code, shape, { text: item.text, depth }));
    });
  };
  if (each === 1) writeItem(code.name(`group * ${workgroupSize}u + lane`, 0));
  else {
    const first = code.name(`group * ${workgroupSize * each}u + lane`, 0);
    code.loop(each, ({ text, depth }) => writeItem(code.name(`${first.text} + ${text} * ${workgroupSize}u`, depth)));
  }
  return Math.ceil(size / (workgroupSize * each));
}

/** A compiler that unrolls loops never comes to an end with longer ones. */
const longestLooped = 48;

/** How many elements an invocation of a kernel takes: several where there would be too many workgroups, as long as its code is short. */
function elementsEach({ strategy, anchor }: Kernel, { nodes, workgroupSize, elementGroups }: PlanContext, lines: number): number {
  if (strategy.kind !== 'elements' || lines > longestLooped) return 1;
  return Math.ceil(sizeOf(at(nodes, anchor).shape) / workgroupSize / elementGroups) || 1;
}

/** Writes one kernel. Its own values are computed, those of other kernels read from the arena. */
export function writeKernel(kernel: Kernel, context: PlanContext): KernelCode {
  const once = written(kernel, context, 1);
  const each = elementsEach(kernel, context, once.body.split('\n').length);
  return each === 1 ? once : written(kernel, context, each);
}

/** @param each elements of an invocation, where they are what a kernel goes through. */
function written(kernel: Kernel, context: PlanContext, each: number): KernelCode {
  const code = new Code();
  const own = new Set(kernel.members.map(({ node }) => node));
  const values = new Values(code, context.nodes, (id) => {
    const offset = own.has(id) ? undefined : context.places.get(id);
    return offset === undefined ? undefined : { buffer: 'arena', offset };
  });
  const writer = new MemberWriter(values, kernel, context);
  const extent = ((): { groups: number; shared: number } => {
    const { strategy } = kernel;
    switch (strategy.kind) {
      case 'elements':
        return { groups: writeElements(kernel, writer, each), shared: 0 };
      case 'rows':
        return writeRows(strategy.root, writer);
      case 'chainStart':
        return { groups: writeChainStart(strategy.root, context.places.get(strategy.root), writer), shared: 0 };
      case 'tiles':
        return writeTiles(strategy.root, strategy.tiling, writer);
      default:
        return assertNever(strategy);
    }
  })();
  return { body: code.text(), parameters: code.parameters, ...extent };
}
