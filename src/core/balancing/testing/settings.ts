import type { BalancingMethod } from '../contract.ts';

/** What each field may be at its ends, and every choice, the other parameters being as published; and all at their lowest, all at their highest. */
export function settingsOf(method: BalancingMethod): Record<string, unknown>[] {
  const ends = method.fields.map((field): [string, unknown[]] => {
    if (field.control === 'choice') return [field.name, field.options.map(({ value }) => value)];
    if (field.control === 'switch') return [field.name, [false, true]];
    return [field.name, 'min' in field ? [field.min, field.max] : []];
  });
  const each = ends.flatMap(([name, values]) => values.map((value) => ({ [name]: value })));
  const all = [0, -1].map((place) => Object.fromEntries(ends.map(([name, values]) => [name, values.at(place)])));
  return [{}, ...each, ...all].map((parameters) => method.schema.parse(parameters));
}
