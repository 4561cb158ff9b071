import { z } from 'zod';

const step = z.number();
/** What was set before; absent in what older pages kept. */
const from = z.number().exactOptional();

/** Something that happened to a run at a step, as a flag on its curves. */
export const markerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('taskWeight'), step, task: z.string(), weight: z.number(), from }),
  z.object({ kind: z.literal('tieWeight'), step, tie: z.string(), weight: z.number(), from }),
  z.object({ kind: z.literal('learningRate'), step, learningRate: z.number(), from }),
  z.object({
    kind: z.literal('balancing'),
    step,
    method: z.string(),
    /** What else is to be said, by name: of its parameters and of how weights are chosen, as they are now. */
    changed: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])).optional(),
  }),
  /** A stage of the training begins, counted from 0. */
  z.object({ kind: z.literal('stage'), step, stage: z.number() }),
  /** Steps of single tasks were taken by hand after this step, in this order; of none: they were taken back. */
  z.object({ kind: z.literal('alone'), step, tasks: z.array(z.string()) }),
  z.object({ kind: z.literal('best'), step }),
  z.object({ kind: z.literal('applied'), step }),
]);

export type Marker = Readonly<z.infer<typeof markerSchema>>;

/** Whether two markers tell of the same knob. */
export const sameKnob = (a: Marker, b: Marker): boolean =>
  a.kind === b.kind &&
  (a.kind !== 'taskWeight' || b.kind !== 'taskWeight' || a.task === b.task) &&
  (a.kind !== 'tieWeight' || b.kind !== 'tieWeight' || a.tie === b.tie) &&
  // Stages follow one another, however short they are.
  (a.kind !== 'stage' || b.kind !== 'stage' || a.stage === b.stage);

/** The marker of a knob that is moved on: it stands where the hand has come to, and says where it began, and of a method all that was changed. */
export function movedOn(earlier: Marker, later: Marker): Marker {
  if (!sameKnob(earlier, later)) return later;
  if (earlier.kind === 'balancing' && later.kind === 'balancing') {
    return earlier.method === later.method && earlier.changed
      ? { ...later, changed: { ...earlier.changed, ...later.changed } }
      : later;
  }
  return 'from' in earlier && earlier.from !== undefined && 'from' in later ? { ...later, from: earlier.from } : later;
}
