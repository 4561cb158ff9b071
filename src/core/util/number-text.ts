const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 3, useGrouping: false });

/** From so large and to so small on, a number is written with a power of ten: nobody counts its zeros. */
const [large, small] = [1e6, 1e-5];

/** A number to three significant digits, with the sign that is as wide as a plus: `1230`, `1.23e6`, `1.23e−6`. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  if (!Number.isFinite(value) || size === 0 || (size < large * (1 - 5e-4) && size >= small))
    return number.format(value).replace('-', '−');
  const [digits = '', power = ''] = value.toExponential(2).split('e');
  return `${number.format(Number(digits))}e${Number(power)}`.replaceAll('-', '−');
}

/** An angle stands by its sign, every other unit apart. */
export const withUnit = (value: number, unit: string | undefined): string =>
  unit === undefined ? formatNumber(value) : `${formatNumber(value)}${unit === '°' ? '' : ' '}${unit}`;
