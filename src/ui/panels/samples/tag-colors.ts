import { taskIdentity } from '../../common/task-identity.ts';

/** The type of a BIO tag; null for `O` and for no token. */
const entityType = (tag: string | null): string | null => /^[BI]-(.+)$/.exec(tag ?? '')?.[1] ?? null;

/** A colour per tag, by its place in the list; the tag's name always stands beside it. */
export const tagColor = (tags: readonly string[], tag: string): string => taskIdentity(Math.max(0, tags.indexOf(tag))).color;

/** The types of entities in the order of a target's tags. */
export const entityTypes = (tags: readonly string[]): string[] => [
  ...new Set(tags.map(entityType).filter((type) => type !== null)),
];
