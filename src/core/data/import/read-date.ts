/** In which order day and month stand where digits alone are written. */
export type DateOrder = 'dayFirst' | 'monthFirst';

const dayMs = 86_400_000;
const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/;
const local = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;
const chinese = /^(\d{4})年(\d{1,2})月(\d{1,2})日?$/;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const named = /^(?:(\d{1,2})[ .-]+([A-Za-z]{3,9})[ .,-]+(\d{4})|([A-Za-z]{3,9})[ .]+(\d{1,2}),?[ ]+(\d{4}))$/;

/** Days since 1970 of a day that there is; NaN otherwise. */
function days(year: number, month: number, day: number, hours = 0, minutes = 0, seconds = 0): number {
  const ms = Date.UTC(year, month - 1, day);
  const date = new Date(ms);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || year < 1000) return Number.NaN;
  if (hours > 24 || minutes > 59 || seconds > 60) return Number.NaN;
  return ms / dayMs + (hours * 3600 + minutes * 60 + seconds) / 86_400;
}

const number = (text: string | undefined): number => (text === undefined ? 0 : Number(text));

function zone(text: string | undefined): number {
  if (text === undefined || text === 'Z') return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2));
  return ((text.startsWith('-') ? 1 : -1) * minutes) / 1440;
}

/** The date that a text stands for, in days since 1970 (UTC where no zone is said); NaN where it is none. */
export function readDate(text: string, order: DateOrder): number {
  if (text.length < 8 || text.length > 40) return Number.NaN;
  const a = iso.exec(text);
  if (a) return days(number(a[1]), number(a[2]), number(a[3]), number(a[4]), number(a[5]), number(a[6])) + zone(a[7]);
  const b = local.exec(text);
  if (b) {
    const [first, second] = [number(b[1]), number(b[2])];
    const [day, month] = order === 'dayFirst' ? [first, second] : [second, first];
    return days(number(b[3]), month, day, number(b[4]), number(b[5]), number(b[6]));
  }
  const c = chinese.exec(text);
  if (c) return days(number(c[1]), number(c[2]), number(c[3]));
  const d = named.exec(text);
  if (!d) return Number.NaN;
  const month = months.indexOf((d[2] ?? d[4] ?? '').slice(0, 3).toLowerCase()) + 1;
  return month === 0 ? Number.NaN : days(number(d[3] ?? d[6]), month, number(d[1] ?? d[5]));
}

/** The order in which more of the texts are dates; day first where both fit. */
export function dateOrderOf(texts: Iterable<string>): DateOrder {
  let [day, month] = [0, 0];
  for (const text of texts) {
    if (!Number.isNaN(readDate(text, 'dayFirst'))) day++;
    if (!Number.isNaN(readDate(text, 'monthFirst'))) month++;
  }
  return month > day ? 'monthFirst' : 'dayFirst';
}

/** As a reader would write it: 2026-11-30, with the time where there is one. */
export function dateText(value: number): string {
  const text = new Date(Math.round(value * dayMs)).toISOString();
  return Number.isInteger(value) ? text.slice(0, 10) : text.slice(0, 16).replace('T', ' ');
}
