import type { ProgramBuilder, Tensor } from '../program/builder.ts';
import { randomKeyLength } from '../program/counter-random.ts';
import type { DataInfo } from '../program/types.ts';
import type { GraphNode } from '../project/schema.ts';
import { invariant } from '../util/assert-never.ts';
import { LayoutHost } from './host.ts';
import { type Layout, viewName } from './layout.ts';
import type { BatchSource } from './passes.ts';
import type { Plan } from './plan.ts';

/**
 * What a program is fed that reads a training batch without a data set of its own, each [batch, ...]. `rows`: the rows of the data tensor of
 * that name. `whole`: all of that tensor, the same for every sample. `keys`: the step's random keys, in the layout's order, for every sample.
 * `weights`: the weights of the tasks as they stand, in the program's order, for every sample.
 */
export interface BatchFeed {
  readonly name: string;
  readonly from: 'rows' | 'whole' | 'keys' | 'weights';
}

const keysName = 'randomKeys';
const weightsName = 'taskWeights';

/** A training batch as feeds of `predict`, whose batch is that of training. */
export class FedBatch implements BatchSource {
  private readonly made = new Map<string, { readonly feed: BatchFeed; readonly tensor: Tensor }>();

  constructor(
    readonly b: ProgramBuilder,
    private readonly data: readonly DataInfo[],
    private readonly batch: number,
  ) {}

  /** Those that the program was found to need so far. */
  get feeds(): readonly BatchFeed[] {
    return [...this.made.values()].map(({ feed }) => feed);
  }

  take(name: string): Tensor {
    const { shape, dtype } = this.info(name);
    return this.feed({ name, from: 'rows' }, shape.slice(1), dtype);
  }

  whole(name: string): Tensor {
    const { shape, dtype } = this.info(name);
    return this.first(this.feed({ name, from: 'whole' }, shape, dtype));
  }

  /** The keys of a random stream. */
  key(offset: number, count: number): Tensor {
    const all = this.first(this.feed({ name: keysName, from: 'keys' }, [count * randomKeyLength], 'f32'));
    return this.b.slice(all, [offset], [randomKeyLength]);
  }

  taskWeights({ tasks }: Plan): Tensor {
    return this.first(this.feed({ name: weightsName, from: 'weights' }, [tasks.length], 'f32'));
  }

  /** A number that the run decides on, the same for every sample: []. */
  number(name: string): Tensor {
    return this.b.reshape(this.numbers(name, 1), []);
  }

  /** The same of several: [count]. */
  numbers(name: string, count: number): Tensor {
    return this.first(this.b.source({ kind: 'feed', name }, [this.batch, count]));
  }

  /** Puts numbers out that do not belong to samples: as [batch, ⌈count / batch⌉], which `predict` hands on whole. */
  output(name: string, values: readonly Tensor[]): void {
    const { b, batch } = this;
    const flat = b.concat(
      values.map((value) => b.reshape(value, [value.shape.reduce((size, extent) => size * extent, 1)])),
      0,
    );
    const [count = 0] = flat.shape;
    const width = Math.ceil(count / batch);
    b.output(name, b.reshape(b.pad(flat, [0], [batch * width - count]), [batch, width]));
  }

  private info(name: string): DataInfo {
    const info = this.data.find((entry) => entry.name === name);
    invariant(info, `${name} is part of the data`);
    return info;
  }

  private feed(feed: BatchFeed, shape: readonly number[], dtype: DataInfo['dtype']): Tensor {
    const known = this.made.get(feed.name);
    if (known) return known.tensor;
    const tensor = this.b.source({ kind: 'feed', name: feed.name }, [this.batch, ...shape], dtype);
    this.made.set(feed.name, { feed, tensor });
    return tensor;
  }

  private first(all: Tensor): Tensor {
    const [, ...shape] = all.shape;
    const begin = all.shape.map(() => 0);
    return this.b.reshape(this.b.slice(all, begin, [1, ...shape]), shape);
  }
}

/** Lowers a graph that leaves no trace: statistics stay as they are, random keys are fed. */
export class FedHost extends LayoutHost {
  private readonly streams: ReadonlyMap<string, number>;

  constructor(
    private readonly fed: FedBatch,
    layout: Layout,
    /** Stands in for some of the parameters, by their names. */
    private readonly instead: ReadonlyMap<string, Tensor> = new Map(),
  ) {
    super(fed.b, layout);
    this.streams = new Map(layout.controls.randomKeys.map(({ stream }, index) => [stream, index]));
  }

  override parameter(...asked: Parameters<LayoutHost['parameter']>): Tensor {
    const [node, name] = asked;
    return this.instead.get(viewName(node.id, name)) ?? super.parameter(...asked);
  }

  override writeState(): void {}

  override random(node: GraphNode, name: string, shape: readonly number[]): Tensor {
    const index = this.streams.get(viewName(node.id, name));
    invariant(index !== undefined, 'the random stream is laid out');
    return this.fed.b.random(this.fed.key(index * randomKeyLength, this.streams.size), shape);
  }

  override penalty(): void {}
}
