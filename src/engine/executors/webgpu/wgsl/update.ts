import type { UpdateValue } from '../../../../core/program/types.ts';
import { assertNever, at } from '../../../../core/util/assert-never.ts';
import type { DeviceUpdate } from '../plan/nodes.ts';
import type { Expr } from './code.ts';
import { binaryText, floatText, unaryText } from './functions.ts';
import type { Values } from './values.ts';

/**
 * Steps parameter number `index` along its gradient `g` as the update rule says, with the numbers of the step that stand `shift` behind
 * those of all; what is the same for all parameters is computed before
 * any loop. Only called where statements of this element may be written.
 */
export function writeUpdate(values: Values, update: DeviceUpdate, index: Expr, g: Expr, shift = 0): void {
  const { code } = values;
  const { rule, trainableCount } = update;
  const parameter = `P[${index.text}]`;
  const slot = (number: number): string => (number === 0 ? `O[${index.text}]` : `O[${index.text} + ${number * trainableCount}u]`);
  const ofElement = (text: string): Expr => code.name(text, code.depth);
  const written: Expr[] = [];
  for (const value of rule.values) written.push(write(value));
  rule.slots.forEach(({ next }, number) => {
    code.statement(`${slot(number)} = ${at(written, next).text};`);
  });
  code.statement(`${parameter} = ${at(written, rule.parameter).text};`);

  function write(value: UpdateValue): Expr {
    switch (value.kind) {
      case 'parameter':
        return ofElement(parameter);
      case 'gradient':
        return g;
      case 'slot':
        return ofElement(slot(value.slot));
      case 'learningRate':
        return values.float(`I[${update.learningRate + shift}u]`);
      case 'stepScalar':
        return values.float(`I[${update.stepScalars + shift + value.index}u]`);
      case 'constant':
        return { text: floatText(value.value), depth: 0 };
      case 'unary': {
        const x = at(written, value.inputs[0]);
        return values.float(unaryText[value.fn](x.text), x);
      }
      case 'binary': {
        const [a, b] = [at(written, value.inputs[0]), at(written, value.inputs[1])];
        return values.float(binaryText[value.fn](a.text, b.text), a, b);
      }
      case 'select': {
        const [condition, a, b] = [at(written, value.inputs[0]), at(written, value.inputs[1]), at(written, value.inputs[2])];
        return values.float(`select(${b.text}, ${a.text}, ${condition.text} != 0.0)`, condition, a, b);
      }
      default:
        return assertNever(value);
    }
  }
}
