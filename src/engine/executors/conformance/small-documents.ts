import { signatureOf } from '../../../core/data/registry.ts';
import type { LoadContext } from '../../../core/data/types.ts';
import { analyzeGraph } from '../../../core/graph/analyze.ts';
import { fillControls } from '../../../core/program/controls.ts';
import { initialParameters, initialState } from '../../../core/program/initialize.ts';
import { defaults } from '../../../core/project/defaults.ts';
import type { Project } from '../../../core/project/schema.ts';
import { at } from '../../../core/util/assert-never.ts';
import { randomStream } from '../../../core/util/random.ts';
import { given } from '../../formats/testing.ts';
import type { PreparedRun } from '../../training/prepare.ts';
import { preparedFor } from '../../training/testing/prepared.ts';
import type { Run } from './run.ts';
import { fewSamples, smallerData, smallInputs, smallSignature } from './thin-data.ts';
import { fewerTokens, narrowed } from './thin-graph.ts';

const batchSize = 4;
/** Images are thinned out to at most so many pixels a side, the fewest with which the graph fits together. */
const sides = [10, 14, 28, 42, Number.POSITIVE_INFINITY];

/**
 * Adam divides a gradient by its size: one that is 0 but for rounding (of a bias before a normalisation, of a key's bias) would become a
 * step of full length in a direction that is noise. A larger epsilon leaves such parameters where they are.
 */
function calm(project: Project): Project {
  const { optimizer } = project.training;
  if (!('epsilon' in optimizer)) return project;
  return {
    ...project,
    training: { ...project.training, optimizer: { ...optimizer, epsilon: Math.max(optimizer.epsilon, 1e-4) } },
  };
}

interface SmallOptions {
  /** With steps that look at the Gramian, whatever the document's method. */
  readonly gramian?: boolean;
  /** Another number gives other initial parameters. */
  readonly start?: number;
}

interface Version {
  readonly document: Project;
  readonly side: number;
  /** Every how many pixels of the data set's images one is kept, and how many a side are left. */
  readonly step: number;
  readonly left: number;
}

/** Versions of a document and its data, those with the smallest images first. */
function versions(project: Project): Version[] {
  const all = smallerData(project).flatMap((document) => {
    const extents = given(signatureOf(document)).inputs.map(({ shape }) => (shape.length === 3 ? Math.max(...shape) : 1));
    const largest = Math.max(...extents);
    return sides.map((side): Version => {
      const step = Math.max(1, Math.ceil(largest / side));
      return { document, side, step, left: Math.floor(largest / step) };
    });
  });
  return all.sort((a, b) => a.left - b.left);
}

/** The smallest version of a document that still fits together. */
export async function prepareSmall(project: Project, fetchPack: LoadContext['fetchPack'], gramian = false): Promise<PreparedRun> {
  const balancing = gramian ? defaults.balancing('pcgrad') : project.training.balancing;
  const few = calm({ ...project, training: { ...project.training, batchSize, balancing } });
  for (const { document, side, step } of versions(few)) {
    const signature = smallSignature(given(signatureOf(document)), side);
    const fitting = [document, fewerTokens(document, step ** 2)].find((item) => analyzeGraph(item, signature).trainable);
    if (!fitting) continue;
    const data = smallInputs(await fewSamples(document, fetchPack), side);
    return preparedFor(narrowed(fitting, data.signature), data);
  }
  throw new Error(`${project.name} does not fit together in any size`);
}

/**
 * A document's own graph, optimiser and tasks, trained for so many steps on a few real samples: 4 in a batch, small images, and layers an
 * eighth as wide where the graph allows it.
 */
export async function smallRun(
  project: Project,
  steps: number,
  fetchPack: LoadContext['fetchPack'],
  { gramian = false, start = 0 }: SmallOptions = {},
): Promise<Run> {
  const { program, data, split } = await prepareSmall(project, fetchPack, gramian);
  const { learningRate } = project.training;
  const { size } = program.controls;
  const controls = new Float32Array(steps * size);
  // Weights that differ, so that no task's gradient may stand for another's.
  const taskWeights = program.tasks.map((_, task) => 1 + 0.5 * task);
  for (let i = 0; i < steps; i++)
    fillControls(program, { step: i + 1, learningRate, taskWeights, seed: project.seed }, controls, i * size);
  const random = randomStream(project.seed, 'conformance');
  const rows = Int32Array.from({ length: steps * batchSize }, () => at(split.train, random.int(split.train.length)));
  return {
    program,
    data,
    parameters: initialParameters(program, project.seed + start),
    state: initialState(program),
    block: { count: steps, controls, rows },
    rows: Int32Array.from({ length: 11 }, (_, i) => i * 7),
  };
}
