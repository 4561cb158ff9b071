import { z } from 'zod';
import { choiceSchema, divisionSchema, mostNamed } from './choices.ts';
import { delimiters, encodings } from './types.ts';

const finite = z.number();
const count = z.number().int().min(0);
/** A word of a table in a document. */
const word = z.string().max(200);
/** So many words can be written: the document names them all. */
export const mostWritten = 1000;

/** What a column may say of a box: where it begins, how large it is, or where it ends. */
const boxParts = ['left', 'top', 'width', 'height', 'right', 'bottom'] as const;
export type BoxPart = (typeof boxParts)[number];

/** What was found in the training rows of a column, by which it is read into a network. */
const fitSchema = z.discriminatedUnion('as', [
  /** In standard deviations from the mean; `indicator`: a further number says whether it is missing. */
  z.strictObject({
    as: z.literal('number'),
    mean: finite,
    deviation: z.number().gt(0),
    low: finite,
    high: finite,
    unit: z.string().max(16).optional(),
    indicator: z.boolean(),
  }),
  /** 1 for `yes`, 0 for anything else. */
  z.strictObject({ as: z.literal('yesno'), yes: word, indicator: z.boolean() }),
  /** One number per level; `others`: one more for rare and unknown ones, `indicator`: one more where it is missing. */
  z.strictObject({
    as: z.literal('onehot'),
    levels: z.array(word).min(1).max(mostNamed),
    others: z.boolean(),
    indicator: z.boolean(),
  }),
  /** The place among ordered levels, from 0 to 1. */
  z.strictObject({ as: z.literal('rank'), levels: z.array(word).min(2).max(mostNamed), indicator: z.boolean() }),
  /** An input of its own with the number of the level: 0 where it is missing, 1 for rare and unknown ones. */
  z.strictObject({ as: z.literal('embedding'), size: count }),
  /** One number per tag. */
  z.strictObject({ as: z.literal('tags'), levels: z.array(word).min(1).max(mostNamed) }),
  /** An input of its own with the numbers of words: 0 behind the last, 1 for rare and unknown ones. */
  z.strictObject({ as: z.literal('words'), size: count, length: count.min(1) }),
  /** An input of its own: [side, side, channels], 0 … 1. */
  z.strictObject({ as: z.literal('image'), side: count.min(1).max(1024), channels: z.union([z.literal(1), z.literal(3)]) }),
  /** An input of its own: [length, bands], 0 … 1, zeros behind the last frame. */
  z.strictObject({ as: z.literal('frames'), length: count.min(1).max(4096), bands: count.min(1).max(256) }),
  /** A part of the box that four columns say: a side or an extent, in pixels of the image or as a share of it. */
  z.strictObject({ as: z.literal('box'), says: z.enum(boxParts), pixels: z.boolean() }),
  /** A tag for each word of a text: the kinds of entities. */
  z.strictObject({ as: z.literal('spans'), types: z.array(word).min(1).max(mostNamed), length: count.min(1) }),
  /** A text to be written: its vocabulary, whose first four tokens stand for no word. */
  z.strictObject({ as: z.literal('sequence'), vocabulary: z.array(word).min(5).max(mostWritten), length: count.min(2) }),
  /** A label among levels. */
  z.strictObject({ as: z.literal('label'), levels: z.array(word).min(2).max(mostNamed) }),
]);
export type Fit = Readonly<z.infer<typeof fitSchema>>;

const columnSchema = choiceSchema.extend({
  /** What its input or target is called in the document. */
  id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  fit: fitSchema.optional(),
  /** Of a target: rows that have a label. */
  labelled: count.optional(),
});
export type DescribedColumn = Readonly<z.infer<typeof columnSchema>>;

/** A visitor's data as a document describes it: with this alone it is judged, compiled and exported. */
export const describedSchema = z.strictObject({
  name: z.string().min(1).max(120),
  file: z.strictObject({
    name: z.string().max(255),
    bytes: count,
    /** SHA-256 of its bytes. */
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    format: z.string().max(32),
    encoding: z.enum(encodings).optional(),
    delimiter: z.enum(delimiters).optional(),
    header: z.boolean().optional(),
    malformed: z.enum(['skip', 'repair']),
    side: count.min(1).max(1024).optional(),
    grey: z.boolean().optional(),
  }),
  rows: count.min(1),
  /** Rows of each part. */
  parts: z.tuple([count, count, count]),
  division: divisionSchema,
  columns: z.array(columnSchema).max(4096),
});
export type Described = Readonly<z.infer<typeof describedSchema>>;
