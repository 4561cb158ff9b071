import { presets } from '../../../../core/presets/registry.ts';
import { optimizers } from '../../../../core/program/optimizers/registry.ts';
import { optimizerSchema, type Project, scheduleSchema } from '../../../../core/project/schema.ts';
import { at } from '../../../../core/util/assert-never.ts';
import { documents } from '../../../executors/conformance/documents.ts';

/** An example's document. */
export const documentOf = (id: string): Project =>
  at(
    presets.filter((preset) => preset.id === id),
    0,
  ).project();

/** As code trains without balancing: by the tasks' weights alone, in one stage, on the samples as they are, all layers at one rate. */
export function plain(project: Project): Project {
  const { stages: _, adversarial: __, ...training } = project.training;
  return {
    ...project,
    training: { ...training, balancing: { method: 'equal', parameters: {} } },
    tasks: project.tasks.map((task, i) => ({ ...task, weight: 1 + 0.5 * i })),
    graph: { ...project.graph, nodes: project.graph.nodes.map(({ rate: ___, ...node }) => node) },
  };
}

/** Of every kind of data and architecture; what takes long in JavaScript is left out. */
const presetCases = presets
  .filter(({ id }) => !id.startsWith('scenes-224') && id !== 'scenes-64')
  .map(({ id, project }) => [id, plain(project())] as const);

const weather = plain(documentOf('weather'));
const settings: readonly (readonly [string, Project])[] = [
  ...optimizers.map(
    ({ kind, usualRate }) =>
      [
        `optimiser ${kind}`,
        { ...weather, training: { ...weather.training, optimizer: optimizerSchema.parse({ kind }), learningRate: usualRate } },
      ] as const,
  ),
  [
    'cosine and clipping',
    {
      ...weather,
      training: {
        ...weather.training,
        schedule: scheduleSchema.parse({ kind: 'cosine', warmupSteps: 5, floor: 0.1 }),
        clipNorm: 0.5,
        epochs: 1,
      },
    },
  ],
  [
    'options of losses',
    {
      ...plain(documentOf('digits-shared')),
      tasks: documentOf('digits-shared').tasks.map((task, i) => ({
        ...task,
        classWeights: 'balanced' as const,
        focalGamma: 2 * i,
        labelSmoothing: 0.1,
        labelsKept: 0.5,
      })),
    },
  ],
  ...documents
    .filter(([name]) => name === 'every layer' || name === 'experts')
    .map(([name, project]) => [name, plain(project)] as const),
];

/** Documents by name that code predicts and trains as the page does. */
export const plainCases: readonly (readonly [string, Project])[] = [...presetCases, ...settings];
