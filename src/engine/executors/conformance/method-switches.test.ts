import { beforeAll, describe, expect, test } from 'vitest';
import type { PlainMethod, StepGramian, WeighingMethod } from '../../../core/balancing/contract.ts';
import { balancingMethod } from '../../../core/balancing/index.ts';
import { dot } from '../../../core/balancing/testing/explicit.ts';
import { compileProject } from '../../../core/compile/compile.ts';
import { initialParameters } from '../../../core/program/initialize.ts';
import { ReferenceTrainer } from '../../../core/program/reference/trainer.ts';
import type { ParameterInfo } from '../../../core/program/types.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import { randomStream } from '../../../core/util/random.ts';
import { given } from '../../formats/testing.ts';
import { createReferenceExecutor } from '../reference/reference-executor.ts';
import { stepsDifference } from './testing/known-comparisons.ts';
import { differences, type Outcome } from './testing/stepped.ts';
import { executorsOnce, quickOnes, type TestedExecutor } from './testing/tested-executors.ts';
import {
  controlsOf,
  dataFor,
  documentOf,
  lambda,
  learningRate,
  rowsOf,
  type Switches,
  seed,
  signature,
  steppedBy,
  steps,
  stepsOf,
  stepsPerEpoch,
} from './testing/three-tasks.ts';

const all = lambda.map((_, task) => task);
/** Whose parameters a node has, in the network with the upper layer. */
const sharing: Readonly<Record<string, readonly number[]>> = { trunk: all, upper: [0, 2] };

const weighing = (id: string): WeighingMethod | PlainMethod => {
  const method = balancingMethod(id);
  invariant(method && 'weigh' in method && !('reads' in method), 'it weighs by losses or a Gramian, or neither');
  return method;
};

/** A choice of weights, of some tasks by their gradients on some parameters, with what it remembers. */
class Choice {
  private state: Float64Array;
  weights: number[] = [];

  constructor(
    private readonly method: WeighingMethod | PlainMethod,
    readonly tasks: readonly number[],
    private readonly group: number,
    private readonly parameters: Record<string, unknown>,
  ) {
    this.state = method.initialState(tasks.length, parameters);
  }

  /** With λ; of those who have no say 0. */
  choose(step: number, losses: readonly number[], gradients: readonly (readonly number[])[]): void {
    const { method, tasks, group, parameters } = this;
    const scaling = method.honours === 'scaling';
    const seen = tasks.map((task) => at(gradients, task).map((value) => value * (scaling ? at(lambda, task) : 1)));
    const info: StepGramian = {
      step,
      stepsPerEpoch,
      taskCount: tasks.length,
      nominal: tasks.map((task) => at(lambda, task)),
      random: randomStream(seed, 'balancing', method.id, step, ...(group > 0 ? [group] : [])),
      losses: tasks.map((task) => at(losses, task) * (scaling ? at(lambda, task) : 1)),
      gramian: seen.flatMap((a) => seen.map((b) => dot(a, b))),
    };
    const found = method.weigh(info, this.state, parameters);
    const { weights, state } = 'state' in found ? found : { weights: found, state: this.state };
    this.state = state;
    this.weights = all.map((task) => (tasks.includes(task) ? at(weights, tasks.indexOf(task)) * at(lambda, task) : 0));
  }
}

interface Step {
  /** Counted from 0. */
  readonly step: number;
  readonly losses: readonly number[];
  /** Of every task over all parameters. */
  readonly gradients: readonly (readonly number[])[];
}

/** The direction of a step on parameters that belong together. */
type Rule = (step: Step, info: ParameterInfo) => (k: number) => number;

/** Gradient descent in float64: the gradient of every task from a pass of its own; `learn` sees every step before it is taken. */
function descent(rule: Rule, learn: (step: Step, parameters: readonly ParameterInfo[]) => void): Outcome {
  const { program } = given(compileProject(documentOf('equal', {}, { upper: true }), signature));
  const trainer = new ReferenceTrainer(program, dataFor(program));
  trainer.parameters.set(initialParameters(program, seed));
  const alone = all.map((task) =>
    controlsOf(
      program,
      all.map((other) => (other === task ? 1 : 0)),
    ).subarray(0, program.controls.size),
  );
  const rows = rowsOf(program);
  const losses: number[][] = [];
  for (let step = 0; step < steps; step++) {
    const batch = rows.subarray(step * program.batchSize, (step + 1) * program.batchSize);
    const gradients = alone.map((controls) => [...trainer.gradient(controls, batch)]);
    const before = trainer.parameters.slice();
    const still = Float32Array.from(at(alone, 0));
    still[program.controls.learningRate] = 0;
    const own = [...trainer.step(still, batch)];
    losses.push(own);
    const seen = { step, losses: own, gradients };
    learn(seen, program.parameters);
    for (const info of program.parameters) {
      const direction = rule(seen, info);
      for (let k = info.offset; k < info.offset + info.size; k++)
        trainer.parameters[k] = at(before, k) - learningRate * direction(k);
    }
  }
  return { losses: losses.flat(), parameters: [...trainer.parameters] };
}

type Settings = Readonly<Record<string, unknown>>;

/** By the definition of a switch: K from the gradients themselves; on the last layer that all share, the trunk, where GradNorm is told so. */
function byDefinition(id: string, switches: Switches, settings: Settings = {}): Outcome {
  const method = weighing(id);
  const parameters = method.schema.parse(settings);
  const { perNode = false, perSet = false, heads, every = 1 } = switches;
  const nodes = perNode || perSet ? ['trunk', 'upper'] : ['trunk upper'];
  const choices = nodes.map((node, group) => new Choice(method, (perSet && sharing[node]) || all, group, parameters));
  const groupOf = ({ node }: ParameterInfo): number => nodes.findIndex((own) => own.split(' ').includes(node));
  const byMethod = (heads ?? (method.needs === 'gramian' ? 'sliders' : 'weights')) === 'weights';
  const ofHead = (task: number): number => {
    if (!byMethod) return at(lambda, task);
    const mine = choices.filter((_, group) => !(perNode || perSet) || sharing[at(nodes, group)]?.includes(task));
    return mine.reduce((sum, { weights }) => sum + at(weights, task), 0) / mine.length;
  };
  return descent(
    ({ gradients }, info) => {
      const shared = choices[groupOf(info)];
      const weights = all.map((task) => (shared ? at(shared.weights, task) : ofHead(task)));
      return (k) => weights.reduce((sum, weight, task) => sum + weight * at(at(gradients, task), k), 0);
    },
    ({ step, losses, gradients }, infos) => {
      if (step % every !== 0) return;
      choices.forEach((choice, group) => {
        const places = infos.filter(
          (info) => groupOf(info) === group && (parameters.on !== 'last' || info.node === 'trunk' || nodes.length > 1),
        );
        const on = gradients.map((gradient) => places.flatMap(({ offset, size }) => gradient.slice(offset, offset + size)));
        choice.choose(step + 1, losses, on);
      });
    },
  );
}

/** DB-MTL on the parameters of every node for itself: running means b of the gradients of log(L), all as long as the longest on that node. */
function dbMtlByNode(): Outcome {
  let means: number[][] = [];
  const lengths = new Map<string, number[]>();
  return descent(
    ({ gradients }, { node }) => {
      const own = lengths.get(node);
      if (!own) return (k) => gradients.reduce((sum, gradient, task) => sum + at(lambda, task) * at(gradient, k), 0);
      const longest = Math.max(...own);
      const weights = own.map((length, task) => at(lambda, task) * (length > 0 ? longest / length : 1));
      return (k) => weights.reduce((sum, weight, task) => sum + weight * at(at(means, task), k), 0);
    },
    ({ losses, gradients }, parameters) => {
      const logarithms = gradients.map((gradient, task) => gradient.map((value) => value / (at(losses, task) + 1e-8)));
      means = logarithms.map((gradient, task) => gradient.map((value, k) => value + 0.9 * ((means[task]?.[k] ?? 0) - value)));
      for (const node of Object.keys(sharing)) {
        const places = parameters.filter((info) => info.node === node);
        const squares = (mean: readonly number[]): number =>
          places.reduce((sum, { offset, size }) => sum + mean.slice(offset, offset + size).reduce((x, y) => x + y * y, 0), 0);
        lengths.set(
          node,
          means.map((mean) => Math.sqrt(squares(mean))),
        );
      }
    },
  );
}

/** Shaders take long to compile: those with the most in them. */
const cases: readonly (readonly [string, Switches, readonly TestedExecutor[], Record<string, unknown>])[] = [
  ['upgrad', { perNode: true }, quickOnes, {}],
  ['pcgrad', { perNode: true, perSet: true }, quickOnes, {}],
  ['gradnorm', { perSet: true, heads: 'weights', every: 4 }, executorsOnce, {}],
  ['upgrad', { heads: 'weights' }, quickOnes, {}],
  ['uw', { heads: 'sliders' }, quickOnes, {}],
  ['rlw', { heads: 'sliders' }, quickOnes, {}],
  ['uw', { every: 3 }, quickOnes, {}],
  ['upgrad', { every: 5 }, executorsOnce, {}],
  ['gradnorm', {}, executorsOnce, { on: 'last' }],
  ['gradnorm', { perSet: true, every: 2 }, quickOnes, { on: 'last' }],
];

describe.each(cases)(`${steps} steps of %s with %o`, (method, switches, on, settings) => {
  const document = documentOf(method, settings, { switches, upper: true });
  let float64: Outcome;
  beforeAll(async () => {
    float64 = await steppedBy(createReferenceExecutor(), document);
  });

  test('are what the switches say, task by task and vector by vector, in float64', async () => {
    expect(differences(float64, byDefinition(method, switches, settings))).toBeLessThan(1e-5);
    expect(differences(float64, byDefinition(method, {}))).toBeGreaterThan(1e-3);
  });

  test.each(on.map((tested) => [tested.name, tested] as const))('%s', async (_, tested) => {
    const name = `${steps} steps of ${method} with ${JSON.stringify({ ...settings, ...switches })}`;
    expect(await stepsDifference(name, tested, stepsOf(document), async () => float64)).toBeLessThan(tested.tolerance);
  });
});

test('what a method keeps on the device is looked at node by node too', async () => {
  const document = documentOf('db-mtl', {}, { switches: { perNode: true }, upper: true });
  const expected = dbMtlByNode();
  for (const create of [() => createReferenceExecutor(), ...quickOnes.map((tested) => tested.create)]) {
    const executor = await create();
    expect(differences(await steppedBy(executor, document), expected)).toBeLessThan(1e-4);
    executor.dispose();
  }
  const whole = documentOf('db-mtl', {}, { upper: true });
  expect(differences(await steppedBy(createReferenceExecutor(), whole), expected)).toBeGreaterThan(1e-3);
});

test('weights of further batches are looked at set by set, and kept for some steps', async () => {
  const switches = { perSet: true, every: 3, heads: 'weights' } as const;
  const document = documentOf('modo', { gamma: 0.5 }, { switches, upper: true });
  const float64 = await steppedBy(createReferenceExecutor(), document);
  expect(
    differences(await steppedBy(createReferenceExecutor(), documentOf('modo', { gamma: 0.5 }, { upper: true })), float64),
  ).toBeGreaterThan(1e-3);
  for (const { create, tolerance } of quickOnes) {
    const executor = await create();
    expect(differences(await steppedBy(executor, document), float64)).toBeLessThan(tolerance);
    executor.dispose();
  }
});
