import { serializeProject } from '../../../core/project/serialize.ts';
import type { FileBytes, ModelSource } from '../../../core/runs/model-formats.ts';
import { portableExamples } from '../code/data-limit.ts';
import { dataTensors } from '../code/data-tensors.ts';
import { networkOf } from '../code/network.ts';
import { projectZip, weightsFile } from '../code/project-files.ts';
import type { LayerTwin } from '../code/twin.ts';
import { placesName, placesText } from '../pytorch/read-project-zip.ts';
import { tensorsFile } from '../safetensors/tensors.ts';
import { lossesFile } from './losses-file.ts';
import { modelFile } from './model-file.ts';
import { optimizerFile } from './optimizer-file.ts';
import { dataFile } from './project/data.ts';
import { tensorsFile as tensorsReaderFile } from './project/tensors.ts';
import { readmeText } from './project/texts.ts';
import { predictFile, trainFile } from './project/train.ts';

/** The files of the project, by name. `twins` are the layers that are not written as their primitives. */
export function projectFiles(source: ModelSource, twins?: ReadonlyMap<string, LayerTwin>): Record<string, string | Uint8Array> {
  const { project, signature, checkpoint } = source;
  const network = networkOf(project, signature);
  const model = modelFile(network, twins);
  const { className, inputNames, taskNames } = model;
  const examples = portableExamples(source);
  const { tensors, facts } = dataTensors(network, examples, inputNames, taskNames);
  return {
    'README.md': readmeText(network, model, checkpoint.step, examples !== undefined),
    'requirements.txt': 'keras>=3\nnumpy\nh5py\n',
    'model.py': model.text,
    'losses.py': lossesFile(network, taskNames),
    'optimizer.py': optimizerFile(project.training),
    'train.py': trainFile(className, project.training, project.seed),
    'predict.py': predictFile,
    'data.py': dataFile(facts),
    'tensors.py': tensorsReaderFile,
    'weights.safetensors': weightsFile(source, model),
    [placesName]: placesText(model.tensors),
    ...(examples ? { 'data.safetensors': tensorsFile(tensors, {}) } : {}),
    'document.json': serializeProject(project),
  };
}

/** A zip of a project for Keras 3: the network, its weights, its data and its training. */
export const writeProjectZip = (source: ModelSource): FileBytes => projectZip(projectFiles(source));
