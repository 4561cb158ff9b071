import type { BinaryFn, StepScalar, UnaryFn, UpdateRule, UpdateValue } from '../../../core/program/types.ts';
import { assertNever, at } from '../../../core/util/assert-never.ts';

/** A number of a step as an expression of `step`; products over all steps are kept in `products`. */
function stepScalar(scalar: StepScalar, products: string[]): string {
  if (typeof scalar === 'number') return String(scalar);
  switch (scalar.kind) {
    case 'step':
      return 'step';
    case 'product': {
      const place = products.push(stepScalar(scalar.factor, products)) - 1;
      return `products[${place}]`;
    }
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
    case 'power': {
      const operator = { add: '+', sub: '-', mul: '*', div: '/', power: '**' }[scalar.kind];
      return `(${stepScalar(scalar.a, products)} ${operator} ${stepScalar(scalar.b, products)})`;
    }
    default:
      return assertNever(scalar);
  }
}

/** How a language says the parts of a rule. */
export interface RuleLanguage {
  readonly parameter: string;
  readonly gradient: string;
  slot(index: number): string;
  unary(fn: UnaryFn, x: string): string;
  /** As an operand of others. */
  binary(fn: BinaryFn, a: string, b: string): string;
  select(condition: string, a: string, b: string): string;
  /** A statement that gives a value its name. */
  named(name: string, code: string): string;
}

/** The rule as statements; what is used more than once has a name of its own. Factors of products over all steps are put into `products`. */
export function ruleLines(
  rule: UpdateRule,
  products: string[],
  language: RuleLanguage,
): { readonly lines: readonly string[]; readonly of: (place: number) => string } {
  const uses = new Map<number, number>();
  for (const value of rule.values) {
    if ('inputs' in value) for (const input of value.inputs) uses.set(input, (uses.get(input) ?? 0) + 1);
  }
  for (const place of [rule.parameter, ...rule.slots.map(({ next }) => next)]) uses.set(place, (uses.get(place) ?? 0) + 2);
  const codes: string[] = [];
  const lines: string[] = [];
  const code = (value: UpdateValue): string => {
    switch (value.kind) {
      case 'parameter':
        return language.parameter;
      case 'gradient':
        return language.gradient;
      case 'slot':
        return language.slot(value.slot);
      case 'learningRate':
        return 'rate';
      case 'stepScalar':
        return stepScalar(at(rule.stepScalars, value.index), products);
      case 'constant':
        return String(value.value);
      case 'unary':
        return language.unary(value.fn, at(codes, value.inputs[0]));
      case 'binary':
        return language.binary(value.fn, at(codes, value.inputs[0]), at(codes, value.inputs[1]));
      case 'select':
        return language.select(at(codes, value.inputs[0]), at(codes, value.inputs[1]), at(codes, value.inputs[2]));
      default:
        return assertNever(value);
    }
  };
  for (const [place, value] of rule.values.entries()) {
    const own = code(value);
    if ('inputs' in value && (uses.get(place) ?? 0) > 1) {
      lines.push(language.named(`x${place}`, own));
      codes.push(`x${place}`);
    } else codes.push(own);
  }
  return { lines, of: (place) => at(codes, place) };
}
