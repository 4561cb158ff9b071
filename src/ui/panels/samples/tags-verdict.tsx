import { whereThereAreTokens } from '../../../core/tasks/formats/tags.ts';
import { isRight } from '../../../core/tasks/reading.ts';
import { useTranslation } from '../../common/use-translation.ts';
import type { VerdictProps } from './displays/display.ts';
import { TagStrip } from './tag-strip.tsx';
import { TaggedText } from './tagged-text.tsx';

const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });

/** Tagged words, or a strip of frames, the prediction above the truth; places without a token are left out. */
export function TagsVerdict({ entry, predicted, truth, words }: VerdictProps) {
  const { t } = useTranslation();
  const { target } = entry;
  if (predicted.kind !== 'tags' || target.format !== 'tags') return null;
  const known = truth?.kind === 'tags' ? truth.tags : null;
  const shown = known ? whereThereAreTokens(predicted.tags, known) : predicted.tags;
  const right = truth ? isRight(entry, predicted, truth) : null;
  const below = right === false && known ? known : null;
  const name = <span className="verdict-name">{t('panels.predictions.truth')}</span>;
  if (target.scheme === 'bio' && words) {
    return (
      <>
        <TaggedText words={words} tags={shown} all={target.tags} against={known} crossed={t('panels.predictions.wrongEntity')} />
        {right === true ? ' ✓' : null}
        {below ? (
          <div className="verdict-below">
            {name}{' '}
            <TaggedText
              words={words}
              tags={below}
              all={target.tags}
              against={shown}
              crossed={t('panels.predictions.missedEntity')}
            />
          </div>
        ) : null}
      </>
    );
  }
  const places = known ? known.filter((tag) => tag !== null).length : 0;
  const hits = known ? known.filter((tag, i) => tag !== null && tag === shown[i]).length : 0;
  return (
    <>
      {places > 0 ? (
        <span className="figure">
          {t('panels.predictions.frames', { share: percent.format(hits / places) })}
          {right ? ' ✓' : null}
        </span>
      ) : null}
      <TagStrip tags={shown} all={target.tags} label={t('panels.predictions.predicted')} against={known} />
      {below ? (
        <div className="verdict-below">
          {name} <TagStrip tags={below} all={target.tags} label={t('panels.predictions.truth')} />
        </div>
      ) : null}
    </>
  );
}
