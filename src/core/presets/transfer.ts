import type { Project, Stage } from '../project/schema.ts';
import { compose, relu, step } from './compose.ts';
import { task } from './sketch.ts';

/** How much of the digits' labels is left: a network that learns them alone has little to go by. */
const fewLabels = 0.02;
const someLabels = 0.1;

const stage = (tasks: readonly string[], epochs: number, how: Partial<Stage> = {}): Stage => ({
  epochs,
  rate: 1,
  frozen: [],
  tasks: [...tasks],
  ...how,
});

/** A document with these stages, and all their epochs as its goal. */
const inStages =
  (...stages: readonly Stage[]) =>
  (project: Project): Project => ({
    ...project,
    training: { ...project.training, stages: [...stages], epochs: stages.reduce((sum, { epochs }) => sum + epochs, 0) },
  });

const pretrained = stage(['group'], 3);

/** One layer for the group, which has all its labels, and for the digit, which has few. */
const groupThenDigit = (name: string, labelsKept: number): Project =>
  compose({
    name,
    data: { dataset: 'mnist' },
    tasks: [task('group', 'classification', 'Group'), { ...task('digit', 'classification', 'Digit'), labelsKept }],
    inputs: ['image'],
    layers: [
      step('flatten', 'flatten'),
      step('shared', 'dense', relu(256)),
      step('group-out', 'dense', { units: 5 }),
      step('digit-out', 'dense', { units: 10 }),
    ],
    paths: [
      ['image', 'flatten', 'shared', 'group-out'],
      ['shared', 'digit-out'],
    ],
  });

/** The digit alone, for as many epochs as both stages have together. */
export const neverPretrained = inStages(stage(['digit'], 12));

/** The shared layer learns groups, then holds still while the digit's head learns on it. From a seed that is like the others: the first one is an outlier. */
export const sharedLayers = (): Project => ({
  ...inStages(
    pretrained,
    stage(['digit'], 9, { frozen: ['shared'] }),
  )(groupThenDigit('Digits, layers of a trained model', fewLabels)),
  seed: 2,
});

/** The same new task twice, with as few labels: on the layer that learned groups, and on one of its own. */
export const newTask = (): Project =>
  inStages(
    pretrained,
    stage(['digit', 'alone'], 9),
  )(
    compose({
      name: 'Digits, a new task',
      data: { dataset: 'mnist' },
      tasks: [
        task('group', 'classification', 'Group'),
        { ...task('digit', 'classification', 'Digit'), labelsKept: fewLabels },
        { ...task('alone', 'classification', 'Digit alone'), target: 'digit', labelsKept: fewLabels },
      ],
      inputs: ['image'],
      layers: [
        step('flatten', 'flatten'),
        step('shared', 'dense', relu(256)),
        step('alone-hidden', 'dense', relu(256)),
        step('group-out', 'dense', { units: 5 }),
        step('digit-out', 'dense', { units: 10 }),
        step('alone-out', 'dense', { units: 10 }),
      ],
      paths: [
        ['image', 'flatten', 'shared', 'group-out'],
        ['shared', 'digit-out'],
        ['flatten', 'alone-hidden', 'alone-out'],
      ],
    }),
  );

const headFirst = stage(['digit'], 4, { frozen: ['shared'] });

/** The shared layer learns groups; the digit's head learns on it while it holds still; then both go on at a tenth of the rate. */
export const fineTuning = (): Project =>
  inStages(pretrained, headFirst, stage(['digit'], 5, { rate: 0.1 }))(groupThenDigit('Digits, fine-tuning', someLabels));
