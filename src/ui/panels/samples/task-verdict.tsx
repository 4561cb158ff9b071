import type { ReactNode } from 'react';
import { intersectionOverUnion } from '../../../core/tasks/metrics/boxes.ts';
import { rougeL } from '../../../core/tasks/metrics/rouge.ts';
import { at } from '../../../core/util/assert-never.ts';
import type { LoadedData, LoadedTask } from '../../common/loaded-tasks.ts';
import { isRight, type Reading, whereThereAreTokens } from '../../common/read-prediction.ts';
import { SampleImage } from '../../common/sample-image.tsx';
import { TaskMark } from '../../common/task-mark.tsx';
import { useReadingText } from '../../common/use-reading-text.ts';
import { useTranslation } from '../../common/use-translation.ts';
import { TagStrip } from './tag-strip.tsx';
import { TaggedText } from './tagged-text.tsx';

const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });

const meanSquare = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, i) => sum + (value - at(b, i)) ** 2, 0) / Math.max(1, a.length);

/** One task's word on one sample. */
export interface Said {
  readonly predicted: Reading;
  /** Null where the sample has no label. */
  readonly truth: Reading | null;
}

interface VerdictProps extends Said {
  readonly entry: LoadedTask;
  readonly data: LoadedData;
  /** The words that tags stand for, where there are any. */
  readonly words: readonly string[] | null;
  /** Width of a picture. */
  readonly size: number;
  /** The task is named beside it already. */
  readonly bare?: boolean;
}

/** Tagged words, or a strip of frames, the prediction above the truth; places without a token are left out. */
function TagsVerdict({ entry, predicted, truth, words }: VerdictProps): ReactNode {
  const { t } = useTranslation();
  const { target } = entry;
  if (predicted.kind !== 'tags' || target.format !== 'tags') return null;
  const known = truth?.kind === 'tags' ? truth.tags : null;
  const shown = known ? whereThereAreTokens(predicted.tags, known) : predicted.tags;
  const right = truth ? isRight(predicted, truth) : null;
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

/** A reconstructed picture beside the original, with how far it is from it. */
function InputVerdict({ entry, predicted, truth, data, size }: VerdictProps): ReactNode {
  const { t } = useTranslation();
  const { target, task } = entry;
  if (predicted.kind !== 'input' || target.format !== 'input') return null;
  const { shape = [] } = data.signature.inputs.find(({ id }) => id === target.input) ?? {};
  if (shape.length !== 3) return null;
  const [height = 1, width = 1, channels = 1] = shape;
  const label = `${task.name}: ${t('panels.predictions.predicted')}`;
  const error = truth?.kind === 'input' ? meanSquare(predicted.values, truth.values) : null;
  return (
    <>
      <SampleImage pixels={predicted.values} height={height} width={width} channels={channels} size={size} label={label} />
      {error === null ? null : (
        <div className="verdict-error figure">{t('panels.predictions.squaredError', { error: error.toFixed(3) })}</div>
      )}
    </>
  );
}

/** What is said in one line, and the truth where it is another. */
function PlainVerdict({ predicted, truth }: Said): ReactNode {
  const words = useReadingText();
  const { t } = useTranslation();
  const right = truth ? isRight(predicted, truth) : null;
  const whole = (reading: Reading): ReactNode =>
    reading.kind === 'class' ? <span className="verdict-word">{words(reading)}</span> : words(reading);
  if (predicted.kind === 'box' && truth?.kind === 'box' && predicted.present && truth.present) {
    return <>{t('panels.predictions.iou', { iou: intersectionOverUnion(predicted.box, truth.box).toFixed(2) })}</>;
  }
  if (predicted.kind === 'box') {
    return (
      <>
        {t(predicted.present ? 'panels.predictions.present' : 'panels.predictions.absent')}
        {right === true ? ' ✓' : null}
        {right === false ? ' ✗' : null}
      </>
    );
  }
  return (
    <>
      {whole(predicted)}
      {right === true ? ' ✓' : null}
      {right === false && truth ? (
        <>
          {' ✗ '}
          <span className="verdict-truth">{whole(truth)}</span>
        </>
      ) : null}
      {right === null && truth ? <span className="verdict-truth"> ({words(truth)})</span> : null}
      {right === false && predicted.kind === 'tokens' && truth?.kind === 'tokens' ? (
        <span className="verdict-name figure">
          {' '}
          {t('panels.predictions.rouge', { share: percent.format(rougeL(predicted.words, truth.words)) })}
        </span>
      ) : null}
    </>
  );
}

/** The symbol of the task, what it says, and the truth where it is wrong. An embedding says nothing by itself. */
export function TaskVerdict(props: VerdictProps) {
  const { entry, predicted, truth, bare = false } = props;
  const { t } = useTranslation();
  const words = useReadingText();
  if (predicted.kind === 'embedding') return null;
  const right = truth ? isRight(predicted, truth) : null;
  const said = `${entry.task.name}: ${t('panels.predictions.predicted')} ${words(predicted)}, ${
    truth ? `${t('panels.predictions.truth')} ${words(truth)}` : t('panels.predictions.unlabelled')
  }`;
  const Drawn = predicted.kind === 'tags' ? TagsVerdict : predicted.kind === 'input' ? InputVerdict : null;
  return (
    <div className="verdict" data-right={right} data-kind={predicted.kind} data-task={entry.task.id} title={said}>
      {bare ? null : <TaskMark task={entry.task.id} />}
      {Drawn ? (
        <div className="verdict-body">
          <Drawn {...props} />
        </div>
      ) : (
        <>
          <span className="visually-hidden">{said}</span>
          <span aria-hidden="true">
            <PlainVerdict predicted={predicted} truth={truth} />
          </span>
        </>
      )}
    </div>
  );
}
