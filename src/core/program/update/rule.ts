import { at } from '../../util/assert-never.ts';
import type { StepScalar, UpdateRule, UpdateSpec, UpdateValue } from '../types.ts';
import type { Expression, Term, UpdateBuilder } from './expression.ts';

/** Lists the terms of a tree, each once, operands first. */
class Values {
  readonly list: UpdateValue[] = [];
  private readonly places = new Map<Expression, number>();

  place(expression: Expression): number {
    const known = this.places.get(expression);
    if (known !== undefined) return known;
    const value = this.valueOf(expression);
    const place = this.list.push(value) - 1;
    this.places.set(expression, place);
    return place;
  }

  private valueOf(expression: Expression): UpdateValue {
    if (typeof expression === 'number') return { kind: 'constant', value: expression };
    switch (expression.kind) {
      case 'unary':
        return { kind: 'unary', fn: expression.fn, inputs: [this.place(expression.args[0])] };
      case 'binary': {
        const [a, b] = expression.args;
        return { kind: 'binary', fn: expression.fn, inputs: [this.place(a), this.place(b)] };
      }
      case 'select': {
        const [condition, a, b] = expression.args;
        return { kind: 'select', inputs: [this.place(condition), this.place(a), this.place(b)] };
      }
      default:
        return expression;
    }
  }
}

/** The rule of an update: `write` gives the parameter's new value. */
export function updateRule(write: (builder: UpdateBuilder) => Expression): UpdateRule {
  const stepScalars: StepScalar[] = [];
  const slots: { readonly start: number; readonly after: Expression }[] = [];
  const parameter = write({
    parameter: { kind: 'parameter' },
    gradient: { kind: 'gradient' },
    learningRate: { kind: 'learningRate' },
    perStep: (scalar) => ({ kind: 'stepScalar', index: stepScalars.push(scalar) - 1 }),
    slot(start, next) {
      const before: Term = { kind: 'slot', slot: slots.length };
      const after = next(before);
      slots.push({ start, after });
      return { before, after };
    },
  });
  const values = new Values();
  const next = slots.map(({ start, after }) => ({ start, next: values.place(after) }));
  const last = values.place(parameter);
  return { values: values.list, parameter: last, slots: next, stepScalars };
}

/** Which values of a rule are the same for all parameters, because they follow from numbers of the step alone. */
export function uniformValues({ values }: UpdateRule): readonly boolean[] {
  const uniform: boolean[] = [];
  for (const value of values) {
    if ('inputs' in value) uniform.push(value.inputs.every((input) => at(uniform, input)));
    else uniform.push(value.kind === 'learningRate' || value.kind === 'stepScalar' || value.kind === 'constant');
  }
  return uniform;
}

/** Operations that are done to each parameter. */
export function updateOperations(rule: UpdateRule): number {
  const uniform = uniformValues(rule);
  return rule.values.filter((value, i) => 'inputs' in value && !uniform[i]).length;
}

/** Of programs that train nothing: leaves every parameter as it is. */
export const noUpdate: UpdateSpec = { optimizer: 'none', rule: updateRule(({ parameter }) => parameter), clipNorm: null };
