import { assertNever, at, invariant } from '../../../../core/util/assert-never.ts';
import { isKind, productSize } from '../plan/graph.ts';
import type { NodeId, NodeOf } from '../plan/nodes.ts';
import { sharedSide, sharingOf, type Tiling, tileGroups } from '../plan/tiles.ts';
import type { Expr } from './code.ts';
import { Coordinates } from './coordinates.ts';
import type { MemberWriter } from './kernel.ts';
import { sumInParts } from './sums.ts';
import { factors } from './values.ts';

type Blocks = Exclude<Tiling, { kind: 'element' }>;

interface Block {
  readonly root: NodeId;
  readonly node: NodeOf<'contract'>;
  readonly tiling: Blocks;
  readonly stack: readonly Expr[];
  readonly rows: readonly Expr[];
  readonly columns: readonly Expr[];
  /** sums[row][column] */
  readonly sums: readonly (readonly Expr[])[];
}

const cross = <T>(rows: readonly Expr[], columns: readonly Expr[], make: (i: number, j: number) => T): T[][] =>
  rows.map((_, i) => columns.map((__, j) => make(i, j)));

/** A contraction in blocks: every invocation keeps rows × columns results in registers. */
export function writeTiles(root: NodeId, tiling: Blocks, writer: MemberWriter): { groups: number; shared: number } {
  const node = writer.values.node(root);
  invariant(isKind(node, 'contract'), 'blocks are of a contraction');
  const groups = tileGroups(writer.values.nodes, node, tiling, writer.workgroupSize);
  switch (tiling.kind) {
    case 'block':
      writeOwnBlocks(root, node, tiling, writer);
      return { groups, shared: 0 };
    case 'shared':
      return { groups, shared: writeSharedBlocks(root, node, tiling, writer) };
    default:
      return assertNever(tiling);
  }
}

/** Writes the results of a block, those inside the matrix. */
function writeResults({ root, node, tiling, stack, rows, columns, sums }: Block, writer: MemberWriter): void {
  const { code, integers, nodes } = writer.values;
  const size = productSize(nodes, node, 0);
  const { rows: height, columns: width } = sharingOf(tiling);
  const [wholeRows, wholeColumns] = [size.rows % height === 0, size.columns % width === 0];
  rows.forEach((row, i) => {
    columns.forEach((column, j) => {
      const conditions = [
        ...(wholeRows ? [] : [`${row.text} < ${size.rows}u`]),
        ...(wholeColumns ? [] : [`${column.text} < ${size.columns}u`]),
      ];
      code.guard(conditions, (depth) => {
        const inside = (expr: Expr): Expr => ({ text: expr.text, depth });
        const axes = [...stack, inside(row), inside(column)];
        const index = integers.sum([
          [row, size.columns],
          [column, 1],
          ...stack.map((it): [Expr, number] => [it, size.rows * size.columns]),
        ]);
        const element = Coordinates.fromBoth(code, node.shape, axes, index);
        const value = at(at(sums, i), j);
        code.remember(`${root} ${element.key}`, { text: value.text, depth });
        const direct = Coordinates.fromAxes(code, node.shape, axes);
        code.remember(`${root} ${direct.key}`, { text: value.text, depth });
        writer.write(element);
      });
    });
  });
}

function writeOwnBlocks(
  root: NodeId,
  node: NodeOf<'contract'>,
  tiling: Extract<Blocks, { kind: 'block' }>,
  writer: MemberWriter,
): void {
  const { values, workgroupSize } = writer;
  const { code, integers } = values;
  const size = productSize(values.nodes, node, 0);
  const [down, across] = [Math.ceil(size.rows / tiling.rows), Math.ceil(size.columns / tiling.columns)];
  const item = code.name(`group * ${workgroupSize}u + lane`, 0);
  const items = size.stack * down * across;
  code.guard(items % workgroupSize === 0 ? [] : [`${item.text} < ${items}u`], (depth) => {
    const own = Coordinates.fromIndex(code, [size.stack, down, across], { text: item.text, depth });
    // Neighbouring invocations read neighbouring columns.
    const rows = Array.from({ length: tiling.rows }, (_, i) =>
      integers.add(integers.times(own.axis(1), tiling.rows), code.integer(i)),
    );
    const columns = Array.from({ length: tiling.columns }, (_, j) => integers.add(own.axis(2), code.integer(j * across)));
    const stack = node.shape.length === 3 ? [own.axis(0)] : [];
    const sums = cross(rows, columns, () => code.variable('0.0', depth));
    node.attributes.terms.forEach((_, term) => {
      sumInParts(code, productSize(values.nodes, node, term).inner, sums.flat(), (inner, parts) => {
        const left = rows.map((row) => factors(values, node, term, { stack, row, column: row, inner }).a());
        const right = columns.map((column) => factors(values, node, term, { stack, row: column, column, inner }).b());
        left.forEach((a, i) => {
          right.forEach((b, j) => {
            code.statement(`${at(parts, i * right.length + j)} += ${a.text} * ${b.text};`);
          });
        });
      });
    });
    writeResults({ root, node, tiling, stack, rows, columns, sums }, writer);
  });
}

function writeSharedBlocks(
  root: NodeId,
  node: NodeOf<'contract'>,
  tiling: Extract<Blocks, { kind: 'shared' }>,
  writer: MemberWriter,
): number {
  const { values, workgroupSize } = writer;
  const { code, integers } = values;
  const size = productSize(values.nodes, node, 0);
  const [height, width] = [tiling.rows * sharedSide, tiling.columns * sharedSide];
  const group = Coordinates.fromIndex(code, [size.stack, Math.ceil(size.rows / height), Math.ceil(size.columns / width)], {
    text: 'group',
    depth: 0,
  });
  const lane: Expr = { text: 'lane', depth: 0 };
  const [laneRow, laneColumn] = [integers.over(lane, sharedSide), integers.modulo(lane, sharedSide)];
  const [top, left] = [integers.times(group.axis(1), height), integers.times(group.axis(2), width)];
  const stack = node.shape.length === 3 ? [group.axis(0)] : [];
  const ownRows = Array.from({ length: tiling.rows }, (_, i) => integers.add(laneRow, code.integer(i * sharedSide)));
  const ownColumns = Array.from({ length: tiling.columns }, (_, j) => integers.add(laneColumn, code.integer(j * sharedSide)));
  const sums = cross(ownRows, ownColumns, () => code.variable('0.0', 0));
  const begin = tiling.depth * height;
  node.attributes.terms.forEach(({ transposeA, transposeB }, term) => {
    const { inner } = productSize(values.nodes, node, term);
    const bounded = inner % tiling.depth !== 0;
    const from = { text: `from${term}`, depth: 1 };
    code.block(`for (var ${from.text} = 0u; ${from.text} < ${inner}u; ${from.text} += ${tiling.depth}u)`, (depth) => {
      /** Copies depth × extent numbers of one factor; consecutive invocations read along the axis that is consecutive in memory. */
      const copy = (
        extent: number,
        start: Expr,
        alongInner: boolean,
        base: number,
        read: (outer: Expr, step: Expr) => Expr,
      ): void => {
        for (let part = 0; part < (tiling.depth * extent) / workgroupSize; part++) {
          const place = integers.add(lane, code.integer(part * workgroupSize));
          const step = alongInner ? integers.modulo(place, tiling.depth) : integers.over(place, extent);
          const outer = alongInner ? integers.over(place, tiling.depth) : integers.modulo(place, extent);
          const along = code.name(`${from.text} + ${step.text}`, depth);
          const value = read(integers.add(start, outer), along);
          const kept = bounded ? `select(0.0, ${value.text}, ${along.text} < ${inner}u)` : value.text;
          const target = integers.add(
            integers.sum([
              [step, extent],
              [outer, 1],
            ]),
            code.integer(base),
          );
          code.statement(`tile[${target.text}] = ${kept};`);
        }
      };
      const place = (row: Expr, column: Expr, step: Expr) => factors(values, node, term, { stack, row, column, inner: step });
      copy(height, top, !transposeA, 0, (outer, step) => place(outer, outer, step).a());
      copy(width, left, transposeB, begin, (outer, step) => place(outer, outer, step).b());
      code.statement('workgroupBarrier();');
      code.loop(tiling.depth, (step) => {
        const read = (extent: number, base: number, outer: Expr): Expr => {
          const index = integers.add(
            integers.sum([
              [step, extent],
              [outer, 1],
            ]),
            code.integer(base),
          );
          return code.name(`tile[${index.text}]`, index.depth);
        };
        const a = ownRows.map((row) => read(height, 0, row));
        const b = ownColumns.map((column) => read(width, begin, column));
        sums.forEach((line, i) => {
          line.forEach((sum, j) => {
            code.statement(`${sum.text} += ${at(a, i).text} * ${at(b, j).text};`);
          });
        });
      });
      code.statement('workgroupBarrier();');
    });
  });
  const rows = ownRows.map((row) => integers.add(top, row));
  const columns = ownColumns.map((column) => integers.add(left, column));
  writeResults({ root, node, tiling, stack, rows, columns, sums }, writer);
  return tiling.depth * (height + width);
}
