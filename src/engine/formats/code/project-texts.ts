import { resolveBalancing } from '../../../core/project/balancing.ts';
import { invariant } from '../../../core/util/assert-never.ts';
import { shapeComment } from './helper.ts';
import { inComment } from './identifiers.ts';
import type { Network } from './network.ts';
import type { WrittenModel } from './written-model.ts';

/** A text in a cell or line of Markdown. */
export const markdownText = (text: string): string => inComment(text).replace(/[\\`*_{}[\]<>()#|!~]/g, '\\$&');

/** Tables of a model's inputs and tasks, in Markdown. */
export function modelTables(network: Network, { inputNames, taskNames }: Pick<WrittenModel, 'inputNames' | 'taskNames'>): string {
  const inputs = network.inputs.map(
    ({ info, label }) =>
      `| \`${inputNames.get(info.id)}\` | ${markdownText(label)} | ${shapeComment(info.shape)}${info.dtype === 'i32' ? ' ids' : ''} |`,
  );
  const tasks = network.tasks.map(({ task, kind, logits }) => {
    const shape = network.streams.get(logits)?.shape ?? [];
    const note = kind.exportNote ? `; ${kind.exportNote}` : '';
    return `| \`${taskNames.get(task.id)}\` | ${markdownText(task.name)} | ${kind.text.title.en.toLowerCase()}${note} | ${shapeComment(shape)} | ${task.weight} |`;
  });
  return `| input | on the canvas | shape |
| --- | --- | --- |
${inputs.join('\n')}

| task | on the canvas | kind | output | weight |
| --- | --- | --- | --- | --- |
${tasks.join('\n')}`;
}

/** What code that trains with the tasks' weights alone does otherwise than the page does with this document, as lines of a list. */
export function otherwiseThanThePage({ project, layers }: Network): string[] {
  const { balancing, stages, adversarial, earlyStopping } = project.training;
  const resolved = resolveBalancing(balancing);
  invariant(resolved.ok, 'a document that trains has a balancing that can be used');
  const { method } = resolved.value;
  return [
    ...(balancing.method === 'equal' || balancing.method === 'none'
      ? []
      : [
          `Tasks count by their weights alone; the page balances them by ${markdownText(method.text.title.en)}, which the PyTorch project has.`,
        ]),
    ...(stages ? ['Training has one stage, with all tasks (the page: several).'] : []),
    ...(layers.some(({ node }) => node.rate !== undefined && node.rate !== 1)
      ? ['Every layer learns at the same rate (the page: some at rates of their own).']
      : []),
    ...(adversarial ? ['It trains on the samples as they are (the page: on attacked ones too).'] : []),
    ...(earlyStopping.enabled ? ['It does not stop early.'] : []),
    'Samples are shuffled, and dropout and augmentation are drawn, by other random numbers.',
    'The optimiser begins anew: its moments are no part of the weights.',
  ];
}
