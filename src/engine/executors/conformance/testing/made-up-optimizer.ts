import { z } from 'zod';
import { defineOptimizer } from '../../../../core/program/optimizers/optimizer.ts';
import { type BinaryFn, binaryFunctions, type UnaryFn, type UpdateRule, unaryFunctions } from '../../../../core/program/types.ts';
import { add, div, greater, max, mul, select, sqrt, square, sub, type Term } from '../../../../core/program/update/expression.ts';
import { updateRule } from '../../../../core/program/update/rule.ts';
import { scalar, stepNumber } from '../../../../core/program/update/step-scalars.ts';

const name = { en: 'made up', 'zh-CN': '虚构' };

/** An optimiser that is in no registry: three slots, a choice, and two numbers of the step. */
export const madeUp = defineOptimizer({
  kind: 'made-up',
  text: { title: name, summary: name, fields: { fade: name } },
  usualRate: 0.01,
  settings: { fade: z.number().default(0.8) },
  update({ fade }, { parameter, gradient, learningRate, perStep, slot }) {
    const { after: mean } = slot(0, (before) => add(mul(fade, before), mul(1 - fade, gradient)));
    const { before: largest, after: larger } = slot(0.5, (before) => max(before, square(gradient)));
    slot(1, (before) => mul(before, perStep(scalar.product(scalar.sub(1, scalar.power(0.5, stepNumber))))));
    const rate = mul(learningRate, perStep(scalar.div(1, scalar.add(stepNumber, 3))));
    const step = select(greater(square(gradient), mul(0.25, largest)), mul(0.5, mean), mean);
    return sub(parameter, mul(rate, div(step, sqrt(larger))));
  },
});

/** A rule that keeps what every primitive makes of the parameter, one slot for each. */
export function everyPrimitive(): UpdateRule {
  return updateRule(({ parameter: w, gradient, learningRate, slot }) => {
    const unary = (fn: UnaryFn, x: Term): Term => ({ kind: 'unary', fn, args: [x] });
    const binary = (fn: BinaryFn, a: Term, b: Term): Term => ({ kind: 'binary', fn, args: [a, b] });
    const positive = add(unary('abs', w), 0.25);
    const needsPositive: ReadonlySet<UnaryFn> = new Set(['sqrt', 'rsqrt', 'reciprocal', 'log']);
    for (const fn of unaryFunctions) slot(0, () => unary(fn, needsPositive.has(fn) ? positive : w));
    for (const fn of binaryFunctions) slot(0, () => binary(fn, unary('sign', w), fn === 'equal' ? unary('step', w) : positive));
    // The same with what is equal for all parameters, which is computed apart.
    for (const fn of unaryFunctions) slot(0, () => unary(fn, learningRate));
    for (const fn of binaryFunctions) slot(0, () => binary(fn, learningRate, add(learningRate, 1)));
    slot(0, () => select(unary('step', w), 2, w));
    slot(0, () => select(greater(learningRate, 0), w, gradient));
    slot(3, () => learningRate);
    slot(3, (before) => before);
    return sub(w, mul(learningRate, gradient));
  });
}
