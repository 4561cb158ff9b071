import { formatOf } from '../../../core/tasks/formats/format-of.ts';
import { inLanguage } from '../../../core/util/localized.ts';
import { inOrder, shapeComment } from '../code/helper.ts';
import { inComment, textLiteral } from '../code/identifiers.ts';
import { loweredTask } from '../code/lowered-task.ts';
import type { Network } from '../code/network.ts';
import { programLines } from '../code/program-lines.ts';
import { python } from '../pytorch/python.ts';
import { kerasPrimitives } from './primitives.ts';

const header = python`
    import keras
    from keras import ops


    class Task:
        """What is learned: its name on the page, its weight in the sum of the losses, and what judges it. loss(logits, labels, mask,
        class_weights) gives the loss of every sample [N], whose mean over the labelled samples is the task's; outputs(logits) what it predicts."""

        def __init__(self, name, weight, loss, outputs, classes=()):
            self.name, self.weight, self.loss, self.outputs, self.classes = name, weight, loss, outputs, classes
`;

/** losses.py: every task with its weight, its loss and what it predicts. */
export function lossesFile(network: Network, taskNames: ReadonlyMap<string, string>): string {
  const sources = { feed: (name: string) => name, held: () => '' };
  const tasks = network.tasks.map((one) => {
    const shape = network.streams.get(one.logits)?.shape ?? [];
    const { loss, outputs } = loweredTask(one, shape, 'class_weights');
    return {
      one,
      shape,
      name: taskNames.get(one.task.id) ?? one.task.id,
      loss: programLines(loss, sources, kerasPrimitives),
      outputs: programLines(outputs, sources, kerasPrimitives),
    };
  });
  const withBatch = (lines: readonly string[]): string[] =>
    (lines.some((line) => /\bn\b/.test(line.replace(/ {2}# .*$/, ''))) ? ['n = ops.shape(logits)[0]', ...lines] : [...lines]).map(
      (line) => `    ${line}`,
    );
  const functions = tasks.map(({ one, shape, name, loss, outputs }) => {
    const labels = one.kind.targetStorage(one.target).shape;
    const [lossCode, outputCode] = [loss.output('loss'), outputs.output('outputs')];
    return [
      `def loss_of_${name}(logits, labels, mask, class_weights):`,
      `    # ${inComment(one.task.name)}: logits ${shapeComment(shape)}, labels ${shapeComment(labels)}`,
      ...withBatch(loss.lines),
      `    return ${lossCode}`,
      '',
      '',
      `def outputs_of_${name}(logits):`,
      ...withBatch(outputs.lines),
      `    return ${outputCode}`,
      '',
    ].join('\n');
  });
  const entries = tasks.map(({ one: { task, target }, name }) => {
    const classes = (formatOf(target).classNames?.(target) ?? []).map((label) => textLiteral(inLanguage(label, 'en')));
    const list = classes.length > 0 ? `, [${classes.join(', ')}]` : '';
    return `    ${textLiteral(name)}: Task(${textLiteral(task.name)}, ${task.weight}, loss_of_${name}, outputs_of_${name}${list}),`;
  });
  return [
    header,
    ...inOrder(tasks.flatMap(({ loss, outputs }) => [...loss.helpers, ...outputs.helpers])).map(({ source }) => source),
    ...functions,
    `TASKS = {\n${entries.join('\n')}\n}\n`,
  ].join('\n\n');
}
