import { entitiesOf } from '../../../core/tasks/metrics/entities.ts';
import { entityTypes, tagColor } from './tag-colors.ts';

/** Words with their entities marked: a coloured frame, and the type in letters. */
export function TaggedText(props: {
  readonly words: readonly string[];
  /** BIO, one per word. */
  readonly tags: readonly (string | null)[];
  /** All tags of the target. */
  readonly all: readonly string[];
}) {
  const { words, tags, all } = props;
  const types = entityTypes(all);
  const entities = entitiesOf(tags.slice(0, words.length));
  const pieces: { readonly text: string; readonly type: string | null; readonly start: number }[] = [];
  let place = 0;
  for (const { type, start, end } of [...entities, { type: null, start: words.length, end: words.length }]) {
    if (start > place) pieces.push({ text: words.slice(place, start).join(' '), type: null, start: place });
    if (type !== null) pieces.push({ text: words.slice(start, end).join(' '), type, start });
    place = end;
  }
  return (
    <span className="tagged-text">
      {pieces.map(({ text, type, start }) =>
        type === null ? (
          <span key={start}>{text} </span>
        ) : (
          <span key={start}>
            <mark className="entity" style={{ borderColor: tagColor(types, type) }}>
              {text} <b style={{ color: tagColor(types, type) }}>{type}</b>
            </mark>{' '}
          </span>
        ),
      )}
    </span>
  );
}
