import { analyzeGraph } from '../graph/analyze.ts';
import { topologyOf } from '../graph/topology.ts';
import type { Flow } from '../layers/flow.ts';
import { ProgramBuilder, type Tensor } from '../program/builder.ts';
import { gradients } from '../program/differentiate.ts';
import { sizeOf } from '../program/shapes.ts';
import { simplify } from '../program/simplify.ts';
import type { TrainingProgram } from '../program/types.ts';
import { headKind, inputKind, type Project } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';
import { at } from '../util/assert-never.ts';
import { FedBatch, FedHost } from './fed-batch.ts';
import { looking } from './looking.ts';
import { type BatchProgram, measuredOutput } from './measuring.ts';
import { watchedPass } from './passes.ts';
import { planProject } from './plan.ts';
import { dataOf, sumOf } from './programs.ts';

/** A layer, and what can be told of it. */
export interface WatchedNode {
  readonly id: string;
  /** The places of the tasks that it serves, in the program's order. */
  readonly tasks: readonly number[];
  /** The layers that read it. */
  readonly next: readonly string[];
  readonly trained: boolean;
  /** It puts out numbers. */
  readonly active: boolean;
  /** What it puts out was rectified: never below 0, and exactly 0 where a unit is silent. */
  readonly rectified: boolean;
}

/**
 * Puts out, one after the other: how many labels each task has in the batch [T], and of every layer the norm of its gradient, mean and spread of
 * its outputs, and the share of its units that are silent; 0 where it has none.
 */
export interface HealthProgram extends BatchProgram {
  /** How many numbers there are of each layer. */
  readonly width: number;
  readonly nodes: readonly WatchedNode[];
}

const numbersPerNode = 4;

/** Whether a value is a ReLU's, but for its shape and the factors of a mask. */
function isRectified(b: ProgramBuilder, { id }: Tensor): boolean {
  const { source } = b.value(id);
  if (source.kind !== 'op') return false;
  const op = b.op(source.op);
  const [first] = op.inputs;
  switch (op.kind) {
    case 'unary':
      return op.attributes.fn === 'relu';
    case 'reshape':
    case 'transpose':
      return first !== undefined && isRectified(b, b.tensor(first));
    case 'binary':
      return op.attributes.fn === 'mul' && op.inputs.some((input) => isRectified(b, b.tensor(input)));
    default:
      return false;
  }
}

/** Mean and standard deviation of all numbers of a batch [batch, ...]; what padding holds does not count. */
function moments(b: ProgramBuilder, { tensor: x, mask }: Flow): readonly [Tensor, Tensor] {
  if (!mask) {
    const mean = b.mean(x);
    return [mean, b.unary('sqrt', b.mean(b.unary('square', b.sub(x, mean))))];
  }
  const share = b.reshape(mask, [...mask.shape, ...x.shape.slice(mask.shape.length).map(() => 1)]);
  const each = sizeOf(x.shape.slice(mask.shape.length));
  const count = b.binary('max', b.scale(b.sum(mask), each), b.scalar(1));
  const mean = b.div(b.sum(b.mul(x, share)), count);
  const squares = b.mul(b.unary('square', b.sub(x, mean)), share);
  return [mean, b.unary('sqrt', b.div(b.sum(squares), count))];
}

/** The share of units (the last axis) that are 0 for every sample and at every place. */
function silentShare(b: ProgramBuilder, x: Tensor): Tensor {
  const last = x.shape.length - 1;
  const largest = b.reduce(
    'max',
    x,
    x.shape.slice(0, -1).map((_, axis) => axis),
  );
  return b.sub(b.scalar(1), b.scale(b.sum(b.unary('step', largest)), 1 / at(x.shape, last)));
}

/**
 * How the layers of a run are, on one training batch: the L2 norm of ∂(Σ λ_t·L_t)/∂θ over each layer's trained parameters, penalties left out;
 * mean and standard deviation of what it puts out in training; the share of rectified units that are 0 for all samples. λ are the
 * visitor's weights. Padding does not count. `program`: the project's.
 */
export function healthProgram(project: Project, signature: DataSignature, program: TrainingProgram): HealthProgram {
  const plan = planProject(project, signature);
  const b = new ProgramBuilder();
  const batch = new FedBatch(b, dataOf(plan), plan.batchSize);
  const host = new FedHost(batch, plan.layout);
  const { losses, masks, flows } = watchedPass(plan, b, host, batch);
  const weights = batch.taskWeights(plan);
  const total = sumOf(
    b,
    losses.map((loss, task) => b.mul(loss, b.slice(weights, [task], [1]))),
  );
  const trained = plan.layout.parameters.flatMap((view, index) =>
    view.trainable ? [{ node: view.node, tensor: host.parameterAt(index) }] : [],
  );
  const found = gradients(
    b,
    total,
    trained.map(({ tensor }) => tensor),
  );
  const squares = new Map<string, Tensor>();
  trained.forEach(({ node }, index) => {
    const gradient = found[index];
    if (!gradient) return;
    const sum = b.sum(b.unary('square', gradient));
    const before = squares.get(node);
    squares.set(node, before ? b.add2(before, sum) : sum);
  });
  const served = analyzeGraph(project, signature).nodes;
  const { outgoing } = topologyOf(plan.graph);
  const numbers: Tensor[] = masks.map((mask) => b.sum(mask));
  const none = b.scalar(0);
  const nodes = plan.graph.nodes.flatMap(({ id, kind }): WatchedNode[] => {
    const flow = flows.get(id);
    if (!flow || kind === inputKind || kind === headKind) return [];
    const norm = squares.get(id);
    const active = flow.tensor.dtype === 'f32';
    const rectified = active && isRectified(b, flow.tensor);
    const [mean, spread] = active ? moments(b, flow) : [none, none];
    numbers.push(norm ? b.unary('sqrt', norm) : none, mean, spread, rectified ? silentShare(b, flow.tensor) : none);
    const tasks = (served.get(id)?.tasks ?? []).map((task) => plan.tasks.findIndex(({ task: one }) => one.id === task));
    const next = (outgoing.get(id) ?? []).map(({ target }) => target);
    return [{ id, tasks, next, trained: norm !== undefined, active, rectified }];
  });
  batch.output(measuredOutput, numbers);
  return {
    program: { ...looking(program), predict: simplify(b.build()).program, predictBatchSize: program.batchSize },
    feeds: batch.feeds,
    width: numbersPerNode,
    nodes,
  };
}

/**
 * Each layer's gradient as a share of the largest of all layers behind it, [nodes]: how much of what they get comes through. NaN where there is no
 * such gradient, as of the last layers. A task that has nothing more to learn has small gradients everywhere, and shares as before.
 */
export function gradientShares(nodes: readonly Pick<WatchedNode, 'id' | 'next'>[], gradients: readonly number[]): Float32Array {
  const places = new Map(nodes.map(({ id }, place) => [id, place]));
  const largest = new Map<string, number>();
  /** Of a layer and all behind it; 0 where there is none. */
  function from(id: string): number {
    const place = places.get(id);
    if (place === undefined) return 0;
    const own = gradients[place] ?? Number.NaN;
    return Math.max(Number.isNaN(own) ? 0 : own, behind(id));
  }
  function behind(id: string): number {
    const known = largest.get(id);
    if (known !== undefined) return known;
    const found = Math.max(0, ...at(nodes, places.get(id) ?? -1).next.map(from));
    largest.set(id, found);
    return found;
  }
  return Float32Array.from(nodes, ({ id }, place) => {
    const most = behind(id);
    return most > 0 ? at(gradients, place) / most : Number.NaN;
  });
}
