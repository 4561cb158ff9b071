import type { Project } from '../../project/schema.ts';
import { invariant } from '../../util/assert-never.ts';
import type { Preset } from '../preset.ts';
import { type Claim, type Reading, type Variant, variantName } from './claim.ts';

/** By task, then by metric, the loss among them. */
export type Figures = Readonly<Record<string, Readonly<Record<string, number | null>>>>;

/** What one seed gave: a line of `runs.jsonl`. */
export interface SeedRun {
  /** See `variantName`. */
  readonly run: string;
  readonly seed: number;
  /** Of what it was measured; see `runKey`. */
  readonly key: string;
  /** On the test split, by the number of epochs. */
  readonly after: Readonly<Record<string, Figures>>;
  /** What the best answer gives that looks at no input; of examples as they are. */
  readonly guess?: Figures;
}

export const readRuns = (text: string): readonly SeedRun[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

/** What must be measured of one variant. */
export interface WantedRun {
  readonly variant: Variant;
  /** At the end of which epochs, in their order. */
  readonly epochs: readonly number[];
  /** From 1 up to this one. */
  readonly seeds: number;
}

/** From how many seeds a variant is measured. */
export const seedsOf = (presets: readonly Preset[], { of }: Variant): number => {
  const preset = presets.find(({ id }) => id === of);
  invariant(preset, `${of} is an example`);
  return preset.outcome.seeds ?? 8;
};

export const readingsOf = ({ a, b }: Claim): readonly Reading[] => (typeof b === 'number' ? [a] : [a, b]);

/** Every run that results and claims of the examples need, in the order of the examples, and then what `further` claims need. */
export function wantedRuns(presets: readonly Preset[], further: readonly Claim[]): readonly WantedRun[] {
  const wanted = new Map<string, { readonly variant: Variant; readonly epochs: Set<number> }>();
  const want = (variant: Variant, epochs: number): void => {
    const name = variantName(variant);
    const known = wanted.get(name) ?? { variant, epochs: new Set() };
    known.epochs.add(epochs);
    wanted.set(name, known);
  };
  for (const { id, outcome } of presets) want({ of: id, edit: null }, outcome.epochs);
  const own = presets.flatMap(({ claims }) => (claims.type === 'measured' ? claims.claims : []));
  for (const item of [...own, ...further]) for (const { variant, epochs } of readingsOf(item)) want(variant, epochs);
  return [...wanted.values()].map(({ variant, epochs }) => ({
    variant,
    epochs: [...epochs].sort((a, b) => a - b),
    seeds: seedsOf(presets, variant),
  }));
}

/** The document of a variant, from the example's own seed. */
export function documentOf(presets: readonly Preset[], { of, edit }: Variant): Project {
  const preset = presets.find(({ id }) => id === of);
  invariant(preset, `${of} is an example`);
  return edit ? edit.apply(preset.project()) : preset.project();
}

/** What of `b` is not as in `a`, by path; what lies where on the canvas and how things are called does not count. */
function difference(a: unknown, b: unknown, path: string): readonly (readonly [string, unknown])[] {
  if (Object.is(a, b) || /\.(position|name)$/.test(path)) return [];
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return [[path, b]];
  const [before, after] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .flatMap((key) => difference(before.get(key), after.get(key), `${path}.${key}`));
}

/**
 * What a variant's runs are known by: what the example itself gives from its own seed with the program and the kernels of the day, and how
 * the document differs from the example's. Texts, and defaults that both documents share, are no part of it.
 */
export const runKey = (outcome: Figures, example: Project, document: Project): string =>
  JSON.stringify([outcome, difference(example, document, '')]);
