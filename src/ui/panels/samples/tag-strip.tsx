import { runsOf } from './sample-values.ts';
import { tagColor } from './tag-colors.ts';

/** One tag per frame as a strip over the whole width: neighbours of one tag are one piece, with its name where there is room. */
export function TagStrip(props: {
  readonly tags: readonly (string | null)[];
  /** All tags of the target. */
  readonly all: readonly string[];
  readonly label: string;
  /** Where the tag is another than this, the strip is hatched. */
  readonly against?: readonly (string | null)[] | null;
}) {
  const { tags, all, label, against = null } = props;
  const wrong = against ? runsOf(tags.map((tag, i) => (tag !== null && tag !== against[i] ? 'wrong' : null))) : [];
  const runs = runsOf(tags);
  const spoken = runs.map(({ tag }) => tag).join(' ');
  return (
    <div className="tag-strip" role="img" aria-label={`${label}: ${spoken}`} title={`${label}: ${spoken}`}>
      {runs.map(({ tag, start, length }) => (
        <span
          key={start}
          style={{
            left: `${(100 * start) / tags.length}%`,
            width: `${(100 * length) / tags.length}%`,
            borderColor: tagColor(all, tag),
          }}
        >
          {tag}
        </span>
      ))}
      {wrong.map(({ start, length }) => (
        <i
          key={start}
          className="tag-wrong"
          style={{ left: `${(100 * start) / tags.length}%`, width: `${(100 * length) / tags.length}%` }}
        />
      ))}
    </div>
  );
}
