import { sizeOf } from '../../../../core/program/shapes.ts';
import { at, invariant } from '../../../../core/util/assert-never.ts';
import { isKind } from '../plan/graph.ts';
import type { NodeId } from '../plan/nodes.ts';
import { Coordinates } from './coordinates.ts';
import { floatText } from './functions.ts';
import type { MemberWriter } from './kernel.ts';

/** A reduction with a workgroup for each element: every invocation takes a part, and the parts are joined in a tree. */
export function writeRows(root: NodeId, writer: MemberWriter): { groups: number; shared: number } {
  const { values, workgroupSize } = writer;
  const { code } = values;
  const node = values.node(root);
  invariant(isKind(node, 'reduce'), 'rows are reduced');
  const { fn, axes } = node.attributes;
  const input = at(node.inputs, 0);
  const { shape } = values.node(input);
  const join = (a: string, b: string): string => (fn === 'sum' ? `${a} + ${b}` : `max(${a}, ${b})`);
  const element = Coordinates.fromIndex(code, node.shape, { text: 'group', depth: 0 });
  const extents = axes.map((axis) => at(shape, axis));
  const part = code.variable(fn === 'sum' ? '0.0' : floatText(Number.NEGATIVE_INFINITY), 0);
  code.block(`for (var step = lane; step < ${sizeOf(extents)}u; step += ${workgroupSize}u)`, (depth) => {
    const reduced = Coordinates.fromIndex(code, extents, { text: 'step', depth });
    const places = shape.map((_, axis) => (axes.includes(axis) ? reduced.axis(axes.indexOf(axis)) : element.axis(axis)));
    code.statement(`${part.text} = ${join(part.text, values.at(input, values.elementOf(input, places)).text)};`);
  });
  code.statement(`tile[lane] = ${part.text};`);
  code.statement('workgroupBarrier();');
  code.block(`for (var half = ${workgroupSize / 2}u; half > 0u; half >>= 1u)`, () => {
    code.block('if (lane < half)', () => code.statement(`tile[lane] = ${join('tile[lane]', 'tile[lane + half]')};`));
    code.statement('workgroupBarrier();');
  });
  code.block('if (lane == 0u)', () => {
    code.remember(`${root} ${element.key}`, code.name('tile[0]', code.depth));
    writer.write(element);
  });
  return { groups: sizeOf(node.shape), shared: workgroupSize };
}
