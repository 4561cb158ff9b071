import type { MetricInfo } from '../../core/tasks/types.ts';

/** So many digits, with a true minus, and none before a zero. */
export function plain(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return text.replace('-', Number(text) === 0 ? '' : '−');
}

export const signed = (text: string): string => (text.startsWith('−') ? text : `+${text}`);

/** A figure with its error: both to the digits that the error leaves certain, and shares in percent. */
export function withError(
  { unit }: Pick<MetricInfo, 'unit'>,
  value: number,
  error: number,
): { readonly value: string; readonly error: string } {
  const scale = unit === 'share' ? 100 : 1;
  const digits = error === 0 ? 2 : Math.min(3, Math.max(0, 1 - Math.floor(Math.log10(error * scale))));
  return { value: plain(value * scale, digits), error: `${(error * scale).toFixed(digits)}${unit === 'share' ? '%' : ''}` };
}
