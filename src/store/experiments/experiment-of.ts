import { architectures } from '../../core/experiments/architectures/registry.ts';
import { equalCost } from '../../core/experiments/contenders/single.ts';
import { type Contender, type Experiment, type JudgedTask, kindOf } from '../../core/experiments/experiment.ts';
import { drawn, type SearchSpace } from '../../core/experiments/search-space.ts';
import { narrowedTo, parametersOf } from '../../core/graph/narrow.ts';
import type { Project } from '../../core/project/schema.ts';
import { splitSizes } from '../../core/project/split-sizes.ts';
import { structureKey } from '../../core/project/structure.ts';
import { headlineOf } from '../../core/tasks/task-kinds.ts';
import type { LocalizedText } from '../../core/util/localized.ts';
import { derive } from '../derived.ts';

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** The enabled tasks of a document, each with the headline metric of its kind; empty where its data cannot be used. */
export function judgedTasks(document: Project): readonly JudgedTask[] {
  const { signature } = derive(document);
  return document.tasks.flatMap(({ id, name, kind, target, enabled }) => {
    const found = enabled ? signature?.targets.find((one) => one.id === target) : undefined;
    if (!found) return [];
    const { id: metric, better, range } = headlineOf(kind, found);
    const limits: JudgedTask['range'] = [finite(range[0]), finite(range[1])];
    return [{ id, name, metric, better, range: limits }];
  });
}

/** How many batches of a document are one pass over its training rows; null where its data cannot be used. */
export function stepsPerEpochOf(document: Project): number | null {
  const { data, training } = document;
  const { signature } = derive(document);
  return signature && Math.max(1, Math.floor(splitSizes(signature.count, data.split).train / training.batchSize));
}

/** The experiment on a document; null where it cannot be trained. */
export function experimentOn(
  document: Project,
  how: Pick<Experiment, 'contenders' | 'seeds' | 'epochs' | 'settings'>,
): Experiment | null {
  const tasks = judgedTasks(document);
  return derive(document).trainable && tasks.length > 0 ? { document, tasks, ...how } : null;
}

/** So many seeds, the document's own first. */
export const seedsFrom = ({ seed }: Project, count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => (seed + i) % 2 ** 32);

/** An architecture that a document can be wired as, or why not. */
export interface OfferedArchitecture {
  readonly id: string;
  readonly title: LocalizedText;
  /** Null where the graph has no place for it, or it is another one that is offered already. */
  readonly contender: Contender | null;
}

/** Every architecture, each with the document that it makes of this one. */
export function architecturesOf(document: Project): readonly OfferedArchitecture[] {
  const { signature } = derive(document);
  const known = new Set<string>();
  return architectures.map(({ id, title, build }) => {
    const built = signature && build(document, signature);
    if (!built?.ok || !derive(built.value).trainable) return { id, title, contender: null };
    const key = structureKey(built.value);
    if (known.has(key)) return { id, title, contender: null };
    known.add(key);
    return { id, title, contender: { kind: 'architecture', value: id, document: built.value } };
  });
}

/**
 * Each task alone in a network so narrow that all of them together have no more parameters than the one they would share (Standley et al., ICML
 * 2020); null where none can be.
 */
export function equalCostSingles(document: Project): Contender | null {
  const { signature } = derive(document);
  if (!signature) return null;
  const apart = (whole: Project): number =>
    kindOf({ kind: 'single', value: '' })
      .parts(whole, '')
      .reduce((sum, { project }) => sum + parametersOf(project, signature), 0);
  const narrower = narrowedTo(document, signature, parametersOf(document, signature), apart);
  return narrower && { kind: 'single', value: equalCost, document: narrower };
}

/** What each task alone is given: the network that they would share, or its part of that network's parameters. */
export type Baseline = 'trunk' | 'total';

/** Each task alone at every cost that is asked for, the equal trunk first; `narrow`: what `equalCostSingles` gives, which may be nothing. */
export const singlesOf = (baselines: readonly Baseline[], narrow: Contender | null): readonly Contender[] => [
  ...(baselines.includes('trunk') || !narrow ? [{ kind: 'single', value: '' }] : []),
  ...(baselines.includes('total') && narrow ? [narrow] : []),
];

/**
 * A sweep of λ between two tasks: the first one's weight goes from almost nothing to almost all of what the two have together, in so many
 * steps of equal distance. Other tasks keep theirs.
 */
export function sweepContenders(document: Project, first: string, second: string, points: number): readonly Contender[] {
  const total =
    document.tasks.filter(({ id }) => id === first || id === second).reduce((sum, { weight }) => sum + weight, 0) || 2;
  return Array.from({ length: points }, (_, i) => {
    const share = (i + 0.5) / points;
    const weights = new Map([
      [first, total * share],
      [second, total * (1 - share)],
    ]);
    const tasks = document.tasks.map((task) => ({ ...task, weight: weights.get(task.id) ?? task.weight }));
    return {
      kind: 'weighted',
      value: [...weights.values()].map((weight) => String(Number(weight.toPrecision(3)))).join(' : '),
      document: { ...document, tasks },
    };
  });
}

/** A search on a document: so many configurations, the first of them the document itself; null where it cannot be trained. */
export function searchOn(
  document: Project,
  {
    space,
    count,
    epochs,
    by,
  }: { readonly space: SearchSpace; readonly count: number; readonly epochs: number; readonly by: string },
): Experiment | null {
  const { signature } = derive(document);
  if (!signature) return null;
  const contenders: Contender[] = [];
  // What was drawn may not be trainable, e.g. where layers that are added up are scaled: another is drawn in its place.
  for (let number = 0; contenders.length < count && number < 4 * count; number++) {
    const { project, values } = drawn(document, signature, space, document.seed, number);
    if (derive(project).trainable) contenders.push({ kind: 'searched', value: String(number), document: project, drawn: values });
  }
  const plan = experimentOn(document, { contenders, seeds: [document.seed], epochs, settings: 1 });
  return plan && { ...plan, halving: { by } };
}

/** What is compared where nobody says otherwise. */
export const usualContenders: readonly Contender[] = [
  { kind: 'single', value: '' },
  { kind: 'equal', value: '' },
  { kind: 'tuned', value: '' },
  { kind: 'method', value: 'pcgrad' },
  { kind: 'method', value: 'uw' },
];
