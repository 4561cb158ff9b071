import { cosinesOf, magnitudesOf, pairsOf } from '../balancing/diagnosis/similarity.ts';
import { at } from '../util/assert-never.ts';
import { wilson } from '../util/statistics.ts';
import { type ConflictReport, gramianIn } from './conflict.ts';

/** Fewer looks say nothing yet. */
const fewestLooks = 12;

/** How two tasks agreed over the window, at one node or over all shared parameters. */
export interface PairConflict {
  /** Places in the order of tasks. */
  readonly pair: readonly [number, number];
  /** Mean cosine; NaN where none was measured. */
  readonly cosine: number;
  /** Mean magnitude similarity. */
  readonly magnitude: number;
  /** The share of looks with a cosine below 0. */
  readonly negative: number;
  readonly looks: number;
  /** Whether the share is above one half, or below it, beyond what so few looks can tell (Wilson's 95 % interval). */
  readonly verdict: 'apart' | 'together' | 'unclear';
}

interface Similarities {
  readonly cosines: Float64Array;
  readonly magnitudes: Float64Array;
}

/** A report never changes: what follows from it is computed once. */
const known = new WeakMap<ConflictReport, Map<string | null, Similarities>>();

/** Cosines and magnitude similarities [T, T] of a report at a node, or (null) over all shared parameters. */
export function similaritiesIn(report: ConflictReport, node: string | null): Similarities {
  const byNode = known.get(report) ?? new Map<string | null, Similarities>();
  known.set(report, byNode);
  const before = byNode.get(node);
  if (before) return before;
  const gramian = gramianIn(report, node);
  const made = {
    cosines: cosinesOf(gramian, report.tasks.length),
    magnitudes: magnitudesOf(gramian, report.tasks.length),
  };
  byNode.set(node, made);
  return made;
}

function verdictOf(negative: number, looks: number): PairConflict['verdict'] {
  if (looks < fewestLooks) return 'unclear';
  const [low, high] = wilson(negative, looks);
  if (low > 0.5) return 'apart';
  return high < 0.5 ? 'together' : 'unclear';
}

const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Every pair of tasks, over reports of the same tasks. */
export function pairsIn(reports: readonly ConflictReport[], node: string | null): PairConflict[] {
  const count = reports[0]?.tasks.length ?? 0;
  const each = reports.map((report) => similaritiesIn(report, node));
  return pairsOf(count).map((pair): PairConflict => {
    const place = pair[0] * count + pair[1];
    const cosines = each.map((it) => at(it.cosines, place)).filter(Number.isFinite);
    const magnitudes = each.map((it) => at(it.magnitudes, place)).filter(Number.isFinite);
    const { length: looks } = cosines;
    const negative = looks === 0 ? Number.NaN : cosines.filter((cosine) => cosine < 0).length / looks;
    return { pair, cosine: meanOf(cosines), magnitude: meanOf(magnitudes), negative, looks, verdict: verdictOf(negative, looks) };
  });
}

/** A shared node, by what its own parameters are told. */
export interface NodeConflict {
  readonly node: string;
  /** The share of (look, pair) with a cosine below 0 (Shi et al., «Recon», ICLR 2023); NaN where nothing was measured. */
  readonly negative: number;
  /** The pair that pulls apart most often. */
  readonly worst: PairConflict | null;
}

const knownNodes = new WeakMap<readonly ConflictReport[], readonly NodeConflict[]>();

/** Every node that tasks share; the same list of reports is looked through once. */
export function nodesIn(reports: readonly ConflictReport[]): readonly NodeConflict[] {
  const before = knownNodes.get(reports);
  if (before) return before;
  const made = nodesOf(reports);
  knownNodes.set(reports, made);
  return made;
}

/** Undefined for a node that tasks do not share. */
export const conflictOf = (reports: readonly ConflictReport[], id: string): NodeConflict | undefined =>
  nodesIn(reports).find(({ node }) => node === id);

function nodesOf(reports: readonly ConflictReport[]): NodeConflict[] {
  return (reports[0]?.nodes ?? []).map((node) => {
    const pairs = pairsIn(reports, node).filter(({ looks }) => looks > 0);
    const looks = pairs.reduce((sum, pair) => sum + pair.looks, 0);
    const negative = pairs.reduce((sum, pair) => sum + pair.negative * pair.looks, 0) / looks;
    const worst = pairs.reduce<PairConflict | null>((most, pair) => (most && most.negative >= pair.negative ? most : pair), null);
    return { node, negative, worst };
  });
}
