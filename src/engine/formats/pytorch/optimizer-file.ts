import { type OptimizerSettings, optimizerOf } from '../../../core/program/optimizers/registry.ts';
import { updateOf } from '../../../core/program/optimizers/update-of.ts';
import type { StepScalar, UpdateRule, UpdateValue } from '../../../core/program/types.ts';
import { assertNever, at } from '../../../core/util/assert-never.ts';
import { optimizerTwins } from './optimizers/registry.ts';
import { unaries, writeBinary } from './primitives.ts';

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

/** The rule as statements; what is used more than once, or is long, has a name of its own. */
function ruleLines(
  rule: UpdateRule,
  products: string[],
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
        return 'w';
      case 'gradient':
        return 'w.grad';
      case 'slot':
        return `slots[${value.slot}]`;
      case 'learningRate':
        return 'rate';
      case 'stepScalar':
        return stepScalar(at(rule.stepScalars, value.index), products);
      case 'constant':
        return String(value.value);
      case 'unary':
        return unaries[value.fn](at(codes, value.inputs[0]));
      case 'binary':
        return `(${writeBinary(value.fn, at(codes, value.inputs[0]), at(codes, value.inputs[1]))})`;
      case 'select':
        return `torch.where(${value.inputs.map((input, i) => at(codes, input) + (i === 0 ? ' != 0' : '')).join(', ')})`;
      default:
        return assertNever(value);
    }
  };
  for (const [place, value] of rule.values.entries()) {
    const own = code(value);
    if ('inputs' in value && (uses.get(place) ?? 0) > 1) {
      lines.push(`x${place} = ${own.replace(/^\((.*)\)$/, '$1')}`);
      codes.push(`x${place}`);
    } else codes.push(own);
  }
  return { lines, of: (place) => at(codes, place) };
}

const className = (kind: string): string => kind.charAt(0).toUpperCase() + kind.slice(1);

/** An optimiser as its rule, whatever it is. */
function ruleFile(settings: OptimizerSettings, learningRate: number): string {
  const { rule } = updateOf(settings);
  const products: string[] = [];
  const { lines, of } = ruleLines(rule, products);
  const name = className(settings.kind);
  const { title, summary } = optimizerOf(settings.kind).text;
  return `import torch


class ${name}(torch.optim.Optimizer):
    """${title.en}: ${summary.en} As the page has it, which is not as PyTorch has it."""

    def __init__(self, parameters, lr):
        super().__init__(parameters, {"lr": lr, "steps": 0, "products": [1.0] * ${products.length}})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            group["steps"] += 1
            rate, step, products = group["lr"], group["steps"], group["products"]
${products.map((factor, i) => `            products[${i}] *= ${factor}\n`).join('')}            for w in group["params"]:
                if w.grad is None:
                    continue
                if "slots" not in self.state[w]:
                    self.state[w]["slots"] = [${rule.slots.map(({ start }) => `torch.full_like(w, ${start})`).join(', ')}]
                slots = self.state[w]["slots"]
${lines.map((line) => `                ${line}\n`).join('')}                self.state[w]["slots"] = [${rule.slots.map(({ next }) => of(next)).join(', ')}]
                w.copy_(${of(rule.parameter).replace(/^\((.*)\)$/, '$1')})


def make_optimizer(parameters):
    return ${name}(parameters, lr=${learningRate})
`;
}

/** optimizer.py */
export function optimizerFile(settings: OptimizerSettings, learningRate: number): string {
  for (const twin of optimizerTwins) {
    const made = twin.write(settings, learningRate);
    if (made !== null) return `import torch\n\n\ndef make_optimizer(parameters):\n    return ${made}\n`;
  }
  return ruleFile(settings, learningRate);
}
