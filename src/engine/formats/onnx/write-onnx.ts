import { serializeProject } from '../../../core/project/serialize.ts';
import type { DataSignature } from '../../../core/project/signature.ts';
import type { FileBytes, ModelSource } from '../../../core/runs/model-formats.ts';
import { identifier } from './names.ts';
import { writeModel } from './onnx-model.ts';
import { type ByHand, type NetworkSource, writeNetwork } from './write-network.ts';

/** What an input takes, in words. */
function describeInput({ inputs }: DataSignature, id: string): string {
  const info = inputs.find((input) => input.id === id);
  const { vocabulary, shape = [] } = info ?? {};
  if (vocabulary !== undefined) return `token ids 0 … ${vocabulary - 1}; 0 is padding, which stands behind the others`;
  if (shape.length === 3) return 'images [N, height, width, channels]';
  return info?.features ? info.features.map(({ title }) => title.en).join(', ') : '';
}

/** Metrics by task, the loss among them. */
const figures = (tasks: NonNullable<ModelSource['metrics']>): Record<string, Record<string, number | null>> =>
  Object.fromEntries(Object.entries(tasks).map(([id, { metrics, loss }]) => [id, { ...metrics, loss }]));

/**
 * A model as ONNX: inputs named as in the data set, an output for every task under its name, any number of samples. Document, step, tasks
 * and metrics, where they were measured, stand in the metadata. `byHand`: the layers that are not written from their primitives.
 */
export function writeOnnx(source: NetworkSource & Pick<ModelSource, 'metrics'>, byHand?: ByHand): FileBytes {
  const { project, signature, checkpoint, metrics } = source;
  const { graph, inputs, outputs, plan } = writeNetwork(source, byHand);
  const described = plan.tasks.flatMap(({ task, kind }) => {
    const output = outputs.get(task.id);
    const words = [kind.text.title.en, ...(kind.exportNote ? [kind.exportNote] : [])].join(': ');
    return output ? [{ task, output, words }] : [];
  });
  const tasks = described.map(({ task: { id, name, kind }, output }) => ({ id, name, kind, output: output.value.name }));
  const { nodes, tensors } = graph.finish(described.map(({ output }) => output.value));
  return writeModel({
    name: identifier(project.name, 'network'),
    description: project.name,
    metadata: {
      format: 'mtl-playground',
      step: String(checkpoint.step),
      tasks: JSON.stringify(tasks),
      ...(metrics ? { metrics: JSON.stringify(figures(metrics)) } : {}),
      document: serializeProject(project),
    },
    inputs: [...inputs].map(([id, input]) => ({ ...input, description: describeInput(signature, id) })),
    outputs: described.map(({ output, words }) => ({ ...output, description: words })),
    nodes,
    tensors,
  });
}
