import { resolveData } from '../../../../core/data/registry.ts';
import type { ResolvedBalancing } from '../../../../core/project/balancing.ts';
import type { ModelSource } from '../../../../core/runs/model-formats.ts';
import { ownValue } from '../../../../core/util/own-value.ts';
import type { Network } from '../../code/network.ts';
import { markdownText, missingData, modelTables } from '../../code/project-texts.ts';

export interface TextFacts {
  readonly network: Network;
  readonly balancing: ResolvedBalancing;
  readonly className: string;
  readonly step: number;
  readonly parameterCount: number;
  readonly inputNames: ReadonlyMap<string, string>;
  readonly taskNames: ReadonlyMap<string, string>;
  /** What validation measured with these weights. */
  readonly metrics?: ModelSource['metrics'];
  /** The data set lies beside the code. */
  readonly hasData: boolean;
  /** What is otherwise than on the page. */
  readonly differences: readonly string[];
}

const titleOf = ({ network }: TextFacts): string => markdownText(network.project.name) || 'A network for several tasks';

/** README.md */
export function readmeText(facts: TextFacts): string {
  const { className, balancing, step, hasData, differences } = facts;
  return `# ${titleOf(facts)}

A PyTorch project, made with MTL Playground: the network, its weights after ${step} steps, ${hasData ? 'the data with its split,' : ''} and its training.

\`\`\`sh
pip install -r requirements.txt
python train.py                                  # goes on from weights.safetensors; --fresh: from new weights
torchrun --nproc-per-node 4 train.py             # on 4 processors or GPUs of this machine
torchrun --nnodes 2 --nproc-per-node 8 --rdzv-backend c10d --rdzv-endpoint HOST:29400 train.py
python train.py --resume                         # from the last checkpoint in run/, whoever wrote it
python predict.py                                # some test samples
python predict.py samples.csv --weights run/model.pt
\`\`\`

${modelTables(facts.network, facts)}

| file | |
| --- | --- |
| \`model.py\` | \`${className}\`: the network, layer by layer as on the canvas |
| \`losses.py\` | every task with its loss and its figures |
| \`balancing.py\` | ${markdownText(balancing.method.text.title.en)}: how tasks are weighed against each other |
| \`step.py\`, \`optimizer.py\` | one step of training |
| \`train.py\`, \`parallel.py\` | epochs, validation, early stopping, checkpoints; several processes |
| \`data.py\`, \`random_streams.py\`, \`tensors.py\` | the split and the batches of the page, and a reader of safetensors |
| \`document.json\`, \`playground.json\` | the document; drop the archive on the page to go on there |

## Several processes

Every process takes its part of each batch, which is as many times larger as there are processes. The gradients of every task are averaged over
all of them *before* the balancing method sees them, and losses are means over the labelled samples of all: so all choose the same weights,
and N processes take the very steps that one process takes with a batch N times as large (\`--batch-size\`). Two things see their own part only: the statistics of batch
normalisation, and losses that compare the samples of a batch.

A checkpoint is a whole file at any time. If a process dies, start again with \`--resume\` (torchrun does so by itself with
\`--max-restarts 3\` and \`--resume\`). PyTorch 1.13 under Python 3.11 must be told where output goes: \`torchrun --redirects 2 --tee 1 …\`.

## What is otherwise than on the page

${[...differences, 'Dropout and augmentation draw other random numbers.', 'The optimiser begins anew: its moments are no part of the weights.'].map((line) => `- ${line}`).join('\n')}
${missingData(facts.network, facts, hasData)}
It needs PyTorch 1.13 or newer. TensorBoard shows \`run/\` where it is installed.
`;
}

/** What validation measured with these weights, by task. */
function figuresText({ network, taskNames, metrics }: TextFacts): string {
  if (!metrics) return '- **Figures**: `python train.py --steps 0` prints those of the test split.';
  const said = (value: number | null): string => (value === null ? '–' : String(Number(value.toPrecision(4))));
  const rows = network.tasks.flatMap(({ task }) => {
    const own = ownValue(metrics, task.id);
    if (!own) return [];
    const figures = Object.entries({ loss: own.loss, ...own.metrics }).map(([name, value]) => `${name} ${said(value)}`);
    return [`| \`${taskNames.get(task.id)}\` | ${own.labelled} | ${figures.join(', ')} |`];
  });
  return `- **Figures** on the validation split, measured with these weights:

| task | labelled samples | |
| --- | --- | --- |
${rows.join('\n')}

\`python train.py --steps 0\` prints those of the test split.`;
}

/** MODEL_CARD.md */
export function modelCardText(facts: TextFacts): string {
  const { network, step, parameterCount, balancing } = facts;
  const { project } = network;
  const resolved = resolveData(project);
  const data = resolved.ok
    ? `${resolved.value.descriptor.text.title.en}: ${resolved.value.descriptor.text.summary.en} Licence: ${resolved.value.descriptor.licence}`
    : markdownText(project.data.dataset);
  const { optimizer, learningRate, batchSize, epochs } = project.training;
  return `# ${titleOf(facts)}: model card

- **Weights**: ${parameterCount} parameters after ${step} steps of training, from seed ${project.seed}.
- **Data**: ${data}
- **Training**: ${optimizer.kind}, learning rate ${learningRate}, batches of ${batchSize}, ${epochs} epochs as the goal; tasks are weighed by ${markdownText(balancing.method.text.title.en)}.
${figuresText(facts)}

${modelTables(facts.network, facts)}

Made with MTL Playground, for teaching and experiments. Judge it on data of your own before anything depends on it.
${project.note ? `\n${markdownText(project.note)}\n` : ''}`;
}
