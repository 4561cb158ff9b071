import { z } from 'zod';
import { taskKindIds } from '../tasks/task-kinds.ts';
import { ok, type Result } from '../util/diagnostics.ts';
import { schemaProblems } from './problems.ts';

/**
 * Version 0, the first sketch of the format: units and heads in two lists, links as pairs of ids, a task's weight called `lambda`,
 * and the optimiser by its name alone.
 */
const version0Schema = z.object({
  version: z.literal(0),
  title: z.string().default(''),
  seed: z.number().default(1),
  dataset: z.string(),
  options: z.record(z.string(), z.unknown()).default({}),
  tasks: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      target: z.string(),
      kind: z.enum(taskKindIds),
      loss: z.string(),
      lambda: z.number().default(1),
      on: z.boolean().default(true),
    }),
  ),
  layers: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      label: z.string().default(''),
      x: z.number().default(0),
      y: z.number().default(0),
      settings: z.record(z.string(), z.unknown()).default({}),
    }),
  ),
  heads: z.array(z.object({ id: z.string(), task: z.string(), x: z.number().default(0), y: z.number().default(0) })),
  links: z.array(z.tuple([z.string(), z.string()])),
  training: z
    .object({
      optimizer: z.string().default('adam'),
      lr: z.number().default(1e-3),
      batch: z.number().default(64),
      epochs: z.number().default(20),
    })
    .prefault({}),
});

/** Version 0 → 1. What it makes is judged by version 1's schema. */
export function migrateVersion0(document: unknown): Result<unknown> {
  const parsed = version0Schema.safeParse(document);
  if (!parsed.success) return { ok: false, diagnostics: schemaProblems(document, parsed.error) };
  const old = parsed.data;
  return ok({
    format: 'mtl-playground',
    version: 1,
    name: old.title,
    seed: old.seed,
    data: { dataset: old.dataset, options: old.options },
    tasks: old.tasks.map(({ lambda, on, ...task }) => ({ ...task, weight: lambda, enabled: on })),
    graph: {
      nodes: [
        ...old.layers.map(({ id, type, label, x, y, settings }) => ({
          id,
          kind: type,
          name: label,
          params: settings,
          position: { x, y },
        })),
        ...old.heads.map(({ id, task, x, y }) => ({ id, kind: 'head', params: { task }, position: { x, y } })),
      ],
      edges: old.links.map(([source, target], index) => ({ id: `edge-${index + 1}`, source, target })),
    },
    training: {
      optimizer: { kind: old.training.optimizer },
      learningRate: old.training.lr,
      batchSize: old.training.batch,
      epochs: old.training.epochs,
    },
  });
}
