import type { ProgramBuilder, Tensor } from '../program/builder.ts';
import { randomKeyLength } from '../program/counter-random.ts';
import type { BufferView, Initializer, Shape } from '../program/types.ts';
import type { GraphNode } from '../project/schema.ts';
import { invariant } from '../util/assert-never.ts';
import { type Layout, viewName } from './layout.ts';

/** Gives a graph that is being lowered the places that the layout holds for it, and gathers its penalties. */
export class LayoutHost {
  readonly penalties: Tensor[] = [];
  protected readonly made = new Map<string, Tensor>();
  private readonly indexes: Readonly<Record<'parameter' | 'state', ReadonlyMap<string, number>>>;
  private readonly keyOffsets: ReadonlyMap<string, number>;

  constructor(
    private readonly b: ProgramBuilder,
    private readonly layout: Layout,
  ) {
    const byName = (views: readonly BufferView[]) => new Map(views.map(({ name }, index) => [name, index]));
    this.indexes = { parameter: byName(layout.parameters), state: byName(layout.states) };
    this.keyOffsets = new Map(layout.controls.randomKeys.map(({ stream, offset }) => [stream, offset]));
  }

  parameter(node: GraphNode, name: string, shape: Shape, _initializer: Initializer): Tensor {
    return this.view('parameter', viewName(node.id, name), shape);
  }

  /** The tensor of a parameter that the graph asked for. */
  parameterAt(index: number): Tensor {
    const view = this.layout.parameters[index];
    const tensor = view && this.made.get(`parameter:${view.name}`);
    invariant(tensor, `parameter ${index} is part of the program`);
    return tensor;
  }

  state(node: GraphNode, name: string, shape: Shape, _initializer: Initializer): Tensor {
    return this.view('state', viewName(node.id, name), shape);
  }

  /** A frozen node keeps its running statistics, and one that rests in some stages keeps them in these. */
  writeState(node: GraphNode, name: string, value: Tensor): void {
    if (node.frozen) return;
    const { b, layout } = this;
    const full = viewName(node.id, name);
    const group = layout.controls.rates?.find(({ nodes, factors }) => nodes.includes(node.id) && factors.includes(0));
    const rate = group && b.source({ kind: 'control', offset: layout.controls.learningRate + group.shift }, [1]);
    const kept = rate ? b.select(rate, value, this.view('state', full, value.shape)) : value;
    b.writeState(this.indexOf('state', full), kept);
  }

  random(node: GraphNode, name: string, shape: Shape): Tensor {
    const stream = viewName(node.id, name);
    const offset = this.keyOffsets.get(stream);
    invariant(offset !== undefined, `the random stream ${stream} is laid out`);
    return this.b.random(this.b.source({ kind: 'control', offset }, [randomKeyLength]), shape);
  }

  /** A frozen node's penalty is a constant, and left out. */
  penalty(node: GraphNode, value: Tensor): void {
    if (!node.frozen) this.penalties.push(value);
  }

  private view(kind: 'parameter' | 'state', name: string, shape: Shape): Tensor {
    const key = `${kind}:${name}`;
    const tensor = this.made.get(key) ?? this.b.source({ kind, index: this.indexOf(kind, name) }, shape);
    this.made.set(key, tensor);
    return tensor;
  }

  protected indexOf(kind: 'parameter' | 'state', name: string): number {
    const index = this.indexes[kind].get(name);
    invariant(index !== undefined, `${name} is laid out`);
    return index;
  }
}

/** For a further pass of a step: it replaces no state and adds no penalty, and its parameters may be others than those of the moment. */
export class FurtherHost extends LayoutHost {
  constructor(
    b: ProgramBuilder,
    layout: Layout,
    /** By their place among the parameters. */
    private readonly others: readonly Tensor[] = [],
  ) {
    super(b, layout);
  }

  override parameter(node: GraphNode, name: string, shape: Shape, initializer: Initializer): Tensor {
    const full = viewName(node.id, name);
    const other = this.others[this.indexOf('parameter', full)];
    if (!other) return super.parameter(node, name, shape, initializer);
    this.made.set(`parameter:${full}`, other);
    return other;
  }

  override writeState(): void {}

  override penalty(): void {}
}
