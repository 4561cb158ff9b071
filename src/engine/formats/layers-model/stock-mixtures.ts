import { learnedSum } from '../../../core/layers/merge/learned-sum.ts';
import { mixture } from '../../../core/layers/merge/mixture.ts';
import { sizeOf } from '../../../core/program/shapes.ts';
import { at } from '../../../core/util/assert-never.ts';
import type { LayerOutput, WeightValues } from './sketch.ts';
import { choosesExperts, type NodeExport, type StockLayer } from './stock-layer.ts';

const linear = (units: number) => ({ units, activation: 'linear', use_bias: false });

/** A product over the last axis with a frozen matrix, [inputs, units] row by row. */
function fixedDense(
  node: NodeExport,
  suffix: string,
  x: LayerOutput,
  matrix: readonly number[],
  activation = 'linear',
): LayerOutput {
  const inputs = at(x.shape, x.shape.length - 1);
  const units = matrix.length / inputs;
  const kernel = { shape: [inputs, units], data: Float32Array.from(matrix) };
  const config = { ...linear(units), activation, trainable: false };
  return node.model.add(node.model.freeName(`${node.name}_${suffix}`), 'Dense', config, [x], [...x.shape.slice(0, -1), units], {
    kernel,
  });
}

const reshape = (node: NodeExport, suffix: string, x: LayerOutput, shape: readonly number[]): LayerOutput =>
  node.model.add(node.model.freeName(`${node.name}_${suffix}`), 'Reshape', { target_shape: shape }, [x], shape);

const added = (node: NodeExport, terms: readonly LayerOutput[]): LayerOutput =>
  terms.length === 1 ? at(terms, 0) : node.model.add(node.model.freeName(`${node.name}_sum`), 'Add', {}, terms, node.shape);

const weightAt = (weights: WeightValues, name: string) =>
  at(
    [weights[name]].flatMap((value) => value ?? []),
    0,
  );

/**
 * A gate of Dense layers and one product per expert. The layer that bears the node's name holds the gate's weights; logits are divided by
 * the temperature, and gate values taken apart, by frozen matrices.
 */
export const stockMixture: StockLayer = (node) => {
  const params = mixture.schema.parse(node.params);
  const { model, name, inputsAt } = node;
  const experts = inputsAt.experts ?? [];
  const n = experts.length;
  if (params.topK > 0 && params.topK < n) return choosesExperts(node, params.topK);
  const arriving = at(inputsAt.gate ?? [], 0);
  const flat = arriving.shape.length === 1 ? arriving : reshape(node, 'features', arriving, [sizeOf(arriving.shape)]);
  const logits =
    params.gate === 'logits'
      ? flat
      : model.add(name, 'Dense', { ...linear(n), trainable: !node.frozen }, [flat], [n], {
          kernel: weightAt(node.weights, 'gate'),
        });
  const scale = Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 / params.temperature : 0));
  const gates = fixedDense(node, 'gates', logits, scale, 'softmax');
  const terms = experts.map((expert, e) => {
    const own = fixedDense(
      node,
      `gate_${e}`,
      gates,
      Array.from({ length: n }, (_, i) => (i === e ? 1 : 0)),
    );
    const ones = expert.shape.map(() => 1);
    const gate = ones.length === 1 ? own : reshape(node, `gate_${e}_wide`, own, ones);
    return model.add(model.freeName(`${name}_part_${e}`), 'Multiply', {}, [gate, expert], node.shape);
  });
  return added(node, terms);
};

/**
 * All parts side by side on a last axis [..., n·subspaces], and a Dense without bias over it whose kernel is the transposed coefficients;
 * it bears the node's name.
 */
export const stockLearnedSum: StockLayer = (node) => {
  const { subspaces: g } = learnedSum.schema.parse(node.params);
  const { model, name } = node;
  const size = sizeOf(node.shape);
  const features = at(node.shape, node.shape.length - 1);
  const [rows, width] = [size / features, features / g];
  const turn = (x: LayerOutput, suffix: string, shape: readonly number[]): LayerOutput =>
    model.add(model.freeName(`${name}_${suffix}`), 'Permute', { dims: [1, 3, 2] }, [x], shape);
  const parts = node.inputs.map((input, i) =>
    turn(reshape(node, `parts_${i}`, input, [rows, g, width]), `turned_${i}`, [rows, width, g]),
  );
  const columns = parts.length * g;
  const joined =
    parts.length === 1
      ? at(parts, 0)
      : model.add(model.freeName(`${name}_joined`), 'Concatenate', { axis: -1 }, parts, [rows, width, columns]);
  const { shape, data } = weightAt(node.weights, 'coefficients');
  const kernel = { shape: [...shape].reverse(), data: transposed(data, g, columns) };
  const mixed = model.add(name, 'Dense', { ...linear(g), trainable: !node.frozen }, [joined], [rows, width, g], { kernel });
  return reshape(node, 'whole', turn(mixed, 'back', [rows, g, width]), node.shape);
};

/** A matrix [rows, columns] as [columns, rows]. */
export const transposed = (data: Float32Array, rows: number, columns: number): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length: rows * columns }, (_, i) => at(data, (i % rows) * columns + Math.floor(i / rows)));
