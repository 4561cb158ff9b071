import { z } from 'zod';
import { acts } from '../program/acts.ts';
import { optimizers } from '../program/optimizers/registry.ts';
import { lossOptionShape } from '../tasks/loss-options/registry.ts';
import { taskKindIds } from '../tasks/task-kinds.ts';
import { smallestPositive } from '../util/float32.ts';

/** The version of the document format; see migrations.ts. */
export const projectVersion = 2;

const id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9_-]+$/);

/** What a document calls something that the catalogue or a data set knows. */
const name = z.string().max(64);

/** Of float32, in which it is used: smaller ones would be 0. */
const positive = z.number().min(smallestPositive);

/** So far from the origin may a node stand. Beyond, what draws it cannot tell neighbouring points apart. */
export const farthest = 1e6;
const coordinate = z.number().min(-farthest).max(farthest);
const positionSchema = z.object({ x: coordinate, y: coordinate });
/** A point of the canvas (a node's: its top left corner) or of the window, in CSS pixels at zoom 1, y downwards. */
export type Position = Readonly<z.infer<typeof positionSchema>>;

/** By how much more than the others a node may learn. */
export const highestRate = 1000;

/** Where the first weights of a node come from: whose they are, of which of its nodes, and a checksum of their values. */
const takenSchema = z.object({ from: z.string().max(120), node: id, sum: z.string().regex(/^[0-9a-f]{8}$/) });

/**
 * A node of the graph. `input` and `head` are built in; every other kind is a layer of the catalogue, whose schema judges `params`
 * when the graph is validated (so that a document with one bad layer still opens).
 */
export const nodeSchema = z.object({
  id,
  kind: name.min(1),
  name: acts('never', z.string().max(80).default('')),
  params: z.record(z.string(), z.unknown()).default({}),
  position: acts('never', positionSchema.default({ x: 0, y: 0 })),
  /** A frozen node's parameters are not trained. */
  frozen: z.boolean().default(false),
  /** × the learning rate; absent: 1. */
  rate: positive.max(highestRate).exactOptional(),
  /** It begins with what a node of another model has learned; see taken-layers.ts. Absent: as the seed says. */
  taken: takenSchema.exactOptional(),
});

export const edgeSchema = z.object({
  id: acts('never', id),
  source: id,
  target: id,
  /** The input port of the target. */
  port: name.default('in'),
});

/** Soft sharing: weight · Σ (θ_a − θ_b)² over the parameters that two nodes have in common is added to the training loss. */
export const tieSchema = z.object({
  id,
  a: id,
  b: id,
  weight: acts('live', z.number().min(0).max(1000).default(0.01)),
});

export const taskSchema = z.object({
  id,
  name: acts('never', z.string().max(80)),
  /** The data set's target that it learns. */
  target: name,
  kind: z.enum(taskKindIds),
  loss: name,
  enabled: z.boolean().default(true),
  /** λ in L = Σ λ_i L_i */
  weight: acts('live', z.number().min(0).max(1000).default(1)),
  /** The share of training labels kept; the rest is masked out of this task's loss and metrics. */
  labelsKept: z.number().min(0).max(1).default(1),
  /** The share of kept training labels replaced at random. */
  labelNoise: z.number().min(0).max(1).default(0),
  ...lossOptionShape,
});

const [firstOptimizer, ...otherOptimizers] = optimizers;

/** An optimiser of the registry with its settings. */
export const optimizerSchema = z.discriminatedUnion('kind', [
  firstOptimizer.schema,
  ...otherOptimizers.map(({ schema }) => schema),
]);

export const scheduleSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('constant') }),
  /** × factor every `everyEpochs` epochs */
  z.object({
    kind: z.literal('step'),
    factor: positive.max(1).default(0.5),
    everyEpochs: z.number().int().positive().default(5),
  }),
  /** Linear warm-up over the first steps, then half a cosine down to `floor` × the rate at the last epoch */
  z.object({
    kind: z.literal('cosine'),
    warmupSteps: z.number().int().min(0).default(0),
    floor: z.number().min(0).max(1).default(0),
  }),
]);

export const earlyStoppingSchema = z.object({
  enabled: z.boolean().default(false),
  /** `mean`: the mean validation loss of all tasks; otherwise a task's id. */
  watch: name.default('mean'),
  patienceEpochs: z.number().int().positive().default(5),
  restoreBest: z.boolean().default(true),
});

/** How the tasks' gradients are weighed. The registry of `core/balancing` knows the methods and judges their parameters: see balancing.ts. */
export const balancingSchema = z.object({
  method: z.string().min(1).max(64).default('equal'),
  parameters: z.record(z.string(), z.unknown()).default({}),
  /** What follows says otherwise than the method's paper, where the method offers it: see switches.ts. */
  perNode: z.boolean().optional(),
  perSet: z.boolean().optional(),
  heads: z.enum(['weights', 'sliders']).optional(),
  representation: z.boolean().optional(),
  every: z.int().min(1).max(1000).optional(),
});

/** Training on samples that are changed against the network, by ε along the sign of their gradient; absent: on the samples as they are. */
export const adversarialSchema = z.object({
  kind: z.literal('fgsm').default('fgsm'),
  /** Of images in their range 0 … 1, of standardised numbers in standard deviations. */
  epsilon: positive.max(10).default(0.1),
});

/** Part of a training. What serves none of its tasks holds still, and so do the nodes that it names. */
export const stageSchema = z.object({
  epochs: z.int().min(1).max(100000).default(10),
  /** Those that are trained; absent: all. */
  tasks: z.array(id).max(64).exactOptional(),
  /** × the learning rate */
  rate: positive.max(highestRate).default(1),
  frozen: z.array(id).max(2000).default([]),
});

export const mostStages = 16;

export const trainingSchema = z.object({
  optimizer: optimizerSchema.default(() => optimizerSchema.parse({ kind: 'adam' })),
  learningRate: acts('live', positive.max(1e6).default(1e-3)),
  schedule: acts('schedule', scheduleSchema.default({ kind: 'constant' })),
  batchSize: z.number().int().min(1).max(4096).default(64),
  /** A goal: schedules end there, and a run that somebody plays goes on beyond. */
  epochs: acts('schedule', z.number().int().min(1).max(100000).default(20)),
  /** Whether the goal is also the end. */
  stopAtGoal: acts('schedule', z.boolean().default(false)),
  clipNorm: positive.nullable().default(null),
  balancing: acts('schedule', balancingSchema.default({ method: 'equal', parameters: {} })),
  earlyStopping: acts(
    'schedule',
    earlyStoppingSchema.default({ enabled: false, watch: 'mean', patienceEpochs: 5, restoreBest: true }),
  ),
  adversarial: adversarialSchema.exactOptional(),
  /** One after the other; the last goes on to the end. Absent: there is one, with all tasks. */
  stages: z.array(stageSchema).min(1).max(mostStages).exactOptional(),
});

export const dataSchema = z.object({
  dataset: name,
  /** Judged by the data set's own schema. */
  options: z.record(z.string(), z.unknown()).default({}),
  /** The rest is the test split. */
  split: z
    .object({ train: z.number().gt(0).lt(1), validation: z.number().gt(0).lt(1) })
    .refine((split) => split.train + split.validation < 1, 'train + validation < 1')
    .default({ train: 0.7, validation: 0.15 }),
});

/** The longest name and the longest note of a document. */
export const mostNameLetters = 120;
export const mostNoteLetters = 4000;

export const projectSchema = z.object({
  format: acts('never', z.literal('mtl-playground')),
  version: acts('never', z.literal(projectVersion)),
  name: acts('never', z.string().max(mostNameLetters).default('')),
  /** What somebody wrote about it. */
  note: acts('never', z.string().max(mostNoteLetters).exactOptional()),
  /** What a class is to do with it; core/lessons/sheet judges it, so that a document with a bad one still opens. */
  sheet: acts('never', z.record(z.string(), z.unknown()).exactOptional()),
  seed: z.number().int().min(0).max(0xffffffff).default(1),
  data: dataSchema,
  tasks: z.array(taskSchema).max(64),
  graph: z.object({ nodes: z.array(nodeSchema).max(2000), edges: z.array(edgeSchema).max(8000) }),
  ties: z.array(tieSchema).max(2000).default([]),
  training: trainingSchema,
});

/** The document: everything that defines an experiment. Treated as immutable; edits are functions from document to document. */
export type Project = z.infer<typeof projectSchema>;
export type GraphNode = z.infer<typeof nodeSchema>;
export type GraphEdge = z.infer<typeof edgeSchema>;
export type Graph = Project['graph'];
export type Taken = z.infer<typeof takenSchema>;
export type Tie = z.infer<typeof tieSchema>;
export type Task = z.infer<typeof taskSchema>;
export type TrainingSettings = z.infer<typeof trainingSchema>;
export type Optimizer = z.infer<typeof optimizerSchema>;
export type Stage = z.infer<typeof stageSchema>;
export type Adversarial = z.infer<typeof adversarialSchema>;
export type Balancing = TrainingSettings['balancing'];
export type Schedule = z.infer<typeof scheduleSchema>;

/** The node kinds that are not layers. An `input` has `params.input` (the data set's input), a `head` `params.task` (a task's id). */
export const inputKind = 'input';
export const headKind = 'head';
