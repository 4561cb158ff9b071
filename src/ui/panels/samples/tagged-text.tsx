import { type Entity, entitiesOf } from '../../../core/tasks/metrics/entities.ts';
import { entityTypes, tagColor } from './tag-colors.ts';

const keyOf = ({ type, start, end }: Entity): string => `${start} ${end} ${type}`;

/** A stretch of words: an entity, or what stands between two of them. */
interface Piece {
  readonly text: string;
  readonly type: string | null;
  readonly start: number;
  readonly differs: boolean;
}

/** Words with their entities marked: a coloured frame, and the type in letters, and a cross at one that `against` has not. */
export function TaggedText(props: {
  readonly words: readonly string[];
  /** BIO, one per word. */
  readonly tags: readonly (string | null)[];
  /** All tags of the target. */
  readonly all: readonly string[];
  /** The other reading of the same words, to compare with. */
  readonly against?: readonly (string | null)[] | null;
  /** What the cross says. */
  readonly crossed?: string;
}) {
  const { words, tags, all, against = null, crossed = '' } = props;
  const types = entityTypes(all);
  const others = against && new Set(entitiesOf(against.slice(0, words.length)).map(keyOf));
  const pieces: Piece[] = [];
  let place = 0;
  const fillTo = (start: number): void => {
    if (start > place) pieces.push({ text: words.slice(place, start).join(' '), type: null, start: place, differs: false });
  };
  for (const entity of entitiesOf(tags.slice(0, words.length))) {
    const { type, start, end } = entity;
    fillTo(start);
    pieces.push({ text: words.slice(start, end).join(' '), type, start, differs: others?.has(keyOf(entity)) === false });
    place = end;
  }
  fillTo(words.length);
  return (
    <span className="tagged-text">
      {pieces.map(({ text, type, start, differs }) =>
        type === null ? (
          <span key={start}>{text} </span>
        ) : (
          <span key={start}>
            <mark className="entity" data-differs={differs || undefined} style={{ borderColor: tagColor(types, type) }}>
              {text} <b>{type}</b>
              {differs ? (
                <span className="entity-cross" role="img" aria-label={crossed} title={crossed}>
                  {' '}
                  ✗
                </span>
              ) : null}
            </mark>{' '}
          </span>
        ),
      )}
    </span>
  );
}
