import { randomKeyLength } from '../../../../core/program/counter-random.ts';
import { at } from '../../../../core/util/assert-never.ts';
import { productSize } from '../plan/graph.ts';
import type { NodeId, NodeKind, NodeOf, Place, PlanNode } from '../plan/nodes.ts';
import { type Code, type Expr, Integers } from './code.ts';
import { Coordinates } from './coordinates.ts';
import { binaryText, floatText, unaryText } from './functions.ts';
import { bufferName } from './names.ts';
import { chainNext, chainStart, scatterAdd } from './scatter.ts';
import { sumInParts } from './sums.ts';
import { fold, maxPoolGrad, unfold, windowReduce, windowSpread } from './windows.ts';

/** Writes the f32 expression of one element of a node. */
export type Emit<K extends NodeKind> = (node: NodeOf<K>, element: Coordinates, values: Values) => Expr;

/** Where a kernel finds the values that it does not compute itself. */
export type Places = (id: NodeId) => Place | undefined;

/** The values of nodes inside a kernel: each written once per element, and read from memory where another kernel stored it. */
export class Values {
  readonly integers: Integers;

  constructor(
    readonly code: Code,
    readonly nodes: readonly PlanNode[],
    private readonly places: Places,
  ) {
    this.integers = new Integers(code);
  }

  node(id: NodeId): PlanNode {
    return at(this.nodes, id);
  }

  /** The node's value at an element of its own shape. */
  at(id: NodeId, element: Coordinates): Expr {
    const key = `${id} ${element.key}`;
    const known = this.code.recall(key);
    if (known) return known;
    const node = this.node(id);
    const place = this.places(id);
    const value = place ? this.load(place, element, `stored ${id}`) : emit(node, element, this);
    return this.code.remember(key, value);
  }

  /** The value that input `index` of a node has at an element of the node, broadcasting. */
  input(node: PlanNode, index: number, element: Coordinates): Expr {
    const id = at(node.inputs, index);
    return this.at(id, element.stretchedFrom(this.node(id).shape));
  }

  load({ buffer, offset }: Place, element: Coordinates, key: string): Expr {
    const index = element.linear(this.code.parameter(offset, key));
    return this.float(`${bufferName[buffer]}[${index.text}]`, index);
  }

  /** Names an f32 expression that depends on `parts`. */
  float(text: string, ...parts: readonly Expr[]): Expr {
    return this.code.name(text, Math.max(0, ...parts.map(({ depth }) => depth)));
  }

  elementOf(id: NodeId, axes: readonly Expr[]): Coordinates {
    return Coordinates.fromAxes(this.code, this.node(id).shape, axes);
  }
}

const load: Emit<'load'> = (node, element, values) => {
  const { place } = node.attributes;
  return values.load(place, element, `load ${place.buffer} ${values.nodes.indexOf(node)}`);
};

const fill: Emit<'fill'> = ({ attributes }) => ({ text: floatText(attributes.value), depth: 0 });

const unary: Emit<'unary'> = (node, element, values) => {
  const x = values.input(node, 0, element);
  return values.float(unaryText[node.attributes.fn](x.text), x);
};

const binary: Emit<'binary'> = (node, element, values) => {
  const [a, b] = [values.input(node, 0, element), values.input(node, 1, element)];
  return values.float(binaryText[node.attributes.fn](a.text, b.text), a, b);
};

const select: Emit<'select'> = (node, element, values) => {
  const [condition, a, b] = [values.input(node, 0, element), values.input(node, 1, element), values.input(node, 2, element)];
  return values.float(`select(${b.text}, ${a.text}, ${condition.text} != 0.0)`, condition, a, b);
};

const broadcast: Emit<'broadcast'> = (node, element, values) => values.input(node, 0, element);

const reshape: Emit<'reshape'> = (node, element, values) => {
  const input = at(node.inputs, 0);
  return values.at(input, element.reshaped(values.node(input).shape));
};

const transpose: Emit<'transpose'> = (node, element, values) => {
  const { permutation } = node.attributes;
  const axes = permutation.map((_, axis) => element.axis(permutation.indexOf(axis)));
  const input = at(node.inputs, 0);
  return values.at(input, values.elementOf(input, axes));
};

const slice: Emit<'slice'> = (node, element, values) => {
  const axes = node.attributes.begin.map((from, axis) => values.integers.add(element.axis(axis), values.code.integer(from)));
  const input = at(node.inputs, 0);
  return values.at(input, values.elementOf(input, axes));
};

/** Zero where a coordinate lies outside the input; what is read there is thrown away. */
const pad: Emit<'pad'> = (node, element, values) => {
  const input = at(node.inputs, 0);
  const { shape } = values.node(input);
  const conditions: Expr[] = [];
  const axes = shape.map((extent, axis) => {
    const own = element.axis(axis);
    if (extent === node.shape[axis]) return own;
    const inner = values.integers.subtract(own, at(node.attributes.before, axis));
    conditions.push({ text: `${inner.text} < ${extent}u`, depth: inner.depth });
    return inner;
  });
  // An axis of extent 1 is read at its only place, whatever the coordinate says.
  const x = values.at(input, values.elementOf(input, axes));
  return values.float(`select(0.0, ${x.text}, ${conditions.map(({ text }) => text).join(' && ')})`, x, ...conditions);
};

const concat: Emit<'concat'> = (node, element, values) => {
  const { axis } = node.attributes;
  const { code } = values;
  const own = element.axis(axis);
  const depth = Math.max(...element.all().map((part) => part.depth));
  return code.within(depth, () => {
    const result = code.variable('0.0', depth);
    let start = 0;
    for (const input of node.inputs) {
      const extent = at(values.node(input).shape, axis);
      const from = start;
      start += extent;
      const conditions = [
        ...(from > 0 ? [`${own.text} >= ${from}u`] : []),
        ...(start < at(node.shape, axis) ? [`${own.text} < ${start}u`] : []),
      ];
      code.block(`if (${conditions.join(' && ')})`, (inner) => {
        const part = code.name(`${own.text} - ${from}u`, inner);
        const axes = element.all().map((other, i) => (i === axis ? part : other));
        code.statement(`${result.text} = ${values.at(input, values.elementOf(input, axes)).text};`);
      });
    }
    return result;
  });
};

const gather: Emit<'gather'> = (node, element, values) => {
  const [table, ids] = [at(node.inputs, 0), at(node.inputs, 1)];
  const rank = values.node(ids).shape.length;
  const id = values.at(ids, values.elementOf(ids, element.all().slice(0, rank)));
  const row = values.float(`u32(${id.text})`, id);
  return values.at(table, values.elementOf(table, [row, ...element.all().slice(rank)]));
};

const oneHot: Emit<'oneHot'> = (node, element, values) => {
  const ids = at(node.inputs, 0);
  const id = values.at(ids, values.elementOf(ids, element.all().slice(0, -1)));
  const place = element.axis(node.shape.length - 1);
  return values.float(`select(0.0, 1.0, ${id.text} == f32(${place.text}))`, id, place);
};

/** `counterUniform` of core/program/counter-random.ts in u32: the same bits. */
const random: Emit<'random'> = (node, element, values) => {
  const { code } = values;
  const key = at(node.inputs, 0);
  const counter = element.linear();
  let left = code.name(`(${counter.text} >> 12u) & 4095u`, counter.depth);
  let right = code.name(`${counter.text} & 4095u`, counter.depth);
  for (let round = 0; round < randomKeyLength; round++) {
    const number = values.at(key, values.elementOf(key, [code.integer(round)]));
    const t = values.float(`(${right.text} + u32(${number.text})) & 4095u`, right, number);
    const mixed = values.float(`(${left.text} + ((${t.text} * ${t.text}) >> 5u) + ${t.text}) & 4095u`, left, t);
    [left, right] = [right, mixed];
  }
  return values.float(`f32(${left.text} * 4096u + ${right.text}) / 16777216.0`, left, right);
};

const reduce: Emit<'reduce'> = (node, element, values) => {
  const { code } = values;
  const { fn, axes } = node.attributes;
  const input = at(node.inputs, 0);
  const { shape } = values.node(input);
  const depth = Math.max(0, ...element.all().map((axis) => axis.depth));
  return code.within(depth, () => {
    const result = code.variable(fn === 'sum' ? '0.0' : floatText(Number.NEGATIVE_INFINITY), depth);
    const places = [...element.all()];
    const over = (remaining: readonly number[]): void => {
      const [axis, ...rest] = remaining;
      if (axis !== undefined)
        code.loop(at(shape, axis), (index) => {
          places[axis] = index;
          over(rest);
        });
      else {
        const x = values.at(input, values.elementOf(input, places)).text;
        code.statement(`${result.text} = ${fn === 'sum' ? `${result.text} + ${x}` : `max(${result.text}, ${x})`};`);
      }
    };
    over(axes.filter((axis) => at(shape, axis) > 1));
    return result;
  });
};

/** The two factors of a product at row and column and an inner step. */
export function factors(
  values: Values,
  node: NodeOf<'contract'>,
  term: number,
  place: { readonly stack: readonly Expr[]; readonly row: Expr; readonly column: Expr; readonly inner: Expr },
) {
  const { transposeA, transposeB } = at(node.attributes.terms, term);
  const [a, b] = [at(node.inputs, 2 * term), at(node.inputs, 2 * term + 1)];
  const { stack, row, column, inner } = place;
  return {
    a: () => values.at(a, values.elementOf(a, [...stack, ...(transposeA ? [inner, row] : [row, inner])])),
    b: () => values.at(b, values.elementOf(b, [...stack, ...(transposeB ? [column, inner] : [inner, column])])),
  };
}

const contract: Emit<'contract'> = (node, element, values) => {
  const { code } = values;
  const rank = node.shape.length;
  const depth = Math.max(0, ...element.all().map((axis) => axis.depth));
  const [row, column] = [element.axis(rank - 2), element.axis(rank - 1)];
  return code.within(depth, () => {
    const sum = code.variable('0.0', depth);
    node.attributes.terms.forEach((_, term) => {
      sumInParts(code, productSize(values.nodes, node, term).inner, [sum], (inner, parts) => {
        const { a, b } = factors(values, node, term, { stack: element.all().slice(0, rank - 2), row, column, inner });
        code.statement(`${at(parts, 0)} += ${a().text} * ${b().text};`);
      });
    });
    return sum;
  });
};

/** How every kind of node is written; the compiler refuses a table that lacks one. */
const emitters: { readonly [K in NodeKind]: Emit<K> } = {
  load,
  fill,
  unary,
  binary,
  select,
  reshape,
  transpose,
  slice,
  concat,
  pad,
  broadcast,
  gather,
  oneHot,
  unfold,
  random,
  reduce,
  contract,
  scatterAdd,
  chainStart,
  chainNext,
  fold,
  windowReduce,
  windowSpread,
  maxPoolGrad,
};

const emit = <K extends NodeKind>(node: NodeOf<K>, element: Coordinates, values: Values): Expr =>
  emitters[node.kind](node, element, values);
