import type { Item, Layered } from './layers.ts';

const rounds = 6;

type Neighbours = ReadonlyMap<string, readonly string[]>;

/** Links between two layers that cross, by the places of their ends. */
function crossings(layers: readonly (readonly Item[])[], after: Neighbours): number {
  let count = 0;
  for (const [i, layer] of layers.entries()) {
    const place = new Map((layers[i + 1] ?? []).map(({ id }, at) => [id, at]));
    const ends = layer.flatMap(({ id }, from) => (after.get(id) ?? []).map((target) => [from, place.get(target) ?? 0] as const));
    for (const [k, [a, b]] of ends.entries()) for (const [c, d] of ends.slice(k + 1)) if ((a - c) * (b - d) < 0) count++;
  }
  return count;
}

/** Items that serve one task alone change places among themselves until they stand in the order of the tasks. */
function inTaskOrder(layer: readonly Item[]): Item[] {
  const own = layer.filter((item) => item.own).toSorted((a, b) => a.rank - b.rank);
  let next = 0;
  return layer.map((item) => (item.own ? (own[next++] ?? item) : item));
}

/**
 * The order within every layer: barycentres, down and up in turn (Sugiyama, Tagawa and Toda, 1981), of which the one with the fewest crossings
 * stays. What serves one task alone stands in the order of the list of tasks, always.
 */
export function ordered({ layers, links }: Layered, sweep: boolean): Item[][] {
  const begin = layers.map((layer) => layer.toSorted((a, b) => a.rank - b.rank));
  if (!sweep) return begin;
  const [before, after] = [new Map<string, string[]>(), new Map<string, string[]>()];
  for (const [source, target] of links) {
    before.set(target, [...(before.get(target) ?? []), source]);
    after.set(source, [...(after.get(source) ?? []), target]);
  }
  let best = begin;
  let fewest = crossings(begin, after);
  const current = begin.map((layer) => [...layer]);
  const place = new Map<string, number>();
  const note = (layer: readonly Item[]): void => {
    for (const [i, { id }] of layer.entries()) place.set(id, i - (layer.length - 1) / 2);
  };
  current.forEach(note);
  for (let round = 0; round < rounds && fewest > 0; round++) {
    const down = round % 2 === 0;
    const ends = down ? before : after;
    for (let step = 1; step < current.length; step++) {
      const at = down ? step : current.length - 1 - step;
      const wish = ({ id }: Item): number => {
        const near = (ends.get(id) ?? []).map((end) => place.get(end) ?? 0);
        return near.length === 0 ? (place.get(id) ?? 0) : near.reduce((sum, value) => sum + value, 0) / near.length;
      };
      const sorted = inTaskOrder((current[at] ?? []).toSorted((a, b) => wish(a) - wish(b) || a.rank - b.rank));
      current[at] = sorted;
      note(sorted);
    }
    const count = crossings(current, after);
    if (count < fewest) {
      fewest = count;
      best = current.map((layer) => [...layer]);
    }
  }
  return best;
}
