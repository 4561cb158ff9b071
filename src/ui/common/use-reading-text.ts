import { assertNever } from '../../core/util/assert-never.ts';
import type { Reading } from './read-prediction.ts';
import { useTranslation } from './use-translation.ts';

const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 3, useGrouping: false });

export const formatNumber = (value: number): string => number.format(value);

/** An angle stands by its sign, every other unit apart. */
export const withUnit = (value: number, unit: string | undefined): string =>
  unit === undefined ? formatNumber(value) : `${formatNumber(value)}${unit === '°' ? '' : ' '}${unit}`;

const valuesText = (values: readonly number[], unit: string | undefined): string =>
  values.map((value) => withUnit(value, unit)).join(', ');

/** A reading in words, in the reader's language. */
export function useReadingText(): (reading: Reading) => string {
  const { t } = useTranslation();
  return (reading) => {
    switch (reading.kind) {
      case 'class':
        return reading.label;
      case 'binary':
        return reading.yes ? t('panels.tryIt.yes') : t('panels.tryIt.no');
      case 'labels':
        return reading.labels.length === 0 ? '–' : reading.labels.join(', ');
      case 'values':
        return valuesText(reading.values, reading.unit);
      case 'tags':
        return reading.tags.filter((tag) => tag !== null).join(' ');
      case 'tokens':
        return reading.words.length === 0 ? '–' : reading.words.join(' ');
      case 'box':
        return t(reading.present ? 'panels.predictions.present' : 'panels.predictions.absent');
      case 'input':
      case 'embedding':
        return '';
      default:
        return assertNever(reading);
    }
  };
}
