import type { Network } from '../../code/network.ts';
import { markdownText, missingData, modelTables, otherwiseThanThePage } from '../../code/project-texts.ts';
import type { WrittenModel } from '../../code/written-model.ts';

/** package.json */
export const packageFile = `${JSON.stringify(
  {
    private: true,
    type: 'module',
    scripts: { train: 'node train.js', predict: 'node predict.js' },
    dependencies: { '@tensorflow/tfjs': '^4.22.0' },
  },
  null,
  2,
)}\n`;

/** README.md */
export function readmeText(network: Network, model: WrittenModel, step: number, hasData: boolean): string {
  const title = markdownText(network.project.name) || 'A network for several tasks';
  return `# ${title}

JavaScript for stock TensorFlow.js, made with MTL Playground: the network, its weights after ${step} steps${hasData ? ', the data with its split' : ''}, and training with a weight for each task.

\`\`\`sh
npm install
node predict.js     # some test samples
node train.js 5     # goes on for 5 epochs
\`\`\`

In a browser the same modules run with an import map for \`@tensorflow/tfjs\`, on its WebGPU, WebGL or WebAssembly backend:

\`\`\`js
import { loadModel, train } from './train.js';
import { predict } from './predict.js';
const model = await loadModel(); // ${model.className}
\`\`\`

${modelTables(network, model)}

| file | |
| --- | --- |
| \`model.js\` | \`${model.className}\`: the network, layer by layer as on the canvas |
| \`losses.js\` | every task with its weight, its loss and what it predicts |
| \`step.js\`, \`optimizer.js\`, \`train.js\` | one step, and all of them |
| \`data.js\`, \`tensors.js\` | samples, and a reader of safetensors |
| \`*.d.ts\` | what TypeScript knows of them: inputs and tasks by name |
| \`document.json\`, \`playground.json\` | the document; drop the archive on the page to go on there |

## Where TensorFlow.js and other frameworks differ

Layers of \`tf.layers\` stand where they compute what the page does; the others are classes of its operations, so that the network stays equal:

- GRU: the reset gate acts before the recurrent product, as in \`tf.layers.gru\`; PyTorch lets it act after it.
- Batch normalisation: the running variance is the biased one; \`tf.layers.batchNormalization\` keeps a corrected one. ε is 1e-3 and 0.99 of the statistics is kept unless the layer says otherwise.
- Padding \`same\`: the odd zero comes last, as everywhere in TensorFlow.
- Dilated convolutions are written from their windows: TensorFlow.js has no gradient for \`tf.layers.conv2d\` with a dilation rate.
- GELU is its tanh form; leaky ReLU has the slope 0.3 unless set.
- Adam: ε is added after the correction of the start, as in \`tf.train.adam\` and PyTorch; Keras adds it before.

## What is otherwise than on the page

${otherwiseThanThePage(network)
  .map((line) => `- ${line}`)
  .join('\n')}
${missingData(network, model, hasData)}`;
}
