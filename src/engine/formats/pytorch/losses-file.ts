import { formatOf } from '../../../core/tasks/formats/format-of.ts';
import { inLanguage } from '../../../core/util/localized.ts';
import { inOrder, shapeComment } from '../code/helper.ts';
import { inComment, textLiteral } from '../code/identifiers.ts';
import { loweredTask } from '../code/lowered-task.ts';
import type { Network, NetworkTask } from '../code/network.ts';
import { lossTwins } from './losses/registry.ts';
import type { LossTwin } from './losses/twin.ts';
import { pythonLines } from './primitives.ts';
import { python } from './python.ts';

type Written = ReturnType<LossTwin['write']> & {
  /** Statements before the loss, and before what is predicted. */
  readonly lines?: readonly string[];
  readonly activating?: readonly string[];
};

/** The loss of a kind that nobody wrote by hand, as the primitives that it is lowered to. */
function loweredLoss(one: NetworkTask, logits: readonly number[]): Written {
  const { loss: program, outputs } = loweredTask(one, logits, 'class_weights');
  const sources = { feed: (name: string) => name, held: () => '' };
  const loss = pythonLines(program, sources);
  const activated = pythonLines(outputs, sources);
  return {
    lines: loss.lines,
    loss: loss.output('loss'),
    activating: activated.lines,
    activate: activated.output('outputs'),
    metrics: {},
    helpers: [...loss.helpers, ...activated.helpers],
  };
}

/** What the names of classes, tags or labels are, where a prediction is of these. */
const classNames = ({ target }: NetworkTask): readonly string[] =>
  (formatOf(target).classNames?.(target) ?? []).map((name) => inLanguage(name, 'en'));

const header = python`
    import torch
    import torch.nn.functional as F


    class Task:
        """What is learned: its name on the page, its weight in the sum of the losses, and what judges it.
        loss(logits, labels, mask, class_weights) gives the loss of every sample [N], whose mean over the labelled samples is the task's.
        measures(labels) says whether a batch of these has anything to judge."""

        def __init__(self, name, weight, loss, activate, metrics, classes=(), measures=lambda labels: True):
            self.name, self.weight, self.loss, self.activate, self.metrics = name, weight, loss, activate, metrics
            self.classes, self.measures = classes, measures
`;

/** losses.py: every task with its loss, what it predicts, and its figures. */
export function lossesFile(
  network: Network,
  taskNames: ReadonlyMap<string, string>,
  twins: ReadonlyMap<string, LossTwin> = lossTwins,
): string {
  const tasks = network.tasks.map((one) => {
    const logits = network.streams.get(one.logits)?.shape ?? [];
    const twin = twins.get(one.task.kind);
    const written: Written = twin ? twin.write(one) : loweredLoss(one, logits);
    return { one, logits, written, name: taskNames.get(one.task.id) ?? one.task.id };
  });
  const helpers = inOrder(tasks.flatMap(({ written }) => written.helpers ?? []));
  const functions = tasks.map(({ one, logits, written, name }) => {
    const labels = one.kind.targetStorage(one.target).shape;
    return [
      `def loss_of_${name}(logits, labels, mask, class_weights):`,
      `    # ${inComment(one.task.name)}: logits ${shapeComment(logits)}, labels ${shapeComment(labels)}`,
      ...(written.lines ? ['    n, device = logits.shape[0], logits.device'] : []),
      ...(written.lines ?? []).map((line) => `    ${line}`),
      `    return ${written.loss}`,
      '',
      '',
      ...(written.activating
        ? [
            `def outputs_of_${name}(logits):`,
            '    n, device = logits.shape[0], logits.device',
            ...written.activating.map((line) => `    ${line}`),
            `    return ${written.activate}`,
            '',
            '',
          ]
        : []),
      `def metrics_of_${name}(outputs, labels):`,
      `    return {${Object.entries(written.metrics)
        .map(([metric, code]) => `"${metric}": ${code}`)
        .join(', ')}}`,
    ].join('\n');
  });
  const entries = tasks.map(({ one, written, name }) => {
    const names = classNames(one);
    const classes = names.length > 0 ? `, [${names.map(textLiteral).join(', ')}]` : '';
    const measures = written.measures ? `, measures=lambda labels: ${written.measures}` : '';
    const of = `${textLiteral(one.task.name)}, ${one.task.weight}`;
    return `    ${textLiteral(name)}: Task(${of}, loss_of_${name}, ${written.activating ? `outputs_of_${name}` : `lambda logits: ${written.activate}`}, metrics_of_${name}${classes}${measures}),`;
  });
  return [
    header,
    ...helpers.map(({ source }) => source),
    ...functions.map((text) => `${text}\n`),
    `TASKS = {\n${entries.join('\n')}\n}\n`,
  ].join('\n\n');
}
