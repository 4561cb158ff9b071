import { describe, expect, it } from 'vitest';
import type { TrainingProgram } from '../program/types.ts';
import type { Project } from '../project/schema.ts';
import { at, invariant } from '../util/assert-never.ts';
import { compileProject } from './compile.ts';
import { compiled, controls, randomData, randomTrainer, signature, smallProject, withNode } from './testing/fixture.ts';

const rows = [3, 0, 19, 7, 7, 12];

const withBalancing = (project: Project): Project => ({
  ...project,
  training: { ...project.training, balancing: { method: 'pcgrad', parameters: {} } },
});

function balanced(project: Project): TrainingProgram {
  const result = compileProject(withBalancing(project), signature);
  invariant(result.ok, JSON.stringify(result));
  return result.value.program;
}

/** A control row with a learning rate, for plain gradient descent. */
function descent(program: TrainingProgram, taskWeights: readonly number[]): Float64Array {
  const row = controls(program, taskWeights);
  row[program.controls.learningRate] = 1;
  return row;
}

const withSgd = (project: Project, clipNorm: number | null = null): Project => ({
  ...project,
  training: { ...project.training, optimizer: { kind: 'sgd' }, clipNorm },
});

/** The gradient that a balanced step with these weights takes, from the change of the parameters; and what the weights were chosen from. */
function stepOf(project: Project, taskWeights: readonly number[], shared: readonly number[]) {
  const program = balanced(withSgd(project));
  const trainer = randomTrainer(program, randomData(program));
  const before = trainer.parameters.slice();
  const seen: { losses: Float64Array; gramian: Float64Array }[] = [];
  const losses = trainer.balancedStep(descent(program, taskWeights), rows, (own, gramian) => {
    seen.push({ losses: own, gramian });
    return shared;
  });
  return { program, losses, gradient: before.map((value, i) => value - at(trainer.parameters, i)), seen: at(seen, 0) };
}

/** The gradient of a plain step with these task weights. */
function plainGradient(project: Project, taskWeights: readonly number[]): Float64Array {
  const program = compiled(withSgd(project));
  return randomTrainer(program, randomData(program)).gradient(controls(program, taskWeights), rows);
}

const trunk = 3 * 4 + 4;

describe('a compiled Gramian step', () => {
  it('is compiled where the method of the document needs it only, and then lengthens nothing but the control vector', () => {
    expect(compiled(smallProject()).gramian).toBeNull();
    const { gramian, controls: layout, ...program } = balanced(smallProject());
    const { gramian: _, controls: plain, ...rest } = compiled(smallProject());
    expect(program).toEqual(rest);
    expect(layout).toEqual({ ...plain, size: plain.size + 2 });
    expect(gramian?.sharedWeights).toBe(plain.size);
  });

  it('takes the plain step where the shared weights are the task weights', () => {
    const project = withNode(smallProject(), 'trunk', { params: { l2: 0.05, l1: 0.01 } });
    const { gradient, losses, seen } = stepOf(project, [0.7, 2.5], [0.7, 2.5]);
    const expected = plainGradient(project, [0.7, 2.5]);
    gradient.forEach((value, i) => {
      expect(value).toBeCloseTo(at(expected, i), 12);
    });
    const program = compiled(withSgd(project));
    const plain = randomTrainer(program, randomData(program)).step(controls(program, [0.7, 2.5]), rows);
    expect([...losses]).toEqual([...plain]);
    expect([...seen.losses]).toEqual([...plain]);
  });

  it('weighs what tasks share by the shared weights, and what one task owns by its task weight', () => {
    const { gradient } = stepOf(smallProject(), [0.7, 2.5], [3, -1]);
    const [own, shared] = [plainGradient(smallProject(), [0.7, 2.5]), plainGradient(smallProject(), [3, -1])];
    gradient.forEach((value, i) => {
      expect(value).toBeCloseTo(at(i < trunk ? shared : own, i), 12);
    });
  });

  it('adds penalties once, whatever the weights are', () => {
    const l2 = 0.05;
    const project = withNode(smallProject(), 'trunk', { params: { l2 } });
    const { gradient, program } = stepOf(project, [0, 0], [0, 0]);
    const parameters = randomTrainer(program, randomData(program)).parameters;
    gradient.forEach((value, i) => {
      expect(value).toBeCloseTo(i < 12 ? 2 * l2 * at(parameters, i) : 0, 12);
    });
  });

  it('gives the products of the task gradients on the shared parameters, of unweighted losses and without penalties', () => {
    const project = withNode(smallProject(), 'trunk', { params: { l2: 0.05 } });
    const { seen } = stepOf(project, [0.7, 2.5], [1, 1]);
    const each = [
      [1, 0],
      [0, 1],
    ].map((weights) => plainGradient(smallProject(), weights).subarray(0, trunk));
    const expected = each.flatMap((left) => each.map((right) => left.reduce((sum, x, i) => sum + x * at(right, i), 0)));
    seen.gramian.forEach((value, i) => {
      expect(value).toBeCloseTo(at(expected, i), 12);
    });
  });

  it('has a Gramian of zeros where tasks share nothing that is trained', () => {
    const { seen, gradient } = stepOf(withNode(smallProject(), 'trunk', { frozen: true }), [0.7, 2.5], [9, 9]);
    expect([...seen.gramian]).toEqual([0, 0, 0, 0]);
    const expected = plainGradient(withNode(smallProject(), 'trunk', { frozen: true }), [0.7, 2.5]);
    expected.forEach((value, i) => {
      expect(gradient[i]).toBeCloseTo(value, 12);
    });
  });

  it('clips the weighted gradient as a whole', () => {
    const program = balanced(withSgd(smallProject(), 0.1));
    const trainer = randomTrainer(program, randomData(program));
    const before = trainer.parameters.slice();
    trainer.balancedStep(descent(program, [1, 1]), rows, () => [5, 5]);
    const length = Math.hypot(...before.map((value, i) => value - at(trainer.parameters, i)));
    expect(length).toBeCloseTo(0.1, 12);
  });
});
