import type { GraphNode, Project, Task } from '../project/schema.ts';
import { groupBy } from '../util/group-by.ts';

/** A value before and after. */
export interface ValueChange {
  /** Where it stands, below whatever holds it: `learningRate`, `optimizer.kind`, `params.units`. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface NodeChange {
  /** As it is afterwards. */
  readonly node: GraphNode;
  readonly changes: readonly ValueChange[];
}

export interface TaskChange {
  /** As it is afterwards. */
  readonly task: Task;
  readonly changes: readonly ValueChange[];
}

/** Whose weights a node begins with; null: its own. */
const takenText = ({ taken }: GraphNode): string | null => (taken ? `${taken.from}: ${taken.node}` : null);

/** What another document does otherwise; names and places alone are no difference. */
export interface DocumentDifference {
  readonly nodes: {
    readonly added: readonly GraphNode[];
    readonly removed: readonly GraphNode[];
    readonly changed: readonly NodeChange[];
  };
  /** Wires between nodes that both have, by their ends. */
  readonly wires: { readonly added: number; readonly removed: number };
  readonly tasks: { readonly added: readonly Task[]; readonly removed: readonly Task[]; readonly changed: readonly TaskChange[] };
  readonly ties: { readonly added: number; readonly removed: number; readonly changed: number };
  /** Below `training`. */
  readonly training: readonly ValueChange[];
  /** Below `data`. */
  readonly data: readonly ValueChange[];
  readonly seed: ValueChange | null;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const equal = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/** Values that differ, down to those that hold no further ones by name. */
function changesOf(before: unknown, after: unknown, path = ''): readonly ValueChange[] {
  if (equal(before, after)) return [];
  if (!isRecord(before) || !isRecord(after)) return [{ path, before, after }];
  const [from, to] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...from.keys(), ...to.keys()])].flatMap((name) =>
    changesOf(from.get(name), to.get(name), path === '' ? name : `${path}.${name}`),
  );
}

/** Two lists by id: what only one of them has, and pairs of both. */
function matched<T extends { readonly id: string }>(before: readonly T[], after: readonly T[]) {
  const [from, to] = [new Map(before.map((one) => [one.id, one])), new Map(after.map((one) => [one.id, one]))];
  return {
    added: after.filter(({ id }) => !from.has(id)),
    removed: before.filter(({ id }) => !to.has(id)),
    pairs: after.flatMap((now) => {
      const was = from.get(now.id);
      return was ? [{ was, now }] : [];
    }),
  };
}

/** The wires of nodes that both documents have, each counted as often as it is there. */
function wires({ graph }: Project, both: ReadonlySet<string>): ReadonlyMap<string, number> {
  const inside = graph.edges.filter(({ source, target }) => both.has(source) && both.has(target));
  return new Map(
    [...groupBy(inside, ({ source, target, port }) => `${source} ${target} ${port}`)].map(([key, all]) => [key, all.length]),
  );
}

const missing = (of: ReadonlyMap<string, number>, from: ReadonlyMap<string, number>): number =>
  [...of].reduce((sum, [key, count]) => sum + Math.max(0, count - (from.get(key) ?? 0)), 0);

/** What `after` does otherwise than `before`. */
export function documentDifference(before: Project, after: Project): DocumentDifference {
  const nodes = matched(before.graph.nodes, after.graph.nodes);
  const tasks = matched(before.tasks, after.tasks);
  const ties = matched(before.ties, after.ties);
  const both = new Set(nodes.pairs.map(({ now }) => now.id));
  const [from, to] = [wires(before, both), wires(after, both)];
  return {
    nodes: {
      added: nodes.added,
      removed: nodes.removed,
      changed: nodes.pairs.flatMap(({ was, now }) => {
        const changes = changesOf(
          { kind: was.kind, params: was.params, frozen: was.frozen, rate: was.rate ?? 1, taken: takenText(was) },
          { kind: now.kind, params: now.params, frozen: now.frozen, rate: now.rate ?? 1, taken: takenText(now) },
        );
        return changes.length > 0 ? [{ node: now, changes }] : [];
      }),
    },
    wires: { added: missing(to, from), removed: missing(from, to) },
    tasks: {
      added: tasks.added,
      removed: tasks.removed,
      changed: tasks.pairs.flatMap(({ was, now }) => {
        const changes = changesOf({ ...was, name: '' }, { ...now, name: '' });
        return changes.length > 0 ? [{ task: now, changes }] : [];
      }),
    },
    ties: {
      added: ties.added.length,
      removed: ties.removed.length,
      changed: ties.pairs.filter(({ was, now }) => !equal(was, now)).length,
    },
    training: changesOf(before.training, after.training),
    data: changesOf(before.data, after.data),
    seed: before.seed === after.seed ? null : { path: 'seed', before: before.seed, after: after.seed },
  };
}
