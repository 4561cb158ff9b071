import { invariant } from '../../../core/util/assert-never.ts';
import { differenceOf } from '../code/differences.ts';
import { type Helper, inOrder, shapeComment } from '../code/helper.ts';
import { inComment, textLiteral } from '../code/identifiers.ts';
import {
  Lines,
  type ModelLanguage,
  ModelWriter,
  type PlacedTensor,
  taskComment,
  tensorsOf,
  tiePenalties,
} from '../code/model-writer.ts';
import type { Network } from '../code/network.ts';
import { stockTwins } from '../code/stock/registry.ts';
import type { LayerTwin } from '../code/twin.ts';
import type { WrittenModel } from '../code/written-model.ts';
import { kerasDialect } from './dialect.ts';
import { initialValue } from './initial.ts';
import { loweredTwin } from './lowered-module.ts';
import { reservedNames } from './reserved.ts';

/** Layers that are written with Keras' own or in one expression. */
const kerasTwins = stockTwins(kerasDialect);

const language = (twins: ReadonlyMap<string, LayerTwin>): ModelLanguage => ({
  reserved: reservedNames,
  naming: 'snake',
  twins,
  attribute: (name) => `self.${name}`,
  named: (names, code, comment) => `${names.join(', ')} = ${code}${comment ? `  # ${comment}` : ''}`,
  bothMasks: (masks) => kerasDialect.product(masks),
  lowered: loweredTwin,
});

/** The variable that holds a weight. */
const variable = ({ name, place: { access } }: PlacedTensor): string => access ?? `self.${name}`;

/** The network of a document in Keras 3. `twins` are the layers that are not written as their primitives. */
export function modelFile(network: Network, twins: ReadonlyMap<string, LayerTwin> = kerasTwins): WrittenModel {
  // Once to see what layers use, so that no layer is called like that.
  const used = new ModelWriter(network, language(twins), []).helpers.map(({ name }) => name);
  const writer = new ModelWriter(network, language(twins), used);
  const { written, inputNames, taskNames, className } = writer;
  const tensors = written.flatMap(tensorsOf);
  const byPage = new Map(tensors.map((tensor) => [tensor.page, tensor]));
  const nameOf = (page: string): string => {
    const tensor = byPage.get(page);
    invariant(tensor, `${page} is written`);
    return textLiteral(tensor.name);
  };
  const penalties = [
    ...written.flatMap(({ layer, twin }) => (twin.penalties ?? []).map((code) => ({ code, node: layer.node.id }))),
    ...tiePenalties(network, tensors, (weight, x, y) => kerasDialect.tie(variable(x), variable(y), weight)),
  ];
  const helpers: readonly Helper[] = inOrder(writer.helpers);
  const out = new Lines();
  out.add(`# ${inComment(network.project.name) || 'A network'}: made with MTL Playground, for Keras 3 on any of its backends.`);
  out.add(
    '# Tensors have the axes of the canvas: a batch [N, ...], images [N, height, width, channels], sequences [N, length, features].',
  );
  out.add('import keras\nfrom keras import ops\n');
  for (const { source } of helpers) out.add(`\n${source}`);
  out.add(`\nclass ${className}(keras.Model):`);
  out.add('    """Gives the logits of every task by name. Masks are 1 where a position holds something, 0 at padding."""\n');
  out.add('    def __init__(self):\n        super().__init__()');
  for (const { layer, name, twin } of written) {
    const { id, frozen } = layer.node;
    if (!twin.module) continue;
    for (const said of differenceOf(layer)) out.add(`        # ${said}`, id);
    out.add(`        self.${name} = ${twin.module}`, id);
    if (frozen && layer.parameters.length > 0) out.add(`        self.${name}.trainable = False  # frozen on the canvas`, id);
  }
  out.add('        self.built = True');
  const inputs = network.inputs.map(({ info, nodes }) => ({ name: inputNames.get(info.id) ?? info.id, info, nodes }));
  out.add('\n    def call(self, inputs, training=False):');
  for (const { name, info, nodes } of inputs) {
    const comment = `${shapeComment(info.shape)}${info.dtype === 'i32' ? ', ids (int32)' : ''}`;
    out.add(`        ${name} = inputs[${textLiteral(name)}]  # ${comment}`, nodes[0] ?? null);
  }
  for (const { layer, lines } of written) for (const line of lines) out.add(`        ${line}`, layer.node.id);
  out.add('        return {');
  for (const one of network.tasks) {
    const key = textLiteral(taskNames.get(one.task.id) ?? one.task.id);
    out.add(`            ${key}: ${writer.code(one.logits)},  # ${taskComment(one)}`, one.logits);
  }
  out.add('        }\n');
  out.add(
    '    def penalty(self):\n        """What is added to the training loss beside the tasks\' losses, after a forward pass."""',
  );
  if (penalties.length === 0) out.add('        return 0.0');
  else {
    out.add('        return (');
    for (const [i, { code, node }] of penalties.entries()) out.add(`            ${i > 0 ? '+ ' : ''}${code}`, node);
    out.add('        )');
  }
  out.add('\n    def named_weights(self):\n        """Every weight by its name in weights.safetensors."""\n        return {');
  for (const { layer, name, twin } of written) {
    for (const one of tensorsOf({ layer, name, twin, lines: [] })) {
      out.add(`            ${textLiteral(one.name)}: ${variable(one)},`, layer.node.id);
    }
  }
  out.add('        }\n');
  out.add('    def load(self, tensors):\n        """Takes over the arrays of weights.safetensors."""');
  out.add(
    '        for name, weight in self.named_weights().items():\n            weight.assign(tensors[name])\n        return self\n',
  );
  out.add('    def initialise(self):\n        """New weights, drawn as the page draws them."""\n        return self.load({');
  for (const { layer } of written) {
    for (const { name, initializer, shape } of [...layer.parameters, ...layer.states]) {
      out.add(`            ${nameOf(`${layer.node.id}/${name}`)}: ${initialValue(initializer, shape)},`, layer.node.id);
    }
  }
  out.add('        })\n');
  return { text: out.text.join('\n'), nodes: out.nodes, className, tensors, inputNames, taskNames };
}
