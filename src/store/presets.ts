import type { Preset } from '../core/presets/preset.ts';
import type { Project } from '../core/project/schema.ts';
import { structureKey } from '../core/project/structure.ts';
import { diagnostic, ok, type Result, refused } from '../core/util/diagnostics.ts';
import type { Language } from '../core/util/localized.ts';

/** Every preset. They come when somebody asks for one: a first visitor sees the first, which `digitsShared` makes. */
export const loadPresets = async (): Promise<readonly Preset[]> => (await import('../core/presets/registry.ts')).presets;

/** The preset with this id; refused where there is none, or where the presets cannot be fetched. */
export async function findPreset(id: string): Promise<Result<Preset>> {
  try {
    const presets = await loadPresets();
    const preset = presets.find((item) => item.id === id);
    if (preset) return ok(preset);
    const known = presets.map((item) => item.id).join(', ');
    return refused(diagnostic('page.unknownParameter', { name: 'preset', value: id.slice(0, 40), known }, 'page'));
  } catch (error) {
    return refused(diagnostic('page.presetsMissing', { error: String(error) }, 'page'));
  }
}

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

let examples: Promise<(project: Project) => Preset | null> | undefined;

/**
 * Resolves with what tells which preset a document is: the one that compiles to the same program on the same data from the same seed.
 * Weights, rates, names and positions may differ. Rejects where the presets cannot be fetched.
 */
export function loadExamples(): Promise<(project: Project) => Preset | null> {
  examples ??= loadPresets().then((presets) => {
    const keys = presets.map((preset) => structureKey(preset.project()));
    const byKey = new Map(presets.map((preset, i) => [orderedKey(keys[i] ?? ''), preset]));
    // In another order a key is as long: most documents need not be read.
    const lengths = new Set(keys.map(({ length }) => length));
    return (project) => {
      const key = structureKey(project);
      return lengths.has(key.length) ? (byKey.get(orderedKey(key)) ?? null) : null;
    };
  });
  return examples;
}

/** An example with its names in the reader's language; with those that it has where these cannot be fetched. */
export const inReadersWords = (language: Language, example: Project): Promise<Project> =>
  import('../core/presets/task-names.ts').then(
    ({ inWordsOf }) => inWordsOf(language, example),
    () => example,
  );
