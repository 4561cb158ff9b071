import { fitsShape } from '../../program/shapes.ts';
import { type GraphNode, headKind, type Position, type Project } from '../../project/schema.ts';
import type { DataSignature } from '../../project/signature.ts';
import { at } from '../../util/assert-never.ts';
import { inLanguage, type Language, type LocalizedText } from '../../util/localized.ts';
import { emptyRecord } from '../../util/own-value.ts';
import { analyzeGraph } from '../analyze.ts';
import { catalogue, headTask, portsOf } from '../catalogue.ts';
import { addNode, connect, freshNodeId, longestName, moveNodes, withGraph } from '../edits.ts';
import { columnWidth } from '../insert.ts';
import { logitsShape } from '../lower.ts';
import { picturedIn, rowStep, spread } from '../place.ts';
import { nameSeparator } from '../split.ts';
import { downstream, topologyOf } from '../topology.ts';

/**
 * A block under construction: nodes in columns to the right of where it begins. `finish` gives it room: the columns are centred on the
 * beginning's row, and all that stood to the right of it moves on.
 */
export class Draft {
  private readonly columns: string[][] = [];
  private readonly stood: ReadonlyMap<string, Position>;

  /** `before` is the document as the visitor sees it; what `project` has beyond it (copies of a split) is new too. */
  constructor(
    public project: Project,
    private readonly signature: DataSignature,
    private readonly begin: Position,
    private readonly language: Language,
    before: Project = project,
  ) {
    this.stood = new Map(before.graph.nodes.map(({ id, position }) => [id, position]));
  }

  get lastColumn(): number {
    return this.columns.length;
  }

  /** A name in the visitor's language; with a task it says whose. */
  name(text: LocalizedText, task?: string, number?: number): string {
    const stem = `${inLanguage(text, this.language)}${number === undefined ? '' : ` ${number}`}`;
    if (task === undefined) return stem;
    const title = this.project.tasks.find(({ id }) => id === task)?.name || task;
    return `${stem}${nameSeparator}${title}`.slice(0, longestName);
  }

  /** Adds a node in a column, counted from 1, and wires `inputs` to its first port, in order. Gives its id. */
  add(kind: string, column: number, inputs: readonly string[], params: Record<string, unknown> = {}, name = ''): string {
    const id = freshNodeId(this.project, kind);
    const position = { x: this.begin.x + column * columnWidth, y: this.begin.y };
    this.project = addNode(this.project, { id, kind, params, name, position });
    while (this.columns.length < column) this.columns.push([]);
    at(this.columns, column - 1).push(id);
    for (const input of inputs) this.wire(input, id);
    return id;
  }

  wire(source: string, target: string, port?: string): void {
    const node = topologyOf(this.project.graph).nodes.get(target);
    const into = port ?? (node && portsOf(node)?.[0]?.id) ?? 'in';
    this.project = connect(this.project, { source, target, port: into });
  }

  /** Edges that left the source leave `source` instead; into a head through a Dense layer that makes its logits. */
  redirect(edges: readonly { readonly id: string }[], source: string): void {
    const ids = new Set(edges.map(({ id }) => id));
    const { nodes } = topologyOf(this.project.graph);
    const column = this.lastColumn + 1;
    const throughDense = new Map<string, string>();
    for (const edge of this.project.graph.edges.filter(({ id }) => ids.has(id))) {
      const head = nodes.get(edge.target);
      if (head?.kind === headKind) throughDense.set(edge.id, this.logitsFor(head, source, column));
    }
    const rewired = this.project.graph.edges.map((edge) => {
      if (!ids.has(edge.id)) return edge;
      return { ...edge, source: throughDense.get(edge.id) ?? source };
    });
    this.project = withGraph(this.project, { edges: withoutTwins(rewired) });
  }

  /** Connects a head that nothing feeds yet. */
  feedHead(head: GraphNode, source: string): void {
    this.wire(this.logitsFor(head, source, this.lastColumn + 1), head.id);
  }

  /** What makes a head's logits of features: a Dense over their last axis, behind a Flatten where logits are a row and features not. */
  private logitsFor(head: GraphNode, source: string, column: number): string {
    const task = this.project.tasks.find(({ id }) => id === headTask(head));
    const needed = task && logitsShape(task, this.signature, catalogue);
    const shape = analyzeGraph(this.project, this.signature).nodes.get(source)?.shape;
    const units = needed?.at(-1);
    if (!needed || !shape || typeof units !== 'number' || fitsShape(shape, needed)) return source;
    const flat = needed.length === 1 && shape.length > 1;
    const features = flat ? this.add('flatten', column, [source]) : source;
    return this.add('dense', flat ? column + 1 : column, [features], { units });
  }

  /** The document with the block in its place. */
  finish(): Project {
    const { begin, columns, stood } = this;
    const placed = emptyRecord<Position>();
    const pictured = picturedIn(analyzeGraph(this.project, this.signature));
    const shown = new Set(this.project.graph.nodes.filter(pictured).map(({ id }) => id));
    columns.forEach((ids, column) => {
      const step = rowStep(columns, ids.length, shown);
      ids.forEach((id, row) => {
        placed[id] = {
          x: begin.x + (column + 1) * columnWidth,
          y: begin.y + (row - (ids.length - 1) / 2) * step,
        };
      });
    });
    const after = downstream(this.project.graph, Object.keys(placed));
    const behind = this.project.graph.nodes.filter(
      ({ id, position }) => !(id in placed) && (position.x > begin.x || after.has(id)),
    );
    const free = begin.x + (columns.length + 1) * columnWidth;
    const short = Math.max(0, free - Math.min(...behind.map(({ position }) => position.x)));
    for (const { id, position } of behind) placed[id] = { x: position.x + short, y: position.y };
    const copies = this.project.graph.nodes.filter(({ id, position }) => {
      const old = stood.get(id);
      return !columns.flat().includes(id) && (!old || old.x !== position.x || old.y !== position.y);
    });
    return spread(
      moveNodes(this.project, placed),
      copies.map(({ id }) => id),
      pictured,
    );
  }
}

/** Of edges with the same ends the first. */
function withoutTwins<E extends { readonly source: string; readonly target: string; readonly port: string }>(
  edges: readonly E[],
): E[] {
  const seen = new Set<string>();
  return edges.filter(({ source, target, port }) => {
    const key = JSON.stringify([source, target, port]);
    return !seen.has(key) && seen.add(key);
  });
}
