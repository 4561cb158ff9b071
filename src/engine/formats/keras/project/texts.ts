import type { Network } from '../../code/network.ts';
import { markdownText, missingData, modelTables, otherwiseThanThePage } from '../../code/project-texts.ts';
import type { WrittenModel } from '../../code/written-model.ts';

/** README.md */
export function readmeText(network: Network, model: WrittenModel, step: number, hasData: boolean): string {
  const title = markdownText(network.project.name) || 'A network for several tasks';
  return `# ${title}

Python for Keras 3, made with MTL Playground: the network, its weights after ${step} steps${hasData ? ', the data with its split' : ''}, and training with a weight for each task. It runs on JAX, PyTorch or TensorFlow, whichever \`KERAS_BACKEND\` names.

\`\`\`sh
pip install -r requirements.txt      # and one of jax, torch, tensorflow
KERAS_BACKEND=jax python predict.py  # some test samples
KERAS_BACKEND=jax python train.py    # goes on from weights.safetensors
\`\`\`

${modelTables(network, model)}

| file | |
| --- | --- |
| \`model.py\` | \`${model.className}\`: the network, layer by layer as on the canvas |
| \`losses.py\` | every task with its weight, its loss and what it predicts |
| \`train.py\`, \`optimizer.py\` | \`model.fit\` with the tasks' weights, the page's optimiser and schedule |
| \`data.py\`, \`tensors.py\` | samples, and a reader of safetensors |
| \`document.json\`, \`playground.json\` | the document; drop the archive on the page to go on there |

## Where Keras and other frameworks differ

Keras' layers stand where they compute what the page does; the others are classes of \`keras.ops\`, so that the network stays equal:

- GRU: the reset gate acts before the recurrent product, \`reset_after=False\`; Keras' default and PyTorch let it act after it.
- Batch normalisation: the running variance is the biased one, ε is 1e-3 and 0.99 of the statistics is kept unless the layer says otherwise, as in Keras; padding is left out, too.
- Padding \`same\`: the odd zero comes last, as in TensorFlow.
- GELU is its tanh form; leaky ReLU has the slope 0.3 unless set.
- Adam: ε is added after the correction of the start, as in PyTorch; Keras adds it before, so \`optimizer.py\` has a class of its own.

## What is otherwise than on the page

${[
  ...otherwiseThanThePage(network),
  'The last batch of an epoch is smaller where the batch size does not divide the samples (the page leaves it out).',
]
  .map((line) => `- ${line}`)
  .join('\n')}
${missingData(network, model, hasData)}`;
}
