import type { ProgramBuilder, Tensor } from '../program/builder.ts';
import { randomKeyLength } from '../program/counter-random.ts';
import { sizeOf } from '../program/shapes.ts';
import type { BufferView, ControlLayout, Initializer, ParameterInfo, RateGroup, Shape } from '../program/types.ts';
import type { GraphNode, Tie } from '../project/schema.ts';
import { at } from '../util/assert-never.ts';
import { groupBy } from '../util/group-by.ts';
import { isOrdinary, type RateFactors } from './rates.ts';

/** Where everything stands in the flat buffers of a training program. */
export interface Layout {
  readonly parameters: readonly ParameterInfo[];
  readonly parameterCount: number;
  readonly trainableCount: number;
  readonly states: readonly BufferView[];
  readonly stateCount: number;
  readonly controls: ControlLayout;
}

type Request = Omit<ParameterInfo, 'offset'>;

export const viewName = (node: string, name: string): string => `${node}/${name}`;

function place<T extends { readonly size: number }>(
  requests: readonly T[],
): { views: (T & { offset: number })[]; count: number } {
  let count = 0;
  const views = requests.map((request) => {
    const view = { ...request, offset: count };
    count += request.size;
    return view;
  });
  return { views, count };
}

/**
 * Notes what a graph asks for while it is lowered for the first time, and lays it out: trainable parameters first, those that learn at rates of
 * their own last, then frozen ones, each in the order of asking; states; and the control vector [learning rate, step scalars, task weights,
 * random keys, weights of soft sharing, learning rate and step scalars of each rate].
 */
export class LayoutPlanner {
  private readonly parameterRequests = new Map<string, Request>();
  private readonly stateRequests = new Map<string, Request>();
  private readonly streams = new Set<string>();

  private readonly ownRates = new Map<string, readonly number[]>();

  constructor(
    private readonly b: ProgramBuilder,
    private readonly factorsOf: RateFactors,
  ) {}

  parameter(node: GraphNode, name: string, shape: Shape, initializer: Initializer): Tensor {
    return this.note(this.parameterRequests, node, name, shape, initializer);
  }

  state(node: GraphNode, name: string, shape: Shape, initializer: Initializer): Tensor {
    return this.note(this.stateRequests, node, name, shape, initializer);
  }

  writeState(): void {}

  random(node: GraphNode, name: string, shape: Shape): Tensor {
    this.streams.add(viewName(node.id, name));
    return this.b.fill(shape, 0);
  }

  penalty(): void {}

  layout(scalarCount: number, taskCount: number, ties: readonly Tie[]): Layout {
    const requests = [...this.parameterRequests.values()];
    const ordinary = requests.filter((it) => it.trainable && !this.ownRates.has(it.node));
    // Equal rates stand together, so that executors update them at once.
    const groups = [...groupBy([...this.ownRates.keys()], (node) => this.ownRates.get(node)?.join() ?? '').values()].map(
      (nodes) => ({
        nodes,
        own: requests.filter((it) => it.trainable && nodes.includes(it.node)),
      }),
    );
    const parameters = place([...ordinary, ...groups.flatMap(({ own }) => own), ...requests.filter((it) => !it.trainable)]);
    const states = place([...this.stateRequests.values()].map(({ trainable: _, ...view }) => view));
    const stepScalars = 1;
    const taskWeights = stepScalars + scalarCount;
    const keys = taskWeights + taskCount;
    const afterKeys = keys + this.streams.size * randomKeyLength;
    const tieWeights = ties.map(({ id, weight }, i) => ({ tie: id, offset: afterKeys + i, weight }));
    const afterTies = afterKeys + ties.length;
    const rates = this.rates(groups, ordinary, afterTies, 1 + scalarCount);
    const randomKeys = [...this.streams].map((stream, i) => ({ stream, offset: keys + i * randomKeyLength }));
    return {
      parameters: parameters.views,
      parameterCount: parameters.count,
      trainableCount: requests.reduce((sum, it) => sum + (it.trainable ? it.size : 0), 0),
      states: states.views,
      stateCount: states.count,
      controls: {
        size: afterTies + rates.length * (1 + scalarCount),
        learningRate: 0,
        stepScalars,
        taskWeights,
        randomKeys,
        ...(ties.length > 0 ? { tieWeights } : {}),
        ...(rates.length > 0 ? { rates } : {}),
      },
    };
  }

  private rates(
    groups: readonly { readonly nodes: readonly string[]; readonly own: readonly Request[] }[],
    ordinary: readonly Request[],
    from: number,
    width: number,
  ): RateGroup[] {
    const sizeOfAll = (all: readonly Request[]): number => all.reduce((sum, { size }) => sum + size, 0);
    let end = sizeOfAll(ordinary);
    return groups.map(({ nodes, own }, i) => {
      const start = end;
      end += sizeOfAll(own);
      // The learning rate of all stands at 0.
      return { nodes, start, end, shift: from + i * width, factors: this.ownRates.get(at(nodes, 0)) ?? [] };
    });
  }

  private note(into: Map<string, Request>, node: GraphNode, parameter: string, shape: Shape, initializer: Initializer): Tensor {
    const name = viewName(node.id, parameter);
    const factors = this.factorsOf(node);
    if (!node.frozen && !isOrdinary(factors)) this.ownRates.set(node.id, factors);
    into.set(name, { name, node: node.id, parameter, shape, size: sizeOf(shape), initializer, trainable: !node.frozen });
    return this.b.fill(shape, 0);
  }
}
