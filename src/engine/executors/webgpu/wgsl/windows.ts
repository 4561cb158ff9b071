import { windowOutput } from '../../../../core/program/shapes.ts';
import type { Shape, Window2D } from '../../../../core/program/types.ts';
import { at } from '../../../../core/util/assert-never.ts';
import type { Expr } from './code.ts';
import { Coordinates } from './coordinates.ts';
import { floatText } from './functions.ts';
import type { Emit, Values } from './values.ts';

/** Along one axis: the pixel under cell `cell` of the window at `place`, and whether it lies inside the image (null: always). */
function pixelUnder(values: Values, window: Window2D, axis: 0 | 1, extent: number, place: Expr, cell: Expr) {
  const { integers } = values;
  const before = window.pad[axis === 0 ? 0 : 2];
  const after = window.pad[axis === 0 ? 1 : 3];
  const padded = integers.sum([
    [place, window.stride[axis]],
    [cell, window.dilation[axis]],
  ]);
  const pixel = integers.subtract(padded, before);
  return { pixel, inside: before === 0 && after === 0 ? null : `${pixel.text} < ${extent}u` };
}

/** Along one axis: the place of the window whose cell `cell` covers `pixel`, and whether there is one. */
function placeOver(values: Values, window: Window2D, axis: 0 | 1, places: number, pixel: Expr, cell: Expr) {
  const { code, integers } = values;
  const stride = window.stride[axis];
  const from = integers.add(pixel, code.integer(window.pad[axis === 0 ? 0 : 2]));
  const step = integers.times(cell, window.dilation[axis]);
  const distance = code.name(`${from.text} - ${step.text}`, Math.max(from.depth, step.depth));
  const place = integers.over(distance, stride);
  const conditions = [`${from.text} >= ${step.text}`, `${place.text} < ${places}u`];
  if (stride > 1) conditions.push(`${distance.text} % ${stride}u == 0u`);
  return { place, covers: conditions.join(' && ') };
}

const deepest = (element: Coordinates): number => Math.max(0, ...element.all().map((axis) => axis.depth));

/** A sum or maximum over the cells of a window, as a variable: `visit` is written inside the loops. */
function overCells(values: Values, window: Window2D, visit: (row: Expr, column: Expr) => void): void {
  values.code.loop(window.kernel[0], (row) => values.code.loop(window.kernel[1], (column) => visit(row, column)));
}

const joined = (...conditions: readonly (string | null)[]): string => conditions.filter((text) => text !== null).join(' && ');

export const unfold: Emit<'unfold'> = (node, element, values) => {
  const { window } = node.attributes;
  const { code, integers } = values;
  const image = at(node.inputs, 0);
  const [, height = 1, width = 1, channels = 1] = values.node(image).shape;
  const cell = element.axis(3);
  const channel = integers.modulo(cell, channels);
  const place = integers.over(cell, channels);
  const y = pixelUnder(values, window, 0, height, element.axis(1), integers.over(place, window.kernel[1]));
  const x = pixelUnder(values, window, 1, width, element.axis(2), integers.modulo(place, window.kernel[1]));
  const value = values.at(
    image,
    Coordinates.fromAxes(code, values.node(image).shape, [element.axis(0), y.pixel, x.pixel, channel]),
  );
  const inside = joined(y.inside, x.inside);
  return inside === '' ? value : values.float(`select(0.0, ${value.text}, ${inside})`, value, y.pixel, x.pixel);
};

export const windowReduce: Emit<'windowReduce'> = (node, element, values) => {
  const { fn, window } = node.attributes;
  const { code } = values;
  const image = at(node.inputs, 0);
  const { shape } = values.node(image);
  const depth = deepest(element);
  return code.within(depth, () => {
    const result = code.variable(fn === 'sum' ? '0.0' : floatText(Number.NEGATIVE_INFINITY), depth);
    overCells(values, window, (row, column) => {
      const y = pixelUnder(values, window, 0, at(shape, 1), element.axis(1), row);
      const x = pixelUnder(values, window, 1, at(shape, 2), element.axis(2), column);
      const add = (): void => {
        const value = values.at(image, values.elementOf(image, [element.axis(0), y.pixel, x.pixel, element.axis(3)])).text;
        code.statement(`${result.text} = ${fn === 'sum' ? `${result.text} + ${value}` : `max(${result.text}, ${value})`};`);
      };
      const inside = joined(y.inside, x.inside);
      if (inside === '') add();
      else code.block(`if (${inside})`, add);
    });
    return result;
  });
};

/** Adds, for a pixel, what `term` gives for every window that covers it. */
function overCovers(
  values: Values,
  window: Window2D,
  image: Shape,
  element: Coordinates,
  visit: (place: { row: Expr; column: Expr; y: Expr; x: Expr }) => void,
): void {
  const [places, columns] = windowOutput(image, window);
  overCells(values, window, (row, column) => {
    const y = placeOver(values, window, 0, places, element.axis(1), row);
    const x = placeOver(values, window, 1, columns, element.axis(2), column);
    values.code.block(`if (${y.covers} && ${x.covers})`, () => visit({ row, column, y: y.place, x: x.place }));
  });
}

export const windowSpread: Emit<'windowSpread'> = (node, element, values) => {
  const { code } = values;
  const input = at(node.inputs, 0);
  const depth = deepest(element);
  return code.within(depth, () => {
    const sum = code.variable('0.0', depth);
    overCovers(values, node.attributes.window, node.shape, element, ({ y, x }) => {
      const value = values.at(input, values.elementOf(input, [element.axis(0), y, x, element.axis(3)]));
      code.statement(`${sum.text} += ${value.text};`);
    });
    return sum;
  });
};

export const fold: Emit<'fold'> = (node, element, values) => {
  const { code, integers } = values;
  const { window } = node.attributes;
  const input = at(node.inputs, 0);
  const channels = at(node.shape, 3);
  const depth = deepest(element);
  return code.within(depth, () => {
    const sum = code.variable('0.0', depth);
    overCovers(values, window, node.shape, element, ({ row, column, y, x }) => {
      const cell = integers.sum([
        [row, window.kernel[1] * channels],
        [column, channels],
        [element.axis(3), 1],
      ]);
      const value = values.at(input, values.elementOf(input, [element.axis(0), y, x, cell]));
      code.statement(`${sum.text} += ${value.text};`);
    });
    return sum;
  });
};

/** A pixel receives the gradient of every window whose first maximum it is. */
export const maxPoolGrad: Emit<'maxPoolGrad'> = (node, element, values) => {
  const { code } = values;
  const { window } = node.attributes;
  const [image, gradient] = [at(node.inputs, 0), at(node.inputs, 1)];
  const { shape } = values.node(image);
  const depth = deepest(element);
  return code.within(depth, () => {
    const sum = code.variable('0.0', depth);
    overCovers(values, window, shape, element, ({ row, column, y, x }) => {
      const inner = code.depth;
      const best = code.variable(floatText(Number.NEGATIVE_INFINITY), inner);
      const winner = code.variable('0xffffffffu', inner);
      overCells(values, window, (i, j) => {
        const below = pixelUnder(values, window, 0, at(shape, 1), y, i);
        const beside = pixelUnder(values, window, 1, at(shape, 2), x, j);
        const compare = (): void => {
          const value = values.at(image, values.elementOf(image, [element.axis(0), below.pixel, beside.pixel, element.axis(3)]));
          const cell = `${i.text} * ${window.kernel[1]}u + ${j.text}`;
          code.block(`if (${winner.text} == 0xffffffffu || ${value.text} > ${best.text})`, () => {
            code.statement(`${best.text} = ${value.text};`);
            code.statement(`${winner.text} = ${cell};`);
          });
        };
        const inside = joined(below.inside, beside.inside);
        if (inside === '') compare();
        else code.block(`if (${inside})`, compare);
      });
      code.block(`if (${winner.text} == ${row.text} * ${window.kernel[1]}u + ${column.text})`, () => {
        const dy = values.at(gradient, values.elementOf(gradient, [element.axis(0), y, x, element.axis(3)]));
        code.statement(`${sum.text} += ${dy.text};`);
      });
    });
    return sum;
  });
};
