import { describe, expect, it } from 'vitest';
import { compileProject } from '../../../core/compile/compile.ts';
import { learningRateAt } from '../../../core/compile/schedule.ts';
import { stageAt } from '../../../core/compile/stages.ts';
import { documentOf, signature } from '../../../core/graph/testing/documents.ts';
import { fillControls } from '../../../core/program/controls.ts';
import { initialParameters, initialState } from '../../../core/program/initialize.ts';
import { defaults } from '../../../core/project/defaults.ts';
import type { Project, TrainingSettings } from '../../../core/project/schema.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import { given, randomData } from '../tfjs/testing.ts';
import { type Run, runReference } from './run.ts';
import { everyExecutorRepeats } from './testing/every-executor.ts';

/** So many steps are an epoch. */
const perEpoch = 10;

/** A layer and a batch norm that two tasks share, the layer learning at a rate of its own. */
function sharing(rate: number, training: Partial<TrainingSettings> = {}): Project {
  const project = documentOf(
    {
      a: ['dense', { units: 3, activation: 'tanh' }],
      norm: ['batchNorm'],
      d: ['dense', { units: 10 }],
      g: ['dense', { units: 5 }],
    },
    'in a norm d digit-head',
    'norm g group-head',
  );
  const nodes = project.graph.nodes.map((node) => (node.id === 'a' && rate !== 1 ? { ...node, rate } : node));
  return {
    ...project,
    graph: { ...project.graph, nodes },
    training: { ...project.training, batchSize: 8, learningRate: 0.05, ...training },
  };
}

const stages: TrainingSettings['stages'] = [
  { epochs: 2, tasks: ['digit'], rate: 1, frozen: [] },
  { epochs: 1, tasks: ['group'], rate: 0.5, frozen: ['a', 'norm'] },
];

function run(project: Project, steps: number): Run {
  const { program } = given(compileProject(project, signature));
  const { size } = program.controls;
  const controls = new Float32Array(steps * size);
  for (let i = 0; i < steps; i++) {
    const learningRate = learningRateAt(project.training, i + 1, perEpoch);
    const stage = stageAt(project.training, i + 1, perEpoch);
    const taskWeights = project.training.stages
      ? [
          [1, 0],
          [0, 1],
        ][stage]
      : [1, 1];
    invariant(taskWeights, 'there are two stages');
    fillControls(program, { step: i + 1, learningRate, taskWeights, stage, seed: 1 }, controls, i * size);
  }
  return {
    program,
    data: randomData(program, 1),
    parameters: initialParameters(program, project.seed),
    state: initialState(program),
    block: { count: steps, controls, rows: Int32Array.from({ length: steps * 8 }, (_, i) => (i * 7) % 40) },
    rows: Int32Array.from({ length: 11 }, (_, i) => i),
  };
}

const staged = (): Run => run(sharing(0.1, { stages, clipNorm: 0.5 }), 3 * perEpoch);

everyExecutorRepeats('layers that learn at rates of their own, and rest in stages', staged);

/** The numbers of a parameter or of a running statistic. */
function view({ program }: Run, name: string, numbers: ArrayLike<number>): number[] {
  const found = [...program.parameters, ...program.states].find((one) => one.name === name);
  invariant(found, `${name} is part of the program`);
  return Array.from({ length: found.size }, (_, i) => at(numbers, found.offset + i));
}

describe('the learning rate of a layer', () => {
  it('is a multiple of that of all: one step of SGD goes so far', () => {
    const moved = [1, 0.25].map((rate) => {
      const one = run(sharing(rate, { optimizer: defaults.optimizer('sgd') }), 1);
      const [before, after] = [one.parameters, runReference(one).parameters].map((numbers) => view(one, 'a/kernel', numbers));
      return after?.map((value, i) => value - at(before ?? [], i)) ?? [];
    });
    const [whole = [], quarter = []] = moved;
    expect(Math.max(...whole.map(Math.abs))).toBeGreaterThan(1e-4);
    quarter.forEach((value, i) => {
      expect(value).toBeCloseTo(at(whole, i) / 4, 9);
    });
  });

  it('changes nothing of a program that has none', () => {
    const { controls } = given(compileProject(sharing(1), signature)).program;
    expect(controls.rates).toBeUndefined();
  });
});

describe('stages', () => {
  const rest = (names: readonly string[], steps: readonly [number, number]): void => {
    const [before, after] = steps.map((count) => {
      const one = run(sharing(0.1, { stages }), count);
      const { parameters, state } = runReference(one);
      return (name: string) => view(one, name, name.includes('moving') ? state : parameters);
    });
    for (const name of names) expect([name, after?.(name)]).toEqual([name, before?.(name)]);
  };

  it('leave alone what serves none of their tasks', () => rest(['g/kernel', 'g/bias'], [1, 2 * perEpoch]));

  it('leave alone the nodes that they freeze, running statistics included, and what earlier ones trained', () => {
    const one = staged();
    const statistics = one.program.states.map(({ name }) => name);
    expect(statistics.length).toBeGreaterThan(0);
    rest([...statistics, 'a/kernel', 'norm/gamma', 'd/kernel'], [2 * perEpoch, 3 * perEpoch]);
    const { parameters, state } = runReference(one);
    expect(view(one, 'g/kernel', parameters)).not.toEqual(view(one, 'g/kernel', one.parameters));
    expect(Array.from(state)).not.toEqual(Array.from(one.state));
  });

  it('are refused where they train no task, where nothing learns, or where a method would weigh tasks that are left out', () => {
    const codes = (training: Partial<TrainingSettings>): string[] => {
      const compiled = compileProject(sharing(1, training), signature);
      return compiled.ok ? [] : compiled.diagnostics.map(({ code }) => code);
    };
    const stage = { epochs: 1, rate: 1, frozen: [] };
    expect(codes({ stages: [{ ...stage, tasks: ['gone'] }] })).toEqual(['stages.noTask']);
    expect(codes({ stages: [stage, { ...stage, tasks: ['digit'], frozen: ['a', 'norm', 'd'] }] })).toEqual([
      'stages.nothingLearns',
    ]);
    const balancing = { method: 'pcgrad', parameters: {} };
    expect(codes({ stages: [{ ...stage, tasks: ['digit'] }], balancing })).toEqual(['stages.balancing']);
    expect(codes({ stages: [stage], balancing })).toEqual([]);
  });
});
