import type { Project } from '../project/schema.ts';
import { structureKey } from '../project/structure.ts';
import type { Preset } from './preset.ts';
import { presets } from './registry.ts';

/** A value of JSON whose fields stand in the order of their names: a document that was kept comes back with its fields in another order. */
const inOrder = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, field]) => [name, inOrder(field)]),
  );
};

const orderedKey = (key: string): string => JSON.stringify(inOrder(JSON.parse(key)));

const keys = presets.map((preset) => [structureKey(preset.project()), preset] as const);
const byKey = new Map(keys.map(([key, preset]) => [orderedKey(key), preset]));
/** In another order a key is as long: most documents need not be read. */
const lengths = new Set(keys.map(([{ length }]) => length));

/**
 * Which preset a document is: the one that compiles to the same program on the same data from the same seed. Weights, rates, names and
 * positions may differ.
 */
export function exampleOf(project: Project): Preset | null {
  const key = structureKey(project);
  return lengths.has(key.length) ? (byKey.get(orderedKey(key)) ?? null) : null;
}
