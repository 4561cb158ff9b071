import type { Item } from './layers.ts';

/** How far an item reaches to both sides of the axis that its wires are on. */
export interface Extent {
  readonly before: number;
  readonly behind: number;
}

/** How often every layer is settled; of a network of hundreds less must do. */
const passes = { careful: 8, quick: 3 } as const;
/** Wires over several layers are straight first of all. */
const pull = (a: Item, b: Item): number => (a.node || b.node ? (a.node && b.node ? 1 : 2) : 8);

/** The places nearest to `wanted` (weighted least squares) that keep `apart` from one another, in their order: pooled where they conflict. */
function settle(wanted: readonly number[], weights: readonly number[], apart: readonly number[]): number[] {
  const pools: { sum: number; weight: number; count: number }[] = [];
  let offset = 0;
  const offsets = wanted.map((_, i) => {
    if (i > 0) offset += apart[i - 1] ?? 0;
    return offset;
  });
  const mean = (pool: { sum: number; weight: number }): number => pool.sum / pool.weight;
  wanted.forEach((value, i) => {
    const weight = weights[i] ?? 1;
    let pool = { sum: (value - (offsets[i] ?? 0)) * weight, weight, count: 1 };
    for (let last = pools.at(-1); last && mean(last) > mean(pool); last = pools.at(-1)) {
      pool = { sum: last.sum + pool.sum, weight: last.weight + pool.weight, count: last.count + pool.count };
      pools.pop();
    }
    pools.push(pool);
  });
  return pools
    .flatMap((pool) => Array.from({ length: pool.count }, () => mean(pool)))
    .map((value, i) => value + (offsets[i] ?? 0));
}

/** Where the axis of every item of some layers lies, across them: as near to those of its neighbours as the cards' widths allow. */
export function axes(
  layers: readonly (readonly Item[])[],
  links: readonly (readonly [string, string])[],
  extent: (item: Item) => Extent,
  gap: number,
  care: keyof typeof passes = 'careful',
): ReadonlyMap<string, number> {
  const items = new Map(layers.flat().map((item) => [item.id, item]));
  const near = new Map<string, { readonly item: Item; readonly side: 'above' | 'below'; readonly weight: number }[]>();
  for (const id of items.keys()) near.set(id, []);
  for (const [source, target] of links) {
    const [a, b] = [items.get(source), items.get(target)];
    if (!a || !b) continue;
    near.get(target)?.push({ item: a, side: 'above', weight: pull(a, b) });
    near.get(source)?.push({ item: b, side: 'below', weight: pull(a, b) });
  }
  const apart = layers.map((layer) =>
    layer.slice(1).map((item, i) => {
      const left = layer[i];
      return (left ? extent(left).behind : 0) + gap + extent(item).before;
    }),
  );
  const axis = new Map<string, number>();
  layers.forEach((layer, i) => {
    const step = apart[i] ?? [];
    let at = -step.reduce((sum, value) => sum + value, 0) / 2;
    layer.forEach(({ id }, k) => {
      axis.set(id, at);
      at += step[k] ?? 0;
    });
  });
  for (let pass = 0; pass < passes[care]; pass++) {
    const sides = pass >= passes[care] - 3 ? ['above', 'below'] : pass % 2 === 0 ? ['above'] : ['below'];
    for (let step = 0; step < layers.length; step++) {
      const at = pass % 2 === 0 ? step : layers.length - 1 - step;
      const layer = layers[at] ?? [];
      const pulls = layer.map(({ id }) => (near.get(id) ?? []).filter(({ side }) => sides.includes(side)));
      const weights = pulls.map((found) => found.reduce((sum, { weight }) => sum + weight, 0));
      const wanted = layer.map(({ id }, i) => {
        const total = weights[i] ?? 0;
        const sum = (pulls[i] ?? []).reduce((all, { item, weight }) => all + weight * (axis.get(item.id) ?? 0), 0);
        return total > 0 ? sum / total : (axis.get(id) ?? 0);
      });
      const settled = settle(
        wanted,
        weights.map((weight) => Math.max(weight, 0.1)),
        apart[at] ?? [],
      );
      for (const [i, { id }] of layer.entries()) axis.set(id, settled[i] ?? 0);
    }
  }
  straighten(layers, links, apart, axis);
  return axis;
}

/** Chains of items that have nothing but one another before and behind them, the longest first. */
function chainsOf(layers: readonly (readonly Item[])[], links: readonly (readonly [string, string])[]): string[][] {
  const [next, before] = [new Map<string, string | null>(), new Map<string, string | null>()];
  for (const [source, target] of links) {
    next.set(source, next.has(source) ? null : target);
    before.set(target, before.has(target) ? null : source);
  }
  const follows = (id: string): string | null => {
    const target = next.get(id) ?? null;
    return target !== null && before.get(target) === id ? target : null;
  };
  const chains = layers.flat().flatMap(({ id }) => {
    const source = before.get(id) ?? null;
    if (source !== null && follows(source) === id) return [];
    const chain = [id];
    for (let at = follows(id); at !== null; at = follows(at)) chain.push(at);
    return chain.length > 1 ? [chain] : [];
  });
  return chains.toSorted((a, b) => b.length - a.length);
}

/** Puts every chain on one line where its neighbours leave room for that: least squares alone would let it drift a little from layer to layer. */
function straighten(
  layers: readonly (readonly Item[])[],
  links: readonly (readonly [string, string])[],
  apart: readonly (readonly number[])[],
  axis: Map<string, number>,
): void {
  const places = new Map(layers.flatMap((layer, i) => layer.map(({ id }, k) => [id, [i, k] as const] as const)));
  for (const chain of chainsOf(layers, links)) {
    let [low, high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (const id of chain) {
      const [i, k] = places.get(id) ?? [0, 0];
      const [left, right] = [layers[i]?.[k - 1], layers[i]?.[k + 1]];
      if (left) low = Math.max(low, (axis.get(left.id) ?? 0) + (apart[i]?.[k - 1] ?? 0));
      if (right) high = Math.min(high, (axis.get(right.id) ?? 0) - (apart[i]?.[k] ?? 0));
    }
    if (low > high) continue;
    const mean = chain.reduce((sum, id) => sum + (axis.get(id) ?? 0), 0) / chain.length;
    for (const id of chain) axis.set(id, Math.min(high, Math.max(low, mean)));
  }
}
