import { intersectionOverUnion } from '../../../../core/tasks/metrics/boxes.ts';
import { isRight } from '../../../../core/tasks/reading.ts';
import { useReadingText } from '../../../common/use-reading-text.ts';
import { useTranslation } from '../../../common/use-translation.ts';
import type { FormatDisplay, VerdictProps } from './display.ts';

/** How well the boxes match, or who sees one at all. */
function BoxVerdict({ entry, predicted, truth }: VerdictProps) {
  const { t } = useTranslation();
  const words = useReadingText();
  if (predicted.kind === 'box' && truth?.kind === 'box' && predicted.present && truth.present) {
    return t('panels.predictions.iou', { iou: intersectionOverUnion(predicted.box, truth.box).toFixed(2) });
  }
  const right = truth ? isRight(entry, predicted, truth) : null;
  return (
    <>
      {words(entry, predicted)}
      {right === true ? ' ✓' : null}
      {right === false ? ' ✗' : null}
    </>
  );
}

export const boxDisplay: FormatDisplay = {
  Verdict: BoxVerdict,
  large: true,
  /** The true one dashed, the predicted one solid. */
  boxes: (task, { predicted, truth }, color) => [
    ...(truth?.kind === 'box' && truth.present ? [{ box: truth.box, color: 'white', dashed: true, key: `${task} truth` }] : []),
    ...(predicted.kind === 'box' && predicted.present ? [{ box: predicted.box, color, dashed: false, key: task }] : []),
  ],
  legend: () => 'panels.predictions.boxLegend',
};
