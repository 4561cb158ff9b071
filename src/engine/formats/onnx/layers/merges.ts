import type { activation as activationKind } from '../../../../core/layers/basic/activation.ts';
import { describeShape } from '../../../../core/program/shapes.ts';
import { isFixed } from '../dims.ts';
import { activate } from './activate.ts';
import type { ParamsOf } from './dense.ts';
import { type Given, inputOf, type LayerScope, type Twin, type Written } from './twin.ts';

const sizeOf = ({ shape }: Given): string => describeShape(shape.map((dim) => (isFixed(dim) ? dim : null)));

/** Images of one size, element by element and with their channels first; null where it is anything else. */
const overImages =
  (type: string): Twin =>
  (scope: LayerScope): Written | null => {
    const images = scope.given('in');
    const [first] = images;
    if (first?.shape.length !== 4 || images.some((image) => sizeOf(image) !== sizeOf(first))) return null;
    const merged = images.map(({ channelsFirst }) => channelsFirst).reduce((a, b) => scope.graph.op(type, [a, b]));
    return { channelsFirst: merged };
  };

export const add = overImages('Add');
export const multiply = overImages('Mul');

export const activation: Twin<ParamsOf<typeof activationKind>> = (scope, { activation: id, slope }) => {
  const { value, channelsFirst, shape } = inputOf(scope);
  if (shape.length !== 4) return activate(scope.graph, id, value, slope);
  return { channelsFirst: activate(scope.graph, id, channelsFirst, slope) };
};
