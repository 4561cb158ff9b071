/** Which of both separates whole numbers from what follows; the other one may group thousands. */
export type Decimal = '.' | ',';

const plain = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const plainComma = /^[+-]?(?:\d+,?\d*|,\d+)(?:[eE][+-]?\d+)?$/;
const grouped = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/;
const groupedComma = /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d*)?$/;
const apart = /^[+-]?\d{1,3}(?:['’\u00a0\u202f ]\d{3})+(?:[.,]\d*)?$/;
/** Of more digits the whole number is not exact. */
const mostDigits = 15;
const powersOfTen: readonly number[] = Array.from({ length: mostDigits + 1 }, (_, i) => 10 ** i);

/**
 * A number of digits, a point and a minus alone, as most of a table's are, without a pattern's cost; NaN for all others, which may be numbers all the
 * same. A whole number and a power of ten are exact, and so is what their quotient is rounded to: the value is that of `Number`.
 */
export function plainNumber(text: string): number {
  const { length } = text;
  const start = text.charCodeAt(0) === 0x2d ? 1 : 0;
  let [whole, digits, point] = [0, 0, -1];
  for (let i = start; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x2e && point < 0) point = i;
    else if (code >= 0x30 && code <= 0x39) {
      whole = whole * 10 + (code - 0x30);
      digits++;
    } else return Number.NaN;
  }
  if (digits === 0 || digits > mostDigits) return Number.NaN;
  // A zero before another digit makes a code.
  if (text.charCodeAt(0) === 0x30 && length > 1 && point !== 1) return Number.NaN;
  const value = point < 0 ? whole : whole / (powersOfTen[length - 1 - point] ?? 1);
  return start === 1 ? -value : value;
}

/** Signs and codes of currencies, and percent, before or behind a number. */
const unit =
  /^(?<before>[$€£¥￥₩₹₽%]|(?:US|HK|NT|A|C)\$|USD|EUR|GBP|CNY|RMB|JPY|CHF)?\s*(?<number>[^$€£¥￥₩₹₽%％\s][^$€£¥￥₩₹₽%％]*?)\s*(?<after>[$€£¥￥₩₹₽%％元]|USD|EUR|GBP|CNY|RMB|JPY|CHF)?$/;

const finite = (text: string): number => {
  const value = Number(text);
  return Number.isFinite(value) ? value : Number.NaN;
};

function bare(text: string, decimal: Decimal): number {
  if (decimal === '.') {
    if (plain.test(text)) return finite(text);
    if (grouped.test(text)) return finite(text.replaceAll(',', ''));
  } else {
    if (plainComma.test(text)) return finite(text.replace(',', '.'));
    if (groupedComma.test(text)) return finite(text.replaceAll('.', '').replace(',', '.'));
  }
  if (apart.test(text)) return finite(text.replaceAll(/['’\u00a0\u202f ]/g, '').replace(',', '.'));
  return Number.NaN;
}

/** A number that begins with a zero and another digit is a code: a postcode, an article. */
const isCode = (text: string): boolean =>
  text.length > 1 && text.charCodeAt(0) === 0x30 && text.charCodeAt(1) >= 0x30 && text.charCodeAt(1) <= 0x39;

/**
 * The number that a text stands for, as it is written: «12 %» is 12, «(3)» is −3; with thousands in groups, and a unit of money or percent. NaN where it
 * is none, is a code such as «007», or is infinite.
 */
export function readNumber(text: string, decimal: Decimal): number {
  if (isCode(text)) return Number.NaN;
  const direct = bare(text, decimal);
  if (!Number.isNaN(direct)) return direct;
  const last = text.charCodeAt(text.length - 1);
  // Letters at the end, which are neither units nor brackets, are most of what is no number.
  if (text.length > 40 || text === '' || (last >= 0x61 && last <= 0x7a)) return Number.NaN;
  const negative = text.startsWith('(') && text.endsWith(')');
  const inner = negative ? text.slice(1, -1).trim() : text.replace(/^[−–]/, '-');
  const sign = inner.startsWith('-') && !/\d/.test(inner.charAt(1)) ? -1 : 1;
  const found = unit.exec(sign === -1 ? inner.slice(1).trim() : inner)?.groups;
  const value = found?.number === undefined || isCode(found.number) ? Number.NaN : bare(found.number, decimal);
  return sign * (negative ? -value : value);
}

/** The unit that a number is written with; nothing where it has none. */
export function unitOf(text: string): string {
  const found = unit.exec(text.replace(/^[(+−–-]\s*/, '').replace(/\)$/, ''))?.groups;
  const written = found?.before ?? found?.after ?? '';
  return written === '％' ? '%' : written === '￥' ? '¥' : written;
}

/** What a heading says behind the name: «Mass (g)», «Mass [g]», «Mass / g». */
export function unitInName(name: string): string {
  return (
    /\(([^()]{1,12})\)\s*$|\[([^[\]]{1,12})\]\s*$|（([^（）]{1,12})）\s*$/
      .exec(name)
      ?.slice(1)
      .find((one) => one !== undefined) ?? ''
  );
}

/**
 * Whether numbers are written with a decimal comma: where one of them can only be read so, or, where all can be read both ways, as the file's delimiter
 * suggests (a semicolon stands where commas are taken).
 */
export function decimalOf(texts: Iterable<string>, suggested: Decimal): Decimal {
  let [point, comma, either] = [0, 0, 0];
  for (const text of texts) {
    const asPoint = !Number.isNaN(readNumber(text, '.'));
    const asComma = !Number.isNaN(readNumber(text, ','));
    if (asPoint && asComma) either += /[.,]/.test(text) ? 1 : 0;
    else if (asPoint) point++;
    else if (asComma) comma++;
  }
  if (point !== comma) return point > comma ? '.' : ',';
  return either > 0 || point > 0 ? suggested : '.';
}
