import { formatNumber } from '../../core/util/number-text.ts';

/** A number whose size may be anything: three digits, and a power of ten where it is far from 1. */
export function smallNumber(value: number): string {
  if (Number.isNaN(value)) return '–';
  const size = Math.abs(value);
  if (size !== 0 && Number.isFinite(value) && (size < 1e-3 || size >= 1e5)) {
    return value.toExponential(1).replace('.0e', 'e').replace('e+', 'e').replaceAll('-', '−');
  }
  return formatNumber(value);
}
