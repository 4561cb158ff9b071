import type { Tie } from '../../../core/project/schema.ts';
import type { FlowEdge, NodeContent } from './flow-types.ts';
import { outputHandle } from './flow-types.ts';

/** Soft sharing stands among the canvas's edges under an id that no edge of the document can have. */
const prefix = 'tie:';
export const flowTieId = (tie: string): string => prefix + tie;
/** The tie that an id of the canvas stands for; null where it is an edge's. */
export const tieOf = (id: string): string | null => (id.startsWith(prefix) ? id.slice(prefix.length) : null);

interface TieMarks {
  readonly selected: ReadonlySet<string>;
  label(a: string, b: string, weight: string): string;
}

const sameTie = (a: FlowEdge, b: FlowEdge): boolean =>
  a.source === b.source &&
  a.target === b.target &&
  a.selected === b.selected &&
  a.ariaLabel === b.ariaLabel &&
  a.data?.shape === b.data?.shape;

/** The document's soft sharing as React Flow takes it: edges of a kind of their own, from card to card. */
export function flowTies(
  ties: readonly Tie[],
  contents: ReadonlyMap<string, NodeContent>,
  { selected, label }: TieMarks,
  previous: readonly FlowEdge[] = [],
): FlowEdge[] {
  const before = new Map(previous.map((edge) => [edge.id, edge]));
  return ties.flatMap(({ id: tie, a, b, weight }) => {
    const [left, right] = [contents.get(a), contents.get(b)];
    const port = right?.ports[0]?.id;
    if (!left?.hasOutput || !right || port === undefined) return [];
    const id = flowTieId(tie);
    const shown = `λ ${Number(weight.toPrecision(3))}`;
    const next: FlowEdge = {
      id,
      type: 'tie',
      source: a,
      target: b,
      sourceHandle: outputHandle,
      targetHandle: port,
      selected: selected.has(id),
      className: 'ed-tie',
      ariaLabel: label(left.title, right.title, shown),
      data: { shape: shown, color: null, sharing: 'none' },
    };
    const old = before.get(id);
    return [old && sameTie(old, next) ? old : next];
  });
}
