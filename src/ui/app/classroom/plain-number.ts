/** A number as somebody writes it, not rounded as figures are. */
export const plainNumber = (value: number): string => String(Number(value.toPrecision(12)));
