import { updateParams } from '../graph/edits.ts';
import { addNodeBetween, columnWidth } from '../graph/insert.ts';
import { scaledBy } from '../graph/narrow.ts';
import { servedTasks, tasksWithHeads } from '../graph/serving.ts';
import { sharingDepthOf, withSharingDepth } from '../graph/sharing-depth.ts';
import type { Project } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';
import { type Random, randomStream } from '../util/random.ts';

/** What a search draws; what is false stays as the document has it. */
export interface SearchSpace {
  /** Learning rates from a tenth to ten times the document's, on a log scale. */
  readonly rate: boolean;
  /** Weights of tasks from an eighth to eight times their mean, on a log scale. */
  readonly weights: boolean;
  /** How many layers the tasks share. */
  readonly depth: boolean;
  /** All layers from half to twice as wide, on a log scale. */
  readonly width: boolean;
  /** The rate of dropout layers, from 0 to 0.5; behind what is shared last where there is none. */
  readonly dropout: boolean;
  /** Balancing methods, of which one is drawn; none: the document's. */
  readonly methods: readonly string[];
}

/** A document with what was drawn for it. */
export interface Drawn {
  readonly project: Project;
  /** By name: `rate`, `weight TASK`, `depth`, `width`, `dropout`, `method`. */
  readonly values: Readonly<Record<string, number | string>>;
}

const between = (random: Random, low: number, high: number): number => low + (high - low) * random.next();
const logBetween = (random: Random, low: number, high: number): number =>
  Math.exp(between(random, Math.log(low), Math.log(high)));
const short = (value: number): number => Number(value.toPrecision(3));

/** The document with one rate in all of its dropout layers, one of them new where there is none. */
function withDropout(project: Project, rate: number): Project {
  const own = project.graph.nodes.filter(({ kind }) => kind === 'dropout');
  if (own.length > 0) return own.reduce((changed, { id }) => updateParams(changed, id, { rate }), project);
  const served = servedTasks(project.graph, tasksWithHeads(project));
  const edge = project.graph.edges.findLast(({ target }) => (served.get(target)?.length ?? 0) > 1);
  const behind = project.graph.nodes.find(({ id }) => id === edge?.target);
  if (!edge || !behind) return project;
  const { x, y } = behind.position;
  const added = addNodeBetween(project, edge.id, { kind: 'dropout', params: { rate }, position: { x: x - columnWidth / 2, y } });
  return added.ok ? added.value : project;
}

/**
 * The configuration with this number of a search, 0 being the document as it is. The same document, seed and number always give the same one; what
 * the graph has no place for is left out.
 */
export function drawn(document: Project, signature: DataSignature, space: SearchSpace, seed: number, number: number): Drawn {
  const random = randomStream(seed, 'search', number);
  const values: Record<string, number | string> = {};
  let project = document;
  const depths = space.depth ? sharingDepthOf(document, signature) : null;
  // What is drawn is drawn in this order, whatever the document has a place for.
  const draws = { depth: random.next(), width: logBetween(random, 0.5, 2), dropout: between(random, 0, 0.5) };
  if (number === 0) {
    if (depths?.ok) values.depth = depths.value.depth;
    if (space.width) values.width = 1;
    if (space.rate) values.rate = document.training.learningRate;
    if (space.methods.length > 0) values.method = document.training.balancing.method;
    return { project, values };
  }
  if (depths?.ok) {
    const depth = Math.min(depths.value.most, Math.floor(draws.depth * (depths.value.most + 1)));
    const changed = withSharingDepth(project, signature, depth);
    if (changed.ok) {
      project = changed.value;
      values.depth = depth;
    }
  }
  if (space.width) {
    project = scaledBy(project, draws.width);
    values.width = short(draws.width);
  }
  if (space.dropout) {
    project = withDropout(project, short(draws.dropout));
    values.dropout = short(draws.dropout);
  }
  const { training } = project;
  const rate = short(training.learningRate * logBetween(random, 0.1, 10));
  const method = space.methods[Math.floor(random.next() * space.methods.length)];
  project = {
    ...project,
    training: {
      ...training,
      ...(space.rate ? { learningRate: rate } : {}),
      ...(method === undefined ? {} : { balancing: { method, parameters: {} } }),
    },
  };
  if (space.rate) values.rate = rate;
  if (method !== undefined) values.method = method;
  if (space.weights) {
    const all = project.tasks.map(() => logBetween(random, 1 / 8, 8));
    const enabled = all.filter((_, i) => project.tasks[i]?.enabled);
    const scale = enabled.length / enabled.reduce((sum, weight) => sum + weight, 0);
    const weights = all.map((weight) => short(weight * scale));
    project = { ...project, tasks: project.tasks.map((task, i) => ({ ...task, weight: weights[i] ?? task.weight })) };
    project.tasks.forEach(({ id, enabled: on }, i) => {
      if (on) values[`weight ${id}`] = weights[i] ?? 1;
    });
  }
  return { project, values };
}
