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
import { javascriptDialect } from './dialect.ts';
import { initialValue } from './initial.ts';
import { loweredTwin } from './lowered-module.ts';
import { reservedNames } from './reserved.ts';
import { jsList } from './source.ts';

/** Layers that are written with stock layers or in one expression. */
const javascriptTwins = stockTwins(javascriptDialect);

const language = (twins: ReadonlyMap<string, LayerTwin>): ModelLanguage => ({
  reserved: reservedNames,
  naming: 'camel',
  twins,
  attribute: (name) => `this.${name}`,
  named: (names, code, comment) =>
    `const ${names.length === 1 ? names[0] : jsList(names)} = ${code};${comment ? ` // ${comment}` : ''}`,
  bothMasks: (masks) => javascriptDialect.product(masks),
  lowered: loweredTwin,
});

/** The variable that holds a weight. */
const variable = ({ name, place: { access } }: PlacedTensor): string => access ?? `this.${name}`;

/** The network of a document in stock TensorFlow.js. `twins` are the layers that are not written as their primitives. */
export function modelFile(network: Network, twins: ReadonlyMap<string, LayerTwin> = javascriptTwins): WrittenModel {
  // Once to see what layers use, so that no layer is called like that.
  const used = new ModelWriter(network, language(twins), []).helpers.map(({ name }) => name);
  const writer = new ModelWriter(network, language(twins), used);
  const { written, inputNames, taskNames, className } = writer;
  const tensors = written.flatMap(tensorsOf);
  const byPage = new Map(tensors.map((tensor) => [tensor.page, tensor]));
  const known = (page: string): PlacedTensor => {
    const tensor = byPage.get(page);
    invariant(tensor, `${page} is written`);
    return tensor;
  };
  const penalties = [
    ...written.flatMap(({ layer, twin }) => (twin.penalties ?? []).map((code) => ({ code, node: layer.node.id }))),
    ...tiePenalties(network, tensors, (weight, x, y) => javascriptDialect.tie(variable(x), variable(y), weight)),
  ];
  const helpers: readonly Helper[] = inOrder(writer.helpers);
  const out = new Lines();
  out.add(`// ${inComment(network.project.name) || 'A network'}: made with MTL Playground, for stock TensorFlow.js.`);
  out.add(
    '// Tensors have the axes of the canvas: a batch [N, ...], images [N, height, width, channels], sequences [N, length, features].',
  );
  out.add("import * as tf from '@tensorflow/tfjs';\n");
  for (const { source } of helpers) out.add(source);
  out.add('/** Gives the logits of every task by name. Masks are 1 where a position holds something, 0 at padding. */');
  out.add(`export class ${className} {`);
  out.add('  constructor() {');
  for (const { layer, name, twin } of written) {
    if (!twin.module) continue;
    for (const said of differenceOf(layer)) out.add(`    // ${said}`, layer.node.id);
    out.add(`    this.${name} = ${twin.module};`, layer.node.id);
  }
  out.add('    /** Every weight by its name in weights.safetensors. */\n    this.weights = {');
  for (const { layer, name, twin } of written) {
    for (const one of tensorsOf({ layer, name, twin, lines: [] })) {
      out.add(`      ${textLiteral(one.name)}: ${variable(one)},`, layer.node.id);
    }
  }
  out.add('    };\n    /** What no optimiser moves: running statistics, and what is frozen on the canvas. */');
  const still = written.flatMap(({ layer }) =>
    [...(layer.node.frozen ? layer.parameters : []), ...layer.states].map(({ name }) =>
      textLiteral(known(`${layer.node.id}/${name}`).name),
    ),
  );
  out.add(`    this.frozen = new Set(${jsList(still)});\n  }\n`);
  const inputs = network.inputs.map(({ info, nodes }) => ({ name: inputNames.get(info.id) ?? info.id, info, nodes }));
  out.add(`  forward({ ${inputs.map(({ name }) => name).join(', ')} }, training = false) {`);
  for (const { name, info, nodes } of inputs) {
    out.add(`    // ${name}: ${shapeComment(info.shape)}${info.dtype === 'i32' ? ', ids (int32)' : ''}`, nodes[0] ?? null);
  }
  for (const { layer, lines } of written) for (const line of lines) out.add(`    ${line}`, layer.node.id);
  out.add('    return {');
  for (const one of network.tasks) {
    const key = textLiteral(taskNames.get(one.task.id) ?? one.task.id);
    out.add(`      ${key}: ${writer.code(one.logits)}, // ${taskComment(one)}`, one.logits);
  }
  out.add('    };\n  }\n');
  out.add('  /** The variables that are trained. */\n  trained() {');
  out.add('    return Object.keys(this.weights).flatMap((name) => (this.frozen.has(name) ? [] : [this.weights[name]]));\n  }\n');
  out.add("  /** What is added to the training loss beside the tasks' losses, after a forward pass. */\n  penalty() {");
  if (penalties.length === 0) out.add('    return tf.scalar(0);');
  else {
    out.add('    return tf.addN([');
    for (const { code, node } of penalties) out.add(`      ${code},`, node);
    out.add('    ]);');
  }
  out.add('  }\n');
  out.add('  /** Takes over the tensors of weights.safetensors. */\n  load(tensors) {');
  out.add(
    '    for (const [name, weight] of Object.entries(this.weights)) weight.assign(tensors[name]);\n    return this;\n  }\n',
  );
  out.add('  /** New weights, drawn as the page draws them. */\n  initialise() {\n    return this.load({');
  for (const { layer } of written) {
    for (const { name, initializer, shape } of [...layer.parameters, ...layer.states]) {
      out.add(
        `      ${textLiteral(known(`${layer.node.id}/${name}`).name)}: ${initialValue(initializer, shape)},`,
        layer.node.id,
      );
    }
  }
  out.add('    });\n  }\n}\n');
  return { text: out.text.join('\n'), nodes: out.nodes, className, tensors, inputNames, taskNames };
}
