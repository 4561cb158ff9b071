const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 3, useGrouping: false });

/** A number to three significant digits. */
export const formatNumber = (value: number): string => number.format(value);

/** An angle stands by its sign, every other unit apart. */
export const withUnit = (value: number, unit: string | undefined): string =>
  unit === undefined ? formatNumber(value) : `${formatNumber(value)}${unit === '°' ? '' : ' '}${unit}`;
