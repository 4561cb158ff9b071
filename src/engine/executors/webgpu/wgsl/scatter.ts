import { sizeOf } from '../../../../core/program/shapes.ts';
import { at, invariant } from '../../../../core/util/assert-never.ts';
import { isKind } from '../plan/graph.ts';
import type { NodeId, NodeOf } from '../plan/nodes.ts';
import type { Expr } from './code.ts';
import { Coordinates } from './coordinates.ts';
import type { MemberWriter } from './kernel.ts';
import type { Emit, Values } from './values.ts';

const deepest = (element: Coordinates): number => Math.max(0, ...element.all().map((axis) => axis.depth));

/** The updates of place `place` among the ids, at the element's column, added to `sum`. */
function addUpdate(values: Values, node: NodeOf<'scatterAdd'>, element: Coordinates, sum: Expr, place: Expr): void {
  const updates = at(node.inputs, 1);
  const { shape } = values.node(at(node.inputs, 0));
  const places = [...Coordinates.fromIndex(values.code, shape, place).all(), ...element.all().slice(1)];
  values.code.statement(`${sum.text} += ${values.at(updates, values.elementOf(updates, places)).text};`);
}

/** The updates of a row are added in the order of their ids, so that the sum is the same at every run. */
export const scatterAdd: Emit<'scatterAdd'> = (node, element, values) => {
  const { code } = values;
  const [ids, , start, next] = node.inputs;
  invariant(ids !== undefined, 'there are ids');
  const { shape } = values.node(ids);
  const count = sizeOf(shape);
  const row = element.axis(0);
  const depth = deepest(element);
  const idAt = (place: Expr): Expr => values.at(ids, Coordinates.fromIndex(code, shape, place));
  const entryOf = (chain: NodeId, place: Expr): Expr => values.at(chain, values.elementOf(chain, [place]));
  return code.within(depth, () => {
    const sum = code.variable('0.0', depth);
    if (start === undefined || next === undefined) {
      code.loop(count, (index) => {
        code.block(`if (u32(${idAt(index).text}) == ${row.text})`, (inner) =>
          addUpdate(values, node, element, sum, code.name(`${index.text} + 0u`, inner)),
        );
      });
      return sum;
    }
    // What a row without updates has for a start is left over from something else: its id tells.
    const first = code.name(`min(u32(${entryOf(start, row).text}), ${count - 1}u)`, depth);
    code.block(`if (u32(${idAt(first).text}) == ${row.text})`, (inner) => {
      const place = code.variable(first.text, inner);
      code.block(`while (${place.text} < ${count}u)`, (deeper) => {
        const here = code.name(`${place.text} + 0u`, deeper);
        addUpdate(values, node, element, sum, here);
        code.statement(`${place.text} = u32(${entryOf(next, here).text});`);
      });
    });
    return sum;
  });
};

/** Compares an id with the others from place `from` to `to`, one after the other, until one is the same; gives where, or `to`. */
function search(values: Values, ids: NodeId, id: Expr, from: string, to: string): Expr {
  const { code } = values;
  const { shape } = values.node(ids);
  const place = code.variable(from, code.depth);
  code.block(`while (${place.text} < ${to})`, (depth) => {
    const here = code.name(`${place.text} + 0u`, depth);
    const other = values.at(ids, Coordinates.fromIndex(code, shape, here));
    code.statement(`if (${other.text} == ${id.text}) { break; }`);
    code.statement(`${place.text} += 1u;`);
  });
  return place;
}

export const chainNext: Emit<'chainNext'> = (node, element, values) => {
  const { code } = values;
  const ids = at(node.inputs, 0);
  const place = element.axis(0);
  return code.within(deepest(element), () => {
    const id = values.at(ids, values.elementOf(ids, [place]));
    const found = search(values, ids, id, `${place.text} + 1u`, `${at(node.shape, 0)}u`);
    return values.float(`f32(${found.text})`, found);
  });
};

export const chainStart: Emit<'chainStart'> = () => {
  throw new Error('Broken invariant: where chains start is written by a kernel of its own');
};

/** A kernel over ids: the first of each id writes its place into the row of that id. */
export function writeChainStart(root: NodeId, place: number | undefined, writer: MemberWriter): number {
  const { values, workgroupSize } = writer;
  const { code } = values;
  const node = values.node(root);
  invariant(isKind(node, 'chainStart') && place !== undefined, 'where chains start is stored');
  const ids = at(node.inputs, 0);
  const count = sizeOf(values.node(ids).shape);
  const item = code.name(`group * ${workgroupSize}u + lane`, 0);
  code.guard(count % workgroupSize === 0 ? [] : [`${item.text} < ${count}u`], (depth) => {
    const own = { text: item.text, depth };
    const id = values.at(ids, values.elementOf(ids, [own]));
    const found = search(values, ids, id, '0u', item.text);
    const start = code.parameter(place, `start ${root}`);
    code.block(`if (${found.text} == ${item.text})`, () =>
      code.statement(`A[${start.text} + u32(${id.text})] = f32(${item.text});`),
    );
  });
  return Math.ceil(count / workgroupSize);
}
