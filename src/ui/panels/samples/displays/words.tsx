import { rougeL } from '../../../../core/tasks/metrics/rouge.ts';
import { useTranslation } from '../../../common/use-translation.ts';
import type { FormatDisplay, VerdictProps } from './display.ts';
import { PlainVerdict } from './plain.tsx';

const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });

/** What was written, and where it is not the truth, how much of it is. */
function WordsVerdict(props: VerdictProps) {
  const { predicted, truth } = props;
  const { t } = useTranslation();
  const share = predicted.kind === 'tokens' && truth?.kind === 'tokens' ? rougeL(predicted.words, truth.words) : null;
  const aside =
    share === null ? null : (
      <span className="verdict-name figure"> {t('panels.predictions.rouge', { share: percent.format(share) })}</span>
    );
  return <PlainVerdict {...props} aside={aside} />;
}

export const wordsDisplay: FormatDisplay = {
  Verdict: WordsVerdict,
  wide: true,
  legend: () => 'panels.predictions.writtenLegend',
};
