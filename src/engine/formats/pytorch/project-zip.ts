import { trainingPass } from '../../../core/compile/passes.ts';
import { movable } from '../../../core/compile/perturbation.ts';
import { planProject } from '../../../core/compile/plan.ts';
import { isOrdinary, rateFactors } from '../../../core/compile/rates.ts';
import { stageStarts } from '../../../core/compile/stages.ts';
import { downstream } from '../../../core/graph/topology.ts';
import { partingOf } from '../../../core/program/task-gradients/parting.ts';
import { resolveBalancing } from '../../../core/project/balancing.ts';
import { serializeProject } from '../../../core/project/serialize.ts';
import { type Choosing, publishedHeads } from '../../../core/project/switches.ts';
import type { FileBytes, ModelSource } from '../../../core/runs/model-formats.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import { ownValue } from '../../../core/util/own-value.ts';
import { portableExamples } from '../code/data-limit.ts';
import { dataTensors } from '../code/data-tensors.ts';
import { type Network, networkOf } from '../code/network.ts';
import { projectZip } from '../code/project-files.ts';
import type { LayerTwin } from '../code/twin.ts';
import type { WrittenModel } from '../code/written-model.ts';
import { namedWeights } from '../named-weights.ts';
import { documentMetadata } from '../safetensors/safetensors.ts';
import { type FileTensor, tensorsFile } from '../safetensors/tensors.ts';
import { balancingFile } from './balancing-file.ts';
import { layerTwins } from './layers/registry.ts';
import { lossTwins } from './losses/registry.ts';
import type { LossTwin } from './losses/twin.ts';
import { lossesFile } from './losses-file.ts';
import { modelFile, torchShape } from './model-file.ts';
import { optimizerFile } from './optimizer-file.ts';
import { placed } from './placed.ts';
import { dataFile } from './project/data.ts';
import { parallelFile } from './project/parallel.ts';
import { predictFile } from './project/predict.ts';
import { randomStreamsFile } from './project/random-streams.ts';
import { type StepFacts, stepHeader } from './project/steps/common.ts';
import { type Grouping, groupedSteps } from './project/steps/grouped.ts';
import { steps } from './project/steps/registry.ts';
import { tensorsReaderFile } from './project/tensors.ts';
import { modelCardText, readmeText, type TextFacts } from './project/texts.ts';
import { trainFile } from './project/train.ts';
import { placesName, placesText } from './read-project-zip.ts';

/** The parameters and running statistics as the model's state has them. */
function stateTensors({ program, checkpoint }: ModelSource, { tensors }: WrittenModel): [string, FileTensor][] {
  const weights = namedWeights(program, checkpoint);
  return tensors.map((tensor) => {
    const own = ownValue(weights, tensor.page);
    invariant(own, `${tensor.page} is a weight`);
    return [tensor.name, { shape: torchShape(tensor), data: placed(own.data, tensor.shape, tensor.place) }];
  });
}

function penalized({ text }: WrittenModel): boolean {
  return text.includes('\n    def penalty(self):');
}

/** The nodes at whose outputs tasks part that share what stands before them. */
function partingNodes({ project, signature, program }: ModelSource): string[] {
  const { b, losses, trainable } = trainingPass(planProject(project, signature), program.data);
  return partingOf(b, losses, trainable).values.flatMap(({ id }) => b.value(id).node ?? []);
}

/** What a layer is called in the model. */
function layersByNode(tensors: WrittenModel['tensors']): (node: string) => string {
  const layerOf = new Map(tensors.map(({ page, name }) => [page.split('/')[0] ?? '', name.split('.')[0] ?? '']));
  return (node) => layerOf.get(node) ?? node;
}

/** How weights are chosen where that is otherwise than for all that is shared together, from its parameters; null: just so. */
function groupingOf(
  { program }: ModelSource,
  { tensors }: WrittenModel,
  { perNode, perSet, representation }: Choosing,
  parting: readonly string[],
): Grouping | null {
  if (!perNode && !perSet && !representation) return null;
  const nodes = representation ? parting : program.parameters.flatMap(({ node, trainable }) => (trainable ? [node] : []));
  return { perNode, perSet, representation, layers: [...new Set(nodes)].map(layersByNode(tensors)) };
}

/** Of every layer that has to do with sharing, those that stand behind it. */
function layersBehind(
  { project, signature, program }: ModelSource,
  { tensors }: WrittenModel,
  parting: readonly string[],
): StepFacts['behind'] {
  const { graph } = planProject(project, signature);
  const layerOf = layersByNode(tensors);
  const nodes = [...new Set([...program.parameters.flatMap(({ node, trainable }) => (trainable ? [node] : [])), ...parting])];
  return nodes.map((node) => {
    const behind = downstream(graph, [node]);
    return { layer: layerOf(node), behind: nodes.filter((other) => other !== node && behind.has(other)).map(layerOf) };
  });
}

/** Layers that learn otherwise than all, by the names that they have in the model. */
function layerRates({ project, layers }: Network, { tensors }: WrittenModel): StepFacts['rates'] {
  const factorsOf = rateFactors(project);
  return layers.flatMap(({ node }) => {
    const own = tensors.find(({ page }) => page.startsWith(`${node.id}/`));
    const factors = factorsOf(node);
    return own && !node.frozen && !isOrdinary(factors) ? [{ layer: own.name.split('.')[0] ?? '', factors }] : [];
  });
}

function stagesOf({ project, tasks }: Network): StepFacts['stages'] {
  const { stages = [] } = project.training;
  const starts = stageStarts(stages);
  return stages.map(({ rate, tasks: trained }, i) => ({
    first: at(starts, i),
    rate,
    weights: tasks.map(({ task }) => (trained && !trained.includes(task.id) ? 0 : task.weight)),
  }));
}

/** The files of the project, by name. `twins` and `losses` are written by hand, what is not there as its primitives. */
export function projectFiles(
  source: ModelSource,
  twins: ReadonlyMap<string, LayerTwin> = layerTwins,
  losses: ReadonlyMap<string, LossTwin> = lossTwins,
): Record<string, string | Uint8Array> {
  const { project, signature, program, checkpoint } = source;
  const examples = portableExamples(source);
  const network = networkOf(project, signature);
  const resolved = resolveBalancing(project.training.balancing);
  invariant(resolved.ok, 'a document that trains has a balancing that can be used');
  const { method, choosing } = resolved.value;
  const parting = choosing.representation ? partingNodes(source) : [];
  const model = modelFile(network, twins, parting);
  const { className, inputNames, taskNames } = model;
  const grouping = groupingOf(source, model, choosing, parting);
  const balancing = balancingFile(resolved.value);
  const { tensors, facts } = dataTensors(network, examples, inputNames, taskNames);
  const { optimizer, learningRate, clipNorm, earlyStopping, adversarial } = project.training;
  const kind = at(
    [steps.get(balancing.needs)].filter((one) => one !== undefined),
    0,
  );
  const header = stepHeader(
    {
      clipNorm,
      penalized: penalized(model),
      heads: choosing.heads ?? publishedHeads(method),
      every: choosing.every,
      rates: layerRates(network, model),
      stages: stagesOf(network),
      behind: balancing.lastShared ? layersBehind(source, model, parting) : [],
      adversarial: adversarial
        ? {
            epsilon: adversarial.epsilon,
            inputs: network.inputs.flatMap(({ info }) => {
              const moving = movable(info);
              return moving ? [{ name: inputNames.get(info.id) ?? info.id, image: moving.image, free: moving.free }] : [];
            }),
          }
        : null,
    },
    kind.title,
  );
  const watched = earlyStopping.watch === 'mean' ? null : (taskNames.get(earlyStopping.watch) ?? null);
  const texts: TextFacts = {
    network,
    balancing: resolved.value,
    className,
    step: checkpoint.step,
    parameterCount: program.parameterCount,
    inputNames,
    taskNames,
    ...(source.metrics ? { metrics: source.metrics } : {}),
    hasData: examples !== undefined,
    differences: [
      ...(balancing.own ? [] : [`The balancing method ${method.id} is not written in Python yet: tasks are weighed equally.`]),
      ...(source.examples && !examples
        ? ['The data set is too large to lie here: write data.safetensors as data.py reads it.']
        : []),
    ],
  };
  const shapes = network.inputs.map(({ info }) => ({ name: inputNames.get(info.id) ?? info.id, shape: info.shape }));
  return {
    'README.md': readmeText(texts),
    'MODEL_CARD.md': modelCardText(texts),
    'requirements.txt': 'torch>=1.13\n',
    'model.py': model.text,
    'losses.py': lossesFile(network, taskNames, losses),
    'balancing.py': balancing.text,
    'step.py': `${header}\n\n${grouping ? groupedSteps(balancing.needs, grouping, balancing.lastShared) : kind.source}`,
    'optimizer.py': optimizerFile(optimizer, learningRate),
    'train.py': trainFile({
      training: project.training,
      seed: project.seed,
      className,
      watch: earlyStopping.enabled ? watched : undefined,
    }),
    'predict.py': predictFile(className, shapes),
    'parallel.py': parallelFile,
    'data.py': dataFile(facts),
    'random_streams.py': randomStreamsFile,
    'tensors.py': tensorsReaderFile,
    'weights.safetensors': tensorsFile(stateTensors(source, model), documentMetadata(source)),
    [placesName]: placesText(model.tensors),
    ...(examples ? { 'data.safetensors': tensorsFile(tensors, {}) } : {}),
    'document.json': serializeProject(project),
  };
}

/** A zip of a PyTorch project: the network, its weights, its data and its training. */
export const writeProjectZip = (source: ModelSource): FileBytes => projectZip(projectFiles(source));
