import type { ProgramBuilder, Tensor } from '../program/builder.ts';
import { randomKeyLength } from '../program/counter-random.ts';
import type { BufferView, Initializer, Shape } from '../program/types.ts';
import type { GraphNode } from '../project/schema.ts';
import { invariant } from '../util/assert-never.ts';
import { type Layout, viewName } from './layout.ts';

/** Gives a graph that is being lowered the places that the layout holds for it, and gathers its penalties. */
export class LayoutHost {
  readonly penalties: Tensor[] = [];
  private readonly made = new Map<string, Tensor>();

  constructor(
    private readonly b: ProgramBuilder,
    private readonly layout: Layout,
  ) {}

  parameter(node: GraphNode, name: string, shape: Shape, _initializer: Initializer): Tensor {
    return this.view('parameter', this.layout.parameters, viewName(node.id, name), shape);
  }

  /** The tensor of a parameter that the graph asked for. */
  parameterAt(index: number): Tensor {
    const view = this.layout.parameters[index];
    const tensor = view && this.made.get(`parameter:${view.name}`);
    invariant(tensor, `parameter ${index} is part of the program`);
    return tensor;
  }

  state(node: GraphNode, name: string, shape: Shape, _initializer: Initializer): Tensor {
    return this.view('state', this.layout.states, viewName(node.id, name), shape);
  }

  writeState(node: GraphNode, name: string, value: Tensor): void {
    this.b.writeState(this.indexOf(this.layout.states, viewName(node.id, name)), value);
  }

  random(node: GraphNode, name: string, shape: Shape): Tensor {
    const stream = viewName(node.id, name);
    const keys = this.layout.controls.randomKeys.find((entry) => entry.stream === stream);
    invariant(keys, `the random stream ${stream} is laid out`);
    return this.b.random(this.b.source({ kind: 'control', offset: keys.offset }, [randomKeyLength]), shape);
  }

  /** A frozen node's penalty is a constant, and left out. */
  penalty(node: GraphNode, value: Tensor): void {
    if (!node.frozen) this.penalties.push(value);
  }

  private view(kind: 'parameter' | 'state', views: readonly BufferView[], name: string, shape: Shape): Tensor {
    const key = `${kind}:${name}`;
    const tensor = this.made.get(key) ?? this.b.source({ kind, index: this.indexOf(views, name) }, shape);
    this.made.set(key, tensor);
    return tensor;
  }

  private indexOf(views: readonly BufferView[], name: string): number {
    const index = views.findIndex((view) => view.name === name);
    invariant(index >= 0, `${name} is laid out`);
    return index;
  }
}
