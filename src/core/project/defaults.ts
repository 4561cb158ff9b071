import { optimizers } from '../program/optimizers/registry.ts';
import { at } from '../util/assert-never.ts';
import {
  type Balancing,
  balancingSchema,
  dataSchema,
  edgeSchema,
  type GraphEdge,
  type GraphNode,
  nodeSchema,
  type Optimizer,
  optimizerSchema,
  type Project,
  projectVersion,
  type Schedule,
  scheduleSchema,
  type Task,
  type Tie,
  type TrainingSettings,
  taskSchema,
  tieSchema,
  trainingSchema,
} from './schema.ts';

/** Complete parts of a document from the few fields that matter: every other field takes its schema's default. */
export const defaults = {
  /** An empty canvas on a data set. */
  project: (dataset: string, options: Record<string, unknown> = {}): Project => ({
    format: 'mtl-playground',
    version: projectVersion,
    name: '',
    seed: 1,
    data: dataSchema.parse({ dataset, options }),
    tasks: [],
    graph: { nodes: [], edges: [] },
    ties: [],
    training: trainingSchema.parse({}),
  }),
  training: (): TrainingSettings => trainingSchema.parse({}),
  balancing: (method: string): Balancing => balancingSchema.parse({ method }),
  optimizer: (kind: Optimizer['kind']): Optimizer => optimizerSchema.parse({ kind }),
  schedule: (kind: Schedule['kind']): Schedule => scheduleSchema.parse({ kind }),
  task: (fields: Pick<Task, 'id' | 'name' | 'target' | 'kind' | 'loss'> & Partial<Task>): Task => taskSchema.parse(fields),
  node: (fields: Pick<GraphNode, 'id' | 'kind'> & Partial<GraphNode>): GraphNode => nodeSchema.parse(fields),
  tie: (fields: Pick<Tie, 'id' | 'a' | 'b'> & Partial<Tie>): Tie => tieSchema.parse(fields),
  edge: (fields: Pick<GraphEdge, 'id' | 'source' | 'target'> & Partial<GraphEdge>): GraphEdge => edgeSchema.parse(fields),
} as const;

/** The optimiser kinds and schedules in the order in which they are offered. */
export const optimizerKinds = optimizers.map(({ kind }) => kind);
export const scheduleKinds = scheduleSchema.options.map((option) => at([...option.shape.kind.values], 0));
