import { at } from '../../../../core/util/assert-never.ts';
import { SampleImage } from '../../../common/sample-image.tsx';
import { useTranslation } from '../../../common/use-translation.ts';
import type { FormatDisplay, VerdictProps } from './display.ts';

const meanSquare = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, i) => sum + (value - at(b, i)) ** 2, 0) / Math.max(1, a.length);

/** A reconstructed picture beside the original, with how far it is from it. */
function InputVerdict({ entry, predicted, truth, data, size }: VerdictProps) {
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

export const inputDisplay: FormatDisplay = { Verdict: InputVerdict, drawn: true, picture: true };
