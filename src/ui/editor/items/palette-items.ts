import { headOf } from '../../../core/graph/serving.ts';
import { layers } from '../../../core/layers/registry.ts';
import type { LayerCategory } from '../../../core/layers/types.ts';
import { headKind, inputKind, type Project } from '../../../core/project/schema.ts';
import type { DataSignature } from '../../../core/project/signature.ts';
import { inLanguage, type Language, languages } from '../../../core/util/localized.ts';

export type PaletteCategory = LayerCategory | 'io';

/** The categories in the order of the strip. */
export const categories = [
  'io',
  'basic',
  'convolution',
  'sequence',
  'shape',
  'merge',
  'regularisation',
  'augmentation',
] as const satisfies readonly PaletteCategory[];

/** Something that can be put on the canvas. */
export interface PaletteItem {
  readonly key: string;
  readonly kind: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly category: PaletteCategory;
  readonly icon: string;
  readonly title: string;
  readonly summary: string;
  /** What it may be called in a search: its kind and its titles in all languages. */
  readonly terms: readonly string[];
  /** The task whose output it is. */
  readonly task: string | null;
}

export interface PaletteWords {
  readonly language: Language;
  readonly input: string;
  readonly output: string;
  readonly inputSummary: string;
  outputSummary(task: string): string;
}

const layerItems = (language: Language): PaletteItem[] =>
  Object.values(layers).map((layer) => ({
    key: layer.kind,
    kind: layer.kind,
    params: {},
    category: layer.category,
    icon: layer.icon,
    title: inLanguage(layer.text.title, language),
    summary: inLanguage(layer.text.summary, language),
    terms: [layer.kind, ...languages.map((each) => layer.text.title[each])],
    task: null,
  }));

/** Everything that can be added to this document: its data set's inputs, the outputs that its tasks lack, and every layer. */
export function paletteItems(project: Project, signature: DataSignature | null, words: PaletteWords): readonly PaletteItem[] {
  const inputs = (signature?.inputs ?? []).map(
    (input): PaletteItem => ({
      key: `${inputKind}:${input.id}`,
      kind: inputKind,
      params: { input: input.id },
      category: 'io',
      icon: 'IconDatabase',
      title: words.input,
      summary: words.inputSummary,
      terms: [inputKind, input.id, words.input],
      task: null,
    }),
  );
  const heads = project.tasks
    .filter((task) => !headOf(project.graph, task.id))
    .map(
      (task): PaletteItem => ({
        key: `${headKind}:${task.id}`,
        kind: headKind,
        params: { task: task.id },
        category: 'io',
        icon: 'IconTarget',
        title: `${words.output}: ${task.name}`,
        summary: words.outputSummary(task.name),
        terms: [headKind, task.name, words.output],
        task: task.id,
      }),
    );
  return [...inputs, ...heads, ...layerItems(words.language)];
}
