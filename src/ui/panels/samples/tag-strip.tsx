import { runsOf } from './sample-values.ts';
import { tagColor } from './tag-colors.ts';

/** One tag per frame as a strip over the whole width: neighbours of one tag are one piece, with its name where there is room. */
export function TagStrip(props: {
  readonly tags: readonly (string | null)[];
  /** All tags of the target. */
  readonly all: readonly string[];
  readonly label: string;
}) {
  const { tags, all, label } = props;
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
    </div>
  );
}
