/** One press of Page up or down goes over this part of what is seen. */
const page = 0.1;

/** Where a key leads from a step within [from, last]; null for a key that leads nowhere. */
export function steppedBy(key: string, step: number, from: number, last: number): number | null {
  const far = Math.max(1, Math.round((last - from) * page));
  const near = Math.max(1, Math.round(((last - from) * page) / 20));
  const to = new Map([
    ['ArrowLeft', step - near],
    ['ArrowRight', step + near],
    ['ArrowDown', step - near],
    ['ArrowUp', step + near],
    ['PageDown', step - far],
    ['PageUp', step + far],
    ['Home', from],
    ['End', last],
  ]).get(key);
  return to === undefined ? null : Math.min(last, Math.max(from, to));
}

/** The half of a range that is around a step, within the range. */
export function nearer([from, to]: readonly [number, number], step: number): readonly [number, number] {
  const quarter = Math.max(1, Math.round((to - from) / 4));
  const begin = Math.max(from, Math.min(step - quarter, to - 2 * quarter));
  return [begin, Math.min(to, begin + 2 * quarter)];
}
