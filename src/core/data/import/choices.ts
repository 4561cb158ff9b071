import { z } from 'zod';

/** What the fields of a column are. */
export const columnKinds = [
  'number',
  'category',
  'yesno',
  'ordered',
  'date',
  'text',
  'tags',
  'spans',
  'image',
  'sound',
  'id',
  'ignored',
] as const;
export type ColumnKind = (typeof columnKinds)[number];

/** What a column is used for; `box`: four of them together are the target of where something is; `none`: nothing. */
export const columnRoles = ['feature', 'target', 'box', 'split', 'group', 'weight', 'none'] as const;
export type ColumnRole = (typeof columnRoles)[number];

/** So many levels of a category a document names; longer lists come with the data. */
export const mostNamed = 256;

export const splitWays = ['random', 'stratified', 'group', 'column', 'time'] as const;
export type SplitWay = (typeof splitWays)[number];

const usable: Readonly<Record<ColumnKind, readonly ColumnRole[]>> = {
  number: ['feature', 'target', 'box', 'group', 'weight', 'none'],
  category: ['feature', 'target', 'split', 'group', 'none'],
  yesno: ['feature', 'target', 'split', 'group', 'none'],
  ordered: ['feature', 'target', 'split', 'group', 'none'],
  date: ['feature', 'target', 'group', 'none'],
  text: ['feature', 'target', 'group', 'none'],
  tags: ['feature', 'target', 'none'],
  spans: ['target', 'none'],
  image: ['feature', 'none'],
  sound: ['feature', 'none'],
  id: ['feature', 'group', 'none'],
  ignored: ['none'],
};

/** What a column of a kind can be used for. */
export const rolesOf = (kind: ColumnKind): readonly ColumnRole[] => usable[kind];

export const choiceSchema = z.strictObject({
  /** As the file calls it. */
  name: z.string().max(100),
  kind: z.enum(columnKinds),
  role: z.enum(columnRoles),
  decimal: z.enum(['.', ',']).optional(),
  order: z.enum(['dayFirst', 'monthFirst']).optional(),
});

/** What a column is taken for, before it is fitted. */
const askedChoiceSchema = choiceSchema.extend({
  /** Of two words the one that says yes; absent: as it shows. */
  yes: z.string().max(200).optional(),
  /** Of an ordered column its levels, from least to most; absent: as they show. */
  levels: z.array(z.string().max(200)).max(mostNamed).optional(),
});
/** What a column is, and is used for. */
export type ColumnChoice = Readonly<z.infer<typeof askedChoiceSchema>>;

export const divisionSchema = z.strictObject({
  by: z.enum(splitWays),
  /** Of what is divided by a date, its name. */
  time: z.string().max(100).optional(),
  seed: z.number().int().min(0).max(0xffffffff),
  train: z.number().gt(0).lt(1),
  validation: z.number().gt(0).lt(1),
});
/** How rows are divided into three parts, each of which is drawn from the seed. */
export type Division = Readonly<z.infer<typeof divisionSchema>>;

/** A role that at most one column can have goes to the one that got it last; a kind that cannot have its role gets another. */
export function withChoice(
  choices: readonly ColumnChoice[],
  index: number,
  change: Partial<ColumnChoice>,
): readonly ColumnChoice[] {
  return choices.map((choice, i) => {
    if (i !== index) {
      const taken =
        (change.role === 'split' || change.role === 'group' || change.role === 'weight') && choice.role === change.role;
      return taken ? { ...choice, role: rolesOf(choice.kind).includes('feature') ? 'feature' : 'none' } : choice;
    }
    const next = { ...choice, ...change };
    const roles = rolesOf(next.kind);
    if (roles.includes(next.role)) return next;
    // A role that was asked for takes the kind along; a kind that was asked for takes the role along.
    if (change.role !== undefined)
      return { ...next, kind: columnKinds.find((kind) => rolesOf(kind).includes(next.role)) ?? next.kind };
    return { ...next, role: next.kind === 'id' || next.kind === 'ignored' ? 'none' : (roles[0] ?? 'none') };
  });
}
