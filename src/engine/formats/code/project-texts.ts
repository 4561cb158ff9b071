import { resolveBalancing } from '../../../core/project/balancing.ts';
import { inputName, labelName } from '../../../core/project/data-names.ts';
import { invariant } from '../../../core/util/assert-never.ts';
import { shapeComment } from './helper.ts';
import { inComment } from './identifiers.ts';
import type { Network } from './network.ts';
import type { WrittenModel } from './written-model.ts';

/** A text in a cell or line of Markdown. */
export const markdownText = (text: string): string => inComment(text).replace(/[\\`*_{}[\]<>()#|!~]/g, '\\$&');

type TaskAndInputNames = Pick<WrittenModel, 'inputNames' | 'taskNames'>;

/** Tables of a model's inputs and tasks, in Markdown. */
export function modelTables(network: Network, { inputNames, taskNames }: TaskAndInputNames): string {
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

/** How the data file of a project is laid out, for who must write it because none lies there; empty where one does. */
export function missingData({ inputs, tasks }: Network, names: TaskAndInputNames, hasData: boolean): string {
  if (hasData) return '';
  const shapeText = (shape: readonly number[]): string => `[${['samples', ...shape].join(', ')}]`;
  const [ids, reals] = ['I32', 'F32'];
  const rows = [
    ...inputs.map(({ info }) => [
      `input.${names.inputNames.get(info.id)}`,
      info.dtype === 'i32' ? ids : reals,
      shapeText(info.shape),
      'as the model takes it',
    ]),
    ...tasks.flatMap(({ task, kind, target, classWeights }) => {
      const name = names.taskNames.get(task.id);
      const { shape, dtype } = kind.targetStorage(target);
      const input = inputs.find(({ info }) => labelName(task, target) === inputName(info.id));
      return [
        ...(input ? [] : [[`target.${name}`, dtype === 'i32' ? ids : reals, shapeText(shape), 'labels']]),
        [`mask.${name}`, 'U8', shapeText([]), '1 where a sample has a label, else 0'],
        ...(classWeights > 0 ? [[`class_weights.${name}`, reals, `[${classWeights}]`, 'what a class counts']] : []),
      ];
    }),
    ...['train', 'validation', 'test'].map((split) => [
      `split.${split}`,
      ids,
      '[samples of it]',
      'which samples, counted from 0',
    ]),
  ];
  return `
## The data, which does not lie here

\`data.safetensors\` is written by an export from a page on which the data is loaded, up to 256 MB. Or write it yourself, with these tensors:

| tensor | type | shape | |
| --- | --- | --- | --- |
${rows.map((row) => `| ${row.map((cell, i) => (i === 0 ? `\`${cell}\`` : cell)).join(' | ')} |`).join('\n')}
`;
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
