import type { Preset } from '../core/presets/preset.ts';
import type { Project } from '../core/project/schema.ts';
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

let examples: Promise<(project: Project) => Preset | null> | undefined;

/** Resolves with what tells which preset a document is. Rejects where the presets cannot be fetched. */
export function loadExamples(): Promise<(project: Project) => Preset | null> {
  examples ??= import('../core/presets/example-of.ts').then(({ exampleOf }) => exampleOf);
  return examples;
}

/** An example with its names in the reader's language; with those that it has where these cannot be fetched. */
export const inReadersWords = (language: Language, example: Project): Promise<Project> =>
  import('../core/presets/task-names.ts').then(
    ({ inWordsOf }) => inWordsOf(language, example),
    () => example,
  );
