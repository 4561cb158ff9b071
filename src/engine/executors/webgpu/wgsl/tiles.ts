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
  /** Row and column in the matrix of the block's i-th row and j-th column. */
  readonly rowAt: (i: Expr) => Expr;
  readonly columnAt: (j: Expr) => Expr;
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

/** Results that are written by code of their own; more are written in a loop, whose code does not grow with them. */
const mostUnrolled = 16;

/** Writes the results of a block, those inside the matrix. */
function writeResults(block: Block, writer: MemberWriter): void {
  const { code } = writer.values;
  const { rowAt, columnAt, sums } = block;
  const all = sums.flat();
  const width = at(sums, 0).length;
  if (all.length <= mostUnrolled) {
    all.forEach((sum, i) => {
      const [row, column] = [rowAt(code.integer(Math.floor(i / width))), columnAt(code.integer(i % width))];
      writeResult(block, row, column, sum, writer);
    });
    return;
  }
  const kept = code.variable(`array<f32, ${all.length}>(${all.map(({ text }) => text).join(', ')})`, code.depth);
  code.loop(sums.length, (i) => {
    code.loop(width, (j) => {
      const sum = code.name(`${kept.text}[${i.text} * ${width}u + ${j.text}]`, code.depth);
      writeResult(block, rowAt(i), columnAt(j), sum, writer);
    });
  });
}

/** Writes one result, where it lies inside the matrix. */
function writeResult({ root, node, tiling, stack }: Block, row: Expr, column: Expr, sum: Expr, writer: MemberWriter): void {
  const { code, integers, nodes } = writer.values;
  const size = productSize(nodes, node, 0);
  const { rows: height, columns: width } = sharingOf(tiling);
  const conditions = [
    ...(size.rows % height === 0 ? [] : [`${row.text} < ${size.rows}u`]),
    ...(size.columns % width === 0 ? [] : [`${column.text} < ${size.columns}u`]),
  ];
  code.guard(conditions, (depth) => {
    const inside = (expr: Expr): Expr => ({ text: expr.text, depth });
    const axes = [...stack, inside(row), inside(column)];
    const index = integers.sum([
      [row, size.columns],
      [column, 1],
      ...stack.map((it): [Expr, number] => [it, size.rows * size.columns]),
    ]);
    // The sum is known by either way of naming its element.
    for (const element of [Coordinates.fromAxes(code, node.shape, axes), Coordinates.fromBoth(code, node.shape, axes, index)])
      code.remember(`${root} ${element.key}`, inside(sum));
    writer.write(Coordinates.fromBoth(code, node.shape, axes, index));
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
    const rowAt = (i: Expr): Expr => integers.add(integers.times(own.axis(1), tiling.rows), i);
    const columnAt = (j: Expr): Expr => integers.add(own.axis(2), integers.times(j, across));
    const rows = Array.from({ length: tiling.rows }, (_, i) => rowAt(code.integer(i)));
    const columns = Array.from({ length: tiling.columns }, (_, j) => columnAt(code.integer(j)));
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
    writeResults({ root, node, tiling, stack, rowAt, columnAt, sums }, writer);
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
  const rowAt = (i: Expr): Expr => integers.add(top, integers.add(laneRow, integers.times(i, sharedSide)));
  const columnAt = (j: Expr): Expr => integers.add(left, integers.add(laneColumn, integers.times(j, sharedSide)));
  writeResults({ root, node, tiling, stack, rowAt, columnAt, sums }, writer);
  return tiling.depth * (height + width);
}
