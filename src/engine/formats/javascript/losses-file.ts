import { formatOf } from '../../../core/tasks/formats/format-of.ts';
import { inLanguage } from '../../../core/util/localized.ts';
import { inOrder, shapeComment } from '../code/helper.ts';
import { inComment, textLiteral } from '../code/identifiers.ts';
import { loweredTask } from '../code/lowered-task.ts';
import type { Network } from '../code/network.ts';
import { programLines } from '../code/program-lines.ts';
import { javascriptPrimitives } from './primitives.ts';

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** losses.js: every task with its weight, its loss and what it predicts. */
export function lossesFile(network: Network, taskNames: ReadonlyMap<string, string>): string {
  const sources = { feed: (name: string) => name, held: () => '' };
  const tasks = network.tasks.map((one) => {
    const shape = network.streams.get(one.logits)?.shape ?? [];
    const { loss, outputs } = loweredTask(one, shape, 'classWeights');
    return {
      one,
      shape,
      name: taskNames.get(one.task.id) ?? one.task.id,
      loss: programLines(loss, sources, javascriptPrimitives),
      outputs: programLines(outputs, sources, javascriptPrimitives),
    };
  });
  const withBatch = (lines: readonly string[]): string[] =>
    (lines.some((line) => /\bn\b/.test(line.replace(/ \/\/ .*$/, '')))
      ? ['const n = logits.shape[0];', ...lines]
      : [...lines]
    ).map((line) => `  ${line}`);
  const functions = tasks.map(({ one, shape, name, loss, outputs }) => {
    const labels = one.kind.targetStorage(one.target).shape;
    return [
      `/** ${inComment(one.task.name).replaceAll('*/', '* /')}: logits ${shapeComment(shape)}, labels ${shapeComment(labels)}; the loss of every sample [N]. */`,
      `function lossOf${capital(name)}(logits, labels, mask, classWeights) {`,
      ...withBatch(loss.lines),
      `  return ${loss.output('loss')};`,
      '}',
      '',
      `function outputsOf${capital(name)}(logits) {`,
      ...withBatch(outputs.lines),
      `  return ${outputs.output('outputs')};`,
      '}',
      '',
    ].join('\n');
  });
  const entries = tasks.map(({ one: { task, target }, name }) => {
    const classes = (formatOf(target).classNames?.(target) ?? []).map((label) => textLiteral(inLanguage(label, 'en')));
    const list = classes.length > 0 ? `, classes: [${classes.join(', ')}]` : '';
    const of = `name: ${textLiteral(task.name)}, weight: ${task.weight}`;
    return `  ${textLiteral(name)}: { ${of}, loss: lossOf${capital(name)}, outputs: outputsOf${capital(name)}${list} },`;
  });
  return [
    "import * as tf from '@tensorflow/tfjs';\n",
    ...inOrder(tasks.flatMap(({ loss, outputs }) => [...loss.helpers, ...outputs.helpers])).map(({ source }) => source),
    ...functions,
    '/** What is learned. The mean loss over the samples that have a label counts `weight` times: change it here, or while it trains. */',
    `export const TASKS = {\n${entries.join('\n')}\n};\n`,
  ].join('\n');
}
