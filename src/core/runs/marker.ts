import { z } from 'zod';

const step = z.number();

/** Something that happened to a run at a step, as a flag on its curves. */
export const markerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('taskWeight'), step, task: z.string(), weight: z.number() }),
  z.object({ kind: z.literal('tieWeight'), step, tie: z.string(), weight: z.number() }),
  z.object({ kind: z.literal('learningRate'), step, learningRate: z.number() }),
  z.object({
    kind: z.literal('balancing'),
    step,
    method: z.string(),
    /** What else is to be said, by name: of its parameters and of how weights are chosen, as they are now. */
    changed: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])).optional(),
  }),
  /** A stage of the training begins, counted from 0. */
  z.object({ kind: z.literal('stage'), step, stage: z.number() }),
  z.object({ kind: z.literal('best'), step }),
  z.object({ kind: z.literal('applied'), step }),
]);

export type Marker = Readonly<z.infer<typeof markerSchema>>;
