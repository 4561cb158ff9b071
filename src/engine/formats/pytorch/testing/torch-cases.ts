import { balancingMethods } from '../../../../core/balancing/registry.ts';
import { presets } from '../../../../core/presets/registry.ts';
import { optimizers } from '../../../../core/program/optimizers/registry.ts';
import { type Balancing, optimizerSchema, type Project, scheduleSchema } from '../../../../core/project/schema.ts';
import { documents } from '../../../executors/conformance/documents.ts';
import { documentOf } from '../../code/testing/plain-cases.ts';
import { methodTwins } from '../balancing/registry.ts';

export const tables = documentOf('weather');
/** A document that is trained otherwise. */
export const trainedWith = (more: Partial<Project['training']>, project = tables): Project => ({
  ...project,
  training: { ...project.training, ...more },
});

/** Of every kind of data and architecture; the largest images, which take long, are left out. */
const presetCases: readonly (readonly [string, Project])[] = presets
  .filter(({ id }) => id !== 'scenes-224' && id !== 'scenes-64')
  .map(({ id, project }) => [id, project()] as const);

/** Documents of which every layer is written as its primitives, too: together they have every kind. */
export const loweredToo = new Set([
  'digits-cnn',
  'news-headline',
  'news-entities',
  'words-gru',
  'languages',
  'scenes-transformer',
  'scenes-cascade',
  'scenes-fusion',
  'digits-vision',
  'speech-four',
  'ple',
  'every layer',
  'experts',
]);

/** Every second layer at a rate of its own. */
export const ownRates = (project: Project): Project => ({
  ...project,
  graph: { ...project.graph, nodes: project.graph.nodes.map((node, i) => (i % 2 === 0 ? { ...node, rate: 0.3 } : node)) },
});

/** An epoch of one task with a layer that rests, one of all at half the rate, and the rest with another one resting. */
export function inStages(project: Project): Project {
  const layersOf = project.graph.nodes.filter(({ kind }) => kind !== 'input' && kind !== 'head').map(({ id }) => id);
  const [first = '', second = ''] = layersOf;
  // What is kept of running statistics rests with its layer.
  const norms = project.graph.nodes.filter(({ kind }) => kind === 'batchNorm').map(({ id }) => id);
  const [task] = project.tasks;
  return trainedWith(
    {
      stages: [
        { epochs: 1, tasks: task ? [task.id] : [], rate: 1, frozen: [first, ...norms] },
        { epochs: 1, rate: 0.5, frozen: [] },
        { epochs: 2, rate: 1, frozen: [second] },
      ],
    },
    project,
  );
}

/** Steps whose direction and length is all that counts, so long that each shows in the losses. */
const steep = { optimizer: optimizerSchema.parse({ kind: 'sgd' }), learningRate: 0.3 };

const choices: readonly (readonly [string, string, Omit<Balancing, 'method' | 'parameters'>, Balancing['parameters']?])[] = [
  ['ple', 'pcgrad', { perNode: true }],
  ['ple', 'mgda', { perNode: true, perSet: true, heads: 'weights' }],
  ['scenes-cascade', 'modo', { perNode: true }],
  ['ple', 'imtl-g', { representation: true, perSet: true }],
  ['scenes-cascade', 'upgrad', { perNode: true, every: 3 }],
  ['scenes-cascade', 'mgda', { representation: true }],
  ['scenes-cascade', 'imtl-g', { representation: true, perNode: true }],
  ['weather', 'moco', { perNode: true, heads: 'weights' }],
  ['digits-cnn', 'gradnorm', {}, { on: 'last', rate: 1 }],
  ['scenes-cascade', 'gradnorm', {}, { on: 'last', rate: 1 }],
  ['ple', 'gradnorm', { perNode: true, perSet: true }, { on: 'last', rate: 1 }],
  ['scenes-cascade', 'gradnorm', { representation: true }, { on: 'last', rate: 1 }],
];

const subtleCases: readonly (readonly [string, Project])[] = [
  ...choices.map(
    ([id, method, chosen, parameters = {}]) =>
      [
        `${method} on ${id}, ${Object.entries({ ...chosen, ...parameters }).join(' ')}`,
        trainedWith({ balancing: { method, parameters, ...chosen }, ...steep }, documentOf(id)),
      ] as const,
  ),
  ...['moml', 'forum'].map(
    (method) =>
      [
        `rates of their own, ${method}`,
        ownRates(trainedWith({ balancing: { method, parameters: {} }, ...steep }, documentOf('digits-cnn'))),
      ] as const,
  ),
];
const subtle: ReadonlySet<string> = new Set(subtleCases.map(([name]) => name));

/** How the page does it otherwise than a plain example does. */
const settings: readonly (readonly [string, Project])[] = [
  ...Object.keys(balancingMethods).flatMap((method) =>
    methodTwins.has(method) ? [[`balancing ${method}`, trainedWith({ balancing: { method, parameters: {} } })] as const] : [],
  ),
  ...optimizers.map(
    ({ kind, usualRate }) =>
      [`optimiser ${kind}`, trainedWith({ optimizer: optimizerSchema.parse({ kind }), learningRate: usualRate })] as const,
  ),
  [
    'cosine and clipping',
    trainedWith({ schedule: scheduleSchema.parse({ kind: 'cosine', warmupSteps: 5, floor: 0.1 }), clipNorm: 0.5, epochs: 1 }),
  ],
  [
    'rates step by step',
    trainedWith({ schedule: scheduleSchema.parse({ kind: 'step', factor: 0.5, everyEpochs: 1 }), epochs: 3 }),
  ],
  ['adversarial', trainedWith({ adversarial: { kind: 'fgsm', epsilon: 0.1 } })],
  [
    'weights now and then, heads too',
    trainedWith({ balancing: { method: 'upgrad', parameters: {}, heads: 'weights', every: 3 } }),
  ],
  ['heads by sliders', trainedWith({ balancing: { method: 'uw', parameters: {}, heads: 'sliders', every: 2 } })],
  [
    'options of losses',
    {
      ...documentOf('digits-shared'),
      tasks: documentOf('digits-shared').tasks.map((task, i) => ({
        ...task,
        classWeights: 'balanced' as const,
        focalGamma: 2 * i,
        labelSmoothing: 0.1,
        weight: 1 + i,
        labelsKept: 0.5,
        labelNoise: 0.2,
      })),
    },
  ],
  ...['dwa', 'famo', 'moco', 'forum'].map(
    (of) => [`smoothed ${of}`, trainedWith({ balancing: { method: 'cr-mogm', parameters: { of, kept: 0.5 } } })] as const,
  ),
  ['heads by sliders, validation', trainedWith({ balancing: { method: 'moml', parameters: {}, heads: 'sliders' } })],
  ['FORUM, looking further', trainedWith({ balancing: { method: 'forum', parameters: { innerSteps: 3 } } })],
  ['rates of their own', ownRates(documentOf('digits-cnn'))],
  ...subtleCases,
  ['rates of their own, NAdam', ownRates(trainedWith({ optimizer: optimizerSchema.parse({ kind: 'nadam' }), clipNorm: 0.5 }))],
  ['stages', inStages(tables)],
  ...documents.flatMap(([name, project]) =>
    name === 'every layer' ? [['stages, every layer', inStages(project)] as const] : [],
  ),
  ...documents.filter(([name]) => name === 'every layer' || name === 'experts'),
];

/** How far losses may be apart. What is chosen otherwise than usual shows in small differences, and is told from the usual by these. */
export const lossesApart = (name: string): number => (subtle.has(name) ? 3e-6 : 1e-3);

/** Figures are compared where they are of other tasks or data: settings that train otherwise have those of the example. */
export const measuredToo = (name: string): boolean => presetCases.some(([id]) => id === name.replace(/, lowered$/, ''));

/** Documents by name that a project predicts and trains as the page does. */
export const torchCases: readonly (readonly [string, Project])[] = [...presetCases, ...settings];
