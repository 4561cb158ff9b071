import { describe, expect, it } from 'vitest';
import { compileProject } from '../../../core/compile/compile.ts';
import { documentOf, signature } from '../../../core/graph/testing/documents.ts';
import { addTie, setTieWeight } from '../../../core/graph/ties.ts';
import { fillControls } from '../../../core/program/controls.ts';
import { initialParameters, initialState } from '../../../core/program/initialize.ts';
import type { TrainingProgram } from '../../../core/program/types.ts';
import type { Project } from '../../../core/project/schema.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import { given, randomData } from '../tfjs/testing.ts';
import { type Run, runReference } from './run.ts';
import { everyExecutorRepeats } from './testing/every-executor.ts';

const steps = 30;
/** The step from which another weight acts, and that weight. */
const [moved, later] = [15, 4];

function tied(weight: number): Project {
  const twins = documentOf(
    { a: ['dense', { units: 3 }], b: ['dense', { units: 3 }], d: ['dense', { units: 10 }], g: ['dense', { units: 5 }] },
    'in a d digit-head',
    'in b g group-head',
  );
  const project = given(addTie(twins, signature, 'a', 'b', weight));
  return { ...project, training: { ...project.training, batchSize: 8 } };
}

/** Two layers drawn together with one weight, and from a step on with another. */
function run(weights: (step: number) => number): Run {
  const project = tied(0);
  const { program } = given(compileProject(project, signature));
  const { size } = program.controls;
  const controls = new Float32Array(steps * size);
  for (let i = 0; i < steps; i++) {
    const tieWeight = (): number => weights(i + 1);
    fillControls(program, { step: i + 1, learningRate: 0.01, taskWeights: [1, 1.5], tieWeight, seed: 1 }, controls, i * size);
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

const isMoved = (step: number): number => (step < moved ? 0 : later);

everyExecutorRepeats('soft sharing whose weight is moved in the middle of a block', () => run(isMoved));

/** Σ (θ_a − θ_b)² */
function distance({ parameters }: Pick<TrainingProgram, 'parameters'>, numbers: ArrayLike<number>): number {
  const view = (name: string) => {
    const found = parameters.find((parameter) => parameter.name === name);
    invariant(found, `${name} is a parameter`);
    return Array.from({ length: found.size }, (_, i) => at(numbers, found.offset + i));
  };
  return view('a/kernel').reduce((sum, own, i) => sum + (own - at(view('b/kernel'), i)) ** 2, 0);
}

describe('the weight of soft sharing', () => {
  it('is read at every step: moved up, it draws the layers together', () => {
    const [never, half, always] = [() => 0, isMoved, () => later].map((weights) => {
      const one = run(weights);
      return distance(one.program, runReference(one).parameters);
    });
    expect(half).toBeLessThan(never ?? 0);
    expect(always).toBeLessThan(half ?? 0);
  });

  it('changes nothing of the program, not even where it is 0', () => {
    const programOf = (weight: number) => given(compileProject(setTieWeight(tied(1), 'tie-1', weight), signature)).program;
    expect(programOf(0).step).toEqual(programOf(3).step);
    expect(programOf(3).controls.tieWeights).toMatchObject([{ tie: 'tie-1', weight: 3 }]);
  });
});
