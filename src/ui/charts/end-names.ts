import { textWidth } from '../common/text-width.ts';

/** The most of a plot's width that names may have. */
const mostOfWidth = 0.36;
/** Beside the plot's edge. */
const gap = 10;
const least = 34;

export interface EndName {
  /** '' for what is told apart by its dashes. */
  readonly symbol: string;
  readonly name: string;
  /** A dot of the run's colour stands before it. */
  readonly chip?: boolean;
}

/** What a dot takes before a name, in pixels. */
export const chipWidth = 12;

/**
 * Those of the names that have room, where there are `places` for them: all of the shown run, then those of runs with a colour, then of those that were
 * laid in last. They stay in their order.
 */
export function namesWithRoom<T extends { readonly shown: boolean; readonly colour: string | null }>(
  names: readonly T[],
  places: number,
): readonly T[] {
  const rank = ({ shown, colour }: T): number => (shown ? 2 : colour === null ? 0 : 1);
  const wanted = names.map((name, i) => ({ name, i })).toSorted((a, b) => rank(b.name) - rank(a.name) || b.i - a.i);
  const most = Math.max(places, names.filter(({ shown }) => shown).length);
  const kept = new Set(wanted.slice(0, most).map(({ i }) => i));
  return names.filter((_, i) => kept.has(i));
}

/**
 * How curves are called at their ends in a plot of this width, and the room that it takes. A name is whole or is not there: where one of them
 * has no room, symbols stand for all that have one, as in the legend.
 */
export function endNames(
  names: readonly EndName[],
  width: number,
): { readonly room: number; readonly textOf: (name: EndName) => string } {
  const whole = ({ symbol, name }: EndName): string => `${symbol} ${name}`.trim();
  const widest = (textOf: (name: EndName) => string): number =>
    names.reduce((most, name) => Math.max(most, textWidth(textOf(name)) + (name.chip ? chipWidth : 0)), 0);
  const room = (textOf: (name: EndName) => string): number => Math.max(least, Math.ceil(widest(textOf) + gap));
  const wanted = room(whole);
  if (wanted <= width * mostOfWidth) return { room: wanted, textOf: whole };
  const symbolOf = ({ symbol }: EndName): string => symbol;
  return { room: room(symbolOf), textOf: symbolOf };
}
