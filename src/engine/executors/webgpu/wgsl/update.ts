import { assertNever } from '../../../../core/util/assert-never.ts';
import type { UpdateRule } from '../plan/nodes.ts';
import type { Expr } from './code.ts';
import { floatText } from './functions.ts';
import type { Values } from './values.ts';

/**
 * Steps parameter number `index` along its gradient `g`: the formulas of `applyUpdate` in core/program/optimizers.ts. Only called where
 * statements of this element may be written.
 */
export function writeUpdate(values: Values, rule: UpdateRule, index: Expr, g: Expr): void {
  const { code } = values;
  const { optimizer, trainableCount } = rule;
  const control = (offset: number): string => values.float(`I[${offset}u]`).text;
  const rate = control(rule.learningRate);
  const parameter = `P[${index.text}]`;
  const first = `O[${index.text}]`;
  const second = `O[${index.text} + ${trainableCount}u]`;
  const named = (text: string): string => code.name(text, code.depth).text;
  const step = (delta: string): void => code.statement(`${parameter} = ${parameter} - ${delta};`);
  switch (optimizer.kind) {
    case 'sgd':
      step(`${rate} * ${g.text}`);
      return;
    case 'momentum': {
      const m = named(`${floatText(optimizer.momentum)} * ${first} + ${g.text}`);
      code.statement(`${first} = ${m};`);
      step(optimizer.nesterov ? `${rate} * (${g.text} + ${floatText(optimizer.momentum)} * ${m})` : `${rate} * ${m}`);
      return;
    }
    case 'adam':
    case 'adamw': {
      const { beta1, beta2, epsilon } = optimizer;
      const m = named(`${floatText(beta1)} * ${first} + ${floatText(1 - beta1)} * ${g.text}`);
      const v = named(`${floatText(beta2)} * ${second} + ${floatText(1 - beta2)} * ${g.text} * ${g.text}`);
      code.statement(`${first} = ${m};`);
      code.statement(`${second} = ${v};`);
      // What is the same for all parameters is divided once.
      const correctedRate = values.float(`${rate} / ${control(rule.biasCorrection)}`).text;
      const inverse = values.float(`1.0 / ${control(rule.biasCorrection + 1)}`).text;
      const direction = `${correctedRate} * ${m} / (sqrt(${v} * ${inverse}) + ${floatText(epsilon)})`;
      step(
        optimizer.kind === 'adamw' ? `(${direction} + ${rate} * ${floatText(optimizer.weightDecay)} * ${parameter})` : direction,
      );
      return;
    }
    case 'rmsprop': {
      const { decay, epsilon } = optimizer;
      const v = named(`${floatText(decay)} * ${first} + ${floatText(1 - decay)} * ${g.text} * ${g.text}`);
      code.statement(`${first} = ${v};`);
      step(`${rate} * ${g.text} / sqrt(${v} + ${floatText(epsilon)})`);
      return;
    }
    case 'adagrad': {
      const v = named(`${first} + ${g.text} * ${g.text}`);
      code.statement(`${first} = ${v};`);
      step(`${rate} * ${g.text} / sqrt(${v} + ${floatText(optimizer.epsilon)})`);
      return;
    }
    default:
      assertNever(optimizer);
  }
}
