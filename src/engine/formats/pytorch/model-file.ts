import type { Initializer } from '../../../core/program/types.ts';
import { at } from '../../../core/util/assert-never.ts';
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
import type { LayerTwin } from '../code/twin.ts';
import type { WrittenModel } from '../code/written-model.ts';
import { initialStatement } from './initial.ts';
import { layerTwins } from './layers/registry.ts';
import { loweredTwin } from './lowered-module.ts';
import { placed, placedShape } from './placed.ts';
import { reservedNames } from './reserved.ts';

const language = (twins: ReadonlyMap<string, LayerTwin>): ModelLanguage => ({
  reserved: reservedNames,
  naming: 'snake',
  twins,
  attribute: (name) => `self.${name}`,
  named: (names, code, comment) => `${names.join(', ')} = ${code}${comment ? `  # ${comment}` : ''}`,
  bothMasks: (masks) => masks.join(' & '),
  lowered: loweredTwin,
});

/** self.name.0.weight is self.name[0].weight. */
const attribute = (name: string): string => `self.${name.replace(/\.(\d+)/g, '[$1]')}`;

/**
 * The network of a document as a module of PyTorch. `twins` are the layers that are written by hand; the outputs of the nodes `parting` stay at hand
 * after a forward pass.
 */
export function modelFile(
  network: Network,
  twins: ReadonlyMap<string, LayerTwin> = layerTwins,
  parting: readonly string[] = [],
): WrittenModel {
  // Once to see what layers use, so that no layer is called like that.
  const used = new ModelWriter(network, language(twins), []).helpers.map(({ name }) => name);
  const writer = new ModelWriter(network, language(twins), used);
  const { written, inputNames, taskNames, className } = writer;
  const tensors = written.flatMap(tensorsOf);
  const byPage = new Map(tensors.map((tensor) => [tensor.page, tensor]));
  const starts = written.flatMap(({ layer }) =>
    [...layer.parameters, ...layer.states].map(({ name, initializer }: { name: string; initializer: Initializer }) => {
      const {
        name: own,
        shape,
        place,
      } = at(
        [byPage.get(`${layer.node.id}/${name}`)].filter((found) => found !== undefined),
        0,
      );
      return {
        node: layer.node.id,
        ...initialStatement(attribute(own), initializer, (values) => Array.from(placed(values, shape, place))),
      };
    }),
  );
  const penalties = [
    ...written.flatMap(({ layer, twin }) => (twin.penalties ?? []).map((code) => ({ code, node: layer.node.id }))),
    ...tiePenalties(
      network,
      tensors,
      (weight, x, y) => `${weight} * (${attribute(x.name)} - ${attribute(y.name)}).square().sum()`,
    ),
  ];
  const helpers: readonly Helper[] = inOrder([...starts.flatMap((start) => start.helpers), ...writer.helpers]);
  const out = new Lines();
  out.add(`# ${inComment(network.project.name) || 'A network'}: made with MTL Playground.`);
  out.add(
    '# Tensors have the axes of the canvas: a batch [N, ...], images [N, height, width, channels], sequences [N, length, features].',
  );
  out.add('import torch\nimport torch.nn.functional as F\nfrom torch import nn\n');
  for (const { source } of helpers) out.add(`\n${source}`);
  out.add(`\nclass ${className}(nn.Module):`);
  out.add(`    """Gives the logits of every task by name. Masks are True where a position is no padding."""\n`);
  out.add('    def __init__(self):\n        super().__init__()');
  for (const { layer, name, twin } of written) {
    const { id, frozen } = layer.node;
    if (!twin.module) continue;
    for (const said of differenceOf(layer)) out.add(`        # ${said}`, id);
    out.add(`        self.${name} = ${twin.module}${twin.note ? `  # ${twin.note}` : ''}`, id);
    if (frozen && layer.parameters.length > 0) out.add(`        self.${name}.requires_grad_(False)  # frozen on the canvas`, id);
  }
  const inputs = network.inputs.map(({ info, nodes }) => ({ name: inputNames.get(info.id) ?? info.id, info, nodes }));
  out.add(`\n    def forward(self, ${inputs.map(({ name }) => name).join(', ')}):`);
  for (const { name, info, nodes } of inputs) {
    out.add(`        # ${name}: ${shapeComment(info.shape)}${info.dtype === 'i32' ? ', ids' : ''}`, nodes[0] ?? null);
  }
  for (const { layer, lines } of written) for (const line of lines) out.add(`        ${line}`, layer.node.id);
  if (parting.length > 0) {
    const values = parting.map((node) => writer.code(node));
    out.add(`        self.parting = [${values.join(', ')}]  # where tasks part: their gradients are compared here`);
  }
  out.add('        return {');
  for (const one of network.tasks) {
    const key = textLiteral(taskNames.get(one.task.id) ?? one.task.id);
    out.add(`            ${key}: ${writer.code(one.logits)},  # ${taskComment(one)}`, one.logits);
  }
  out.add('        }');
  if (penalties.length > 0) {
    out.add(
      '\n    def penalty(self):\n        """What is added to the training loss beside the tasks\' losses, after a forward pass."""\n        return (',
    );
    for (const [i, { code, node }] of penalties.entries()) out.add(`            ${i > 0 ? '+ ' : ''}${code}`, node);
    out.add('        )');
  }
  out.add('\n    def initialise(self):\n        """New weights, drawn as the page draws them."""');
  for (const { code, node } of starts) out.add(`        ${code}`, node);
  out.add('        return self\n');
  return { text: out.text.join('\n'), nodes: out.nodes, className, tensors, inputNames, taskNames };
}

/** The shape that a tensor has in the model. */
export const torchShape = ({ shape, place }: PlacedTensor): readonly number[] => placedShape(shape, place);
