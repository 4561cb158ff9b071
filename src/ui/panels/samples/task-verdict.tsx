import type { ReactNode } from 'react';
import { intersectionOverUnion } from '../../../core/tasks/metrics/boxes.ts';
import type { LoadedData, LoadedTask } from '../../common/loaded-tasks.ts';
import { isRight, type Reading } from '../../common/read-prediction.ts';
import { SampleImage } from '../../common/sample-image.tsx';
import { TaskMark } from '../../common/task-mark.tsx';
import { useReadingText } from '../../common/use-reading-text.ts';
import { useTranslation } from '../../common/use-translation.ts';
import { TagStrip } from './tag-strip.tsx';
import { TaggedText } from './tagged-text.tsx';

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
  const shown = known ? predicted.tags.map((tag, i) => (known[i] === null ? null : tag)) : predicted.tags;
  const line = (tags: readonly (string | null)[], name: string): ReactNode =>
    target.scheme === 'bio' && words ? (
      <TaggedText words={words} tags={tags} all={target.tags} />
    ) : (
      <TagStrip tags={tags} all={target.tags} label={name} />
    );
  const right = truth ? isRight(predicted, truth) : null;
  return (
    <>
      {line(shown, t('panels.predictions.predicted'))}
      {right === true ? ' ✓' : null}
      {right === false && known ? (
        <div className="verdict-below">
          <span className="verdict-name">{t('panels.predictions.truth')}</span> {line(known, t('panels.predictions.truth'))}
        </div>
      ) : null}
    </>
  );
}

/** A reconstructed picture beside the original, or how far its numbers are from theirs. */
function InputVerdict({ entry, predicted, data, size }: VerdictProps): ReactNode {
  const { t } = useTranslation();
  const { target, task } = entry;
  if (predicted.kind !== 'input' || target.format !== 'input') return null;
  const { shape = [] } = data.signature.inputs.find(({ id }) => id === target.input) ?? {};
  if (shape.length !== 3) return null;
  const [height = 1, width = 1, channels = 1] = shape;
  const label = `${task.name}: ${t('panels.predictions.predicted')}`;
  return <SampleImage pixels={predicted.values} height={height} width={width} channels={channels} size={size} label={label} />;
}

/** What is said in one line, and the truth where it is another. */
function PlainVerdict({ predicted, truth }: Said): ReactNode {
  const words = useReadingText();
  const { t } = useTranslation();
  const right = truth ? isRight(predicted, truth) : null;
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
      {words(predicted)}
      {right === true ? ' ✓' : null}
      {right === false && truth ? (
        <>
          {' ✗ '}
          <span className="verdict-truth">{words(truth)}</span>
        </>
      ) : null}
      {right === null && truth ? <span className="verdict-truth"> ({words(truth)})</span> : null}
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
