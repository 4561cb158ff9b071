import { z } from 'zod';

const schema = z.object({
  /** The document as a file. */
  text: z.string(),
  /** When it was last edited, in ms since 1970. */
  edited: z.number(),
  /** Names the tab that wrote it. */
  writer: z.string(),
  /** Counts what that tab wrote. */
  count: z.number(),
  /** Earlier states that the page is known to have shown, the newest first. */
  before: z.array(z.string()).catch([]),
  /** The project that it is; a page of earlier times knew of none. */
  key: z.string().optional(),
});

/** A document as a tab left it. */
export type KeptDocument = Readonly<z.infer<typeof schema>>;

/** Which of all writings it is. */
export const revisionOf = ({ writer, count }: KeptDocument): string => `${writer}.${count}`;

/** What an earlier version of the page kept was the text alone. */
export function parseKept(stored: unknown): KeptDocument | null {
  if (typeof stored === 'string') return { text: stored, edited: 0, writer: '', count: 0, before: [] };
  return schema.safeParse(stored).data ?? null;
}
