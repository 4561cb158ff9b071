import { programCost, stepFlops, takenStep } from '../../src/core/program/cost.ts';
import type { Program, TrainingProgram } from '../../src/core/program/types.ts';
import { defaults } from '../../src/core/project/defaults.ts';
import { programOf } from '../models/program.ts';
import { modelOf } from '../models/registry.ts';

/** Floating-point operations of one step, by counting: the same on every machine. */
interface Operations {
  /** Of products alone, which are nearly all of them: dense layers, convolutions, attention. */
  readonly products: number;
  /** Elementwise ones and the optimiser's too. */
  readonly all: number;
}

const productsOf = (program: Program): number => {
  const ops = program.ops.filter(({ kind }) => kind === 'matmul');
  return programCost({ ...program, ops }).flops;
};

const operationsOf = (program: TrainingProgram): Operations => ({
  products: productsOf(takenStep(program)),
  all: stepFlops(program),
});

const plainOnes = new Map<string, Operations>();

/** Of a model of the bench whose tasks have equal weights. */
function plainOperations(model: string): Operations {
  const known = plainOnes.get(model) ?? operationsOf(programOf(modelOf(model)));
  plainOnes.set(model, known);
  return known;
}

/** Of a model of the bench whose tasks are balanced so, by those of a plain step. */
export function operationsByPlain(model: string, method: string): Operations {
  const plain = plainOperations(model);
  const own = operationsOf(programOf(modelOf(model), defaults.balancing(method)));
  return { products: own.products / plain.products, all: own.all / plain.all };
}

/**
 * The most that a step with T gradients may take by a plain one. A product y = x·W costs as much three times: forwards, back through to x, and for the gradient of W.
 * All that is done forwards is done once for all tasks. What follows is another number for every task, and so are the T·P numbers of the stack
 * that such a method looks at: T times as much, as long as they are products of unlike deltas. So 1 + 2T for 3; less where nothing has to go back
 * through (the first layer: 1 + T for 2), and in what one task has alone. A method that looks at every number of T gradients cannot do with
 * less than that T·W; only one that the Gramian is enough for can (`gramianOf`).
 */
export const mostByGradients = (tasks: number): number => (1 + 2 * tasks) / 3;

/** A step and one more forward pass: a step has at least the gradient of W to everything that is done forwards. */
export const mostByForward = 3 / 2;
