/** A run of tokens of one type: `end` is the place after its last token. */
export interface Entity {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The entities in BIO tags, by the rules of CoNLL's `conlleval` (Tjong Kim Sang and Buchholz, 2000): `B-TYPE` begins an entity, `I-TYPE`
 * continues one of the same type and otherwise begins one, everything else ends it. Null is the place behind the last token.
 */
export function entitiesOf(tags: readonly (string | null)[]): Entity[] {
  const entities: Entity[] = [];
  let open: { readonly type: string; readonly start: number } | null = null;
  const close = (end: number): void => {
    if (open) entities.push({ ...open, end });
    open = null;
  };
  tags.forEach((tag, place) => {
    const [, mark, type] = /^([BI])-(.+)$/.exec(tag ?? '') ?? [];
    if (mark === 'I' && open?.type === type) return;
    close(place);
    if (type !== undefined) open = { type, start: place };
  });
  close(tags.length);
  return entities;
}

/** How many entities are true, were predicted, and were predicted with the right type and both ends right. */
export interface EntityCounts {
  readonly actual: number;
  readonly predicted: number;
  readonly correct: number;
}

export function countEntities(truth: readonly (string | null)[], predicted: readonly (string | null)[]): EntityCounts {
  const key = ({ type, start, end }: Entity): string => `${start} ${end} ${type}`;
  const actual = new Set(entitiesOf(truth).map(key));
  const found = entitiesOf(predicted).map(key);
  return { actual: actual.size, predicted: found.length, correct: found.filter((entity) => actual.has(entity)).length };
}
