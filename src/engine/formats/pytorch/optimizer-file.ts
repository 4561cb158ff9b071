import { type OptimizerSettings, optimizerOf } from '../../../core/program/optimizers/registry.ts';
import { updateOf } from '../../../core/program/optimizers/update-of.ts';
import { type RuleLanguage, ruleLines } from '../code/update-lines.ts';
import { optimizerTwins } from './optimizers/registry.ts';
import { unaries, writeBinary } from './primitives.ts';

const language: RuleLanguage = {
  parameter: 'w',
  gradient: 'w.grad',
  slot: (index) => `slots[${index}]`,
  unary: (fn, x) => unaries[fn](x),
  binary: (fn, a, b) => `(${writeBinary(fn, a, b)})`,
  select: (condition, a, b) => `torch.where(${condition} != 0, ${a}, ${b})`,
  named: (name, code) => `${name} = ${code.replace(/^\((.*)\)$/, '$1')}`,
};

const className = (kind: string): string => kind.charAt(0).toUpperCase() + kind.slice(1);

/** An optimiser as its rule, whatever it is. */
function ruleFile(settings: OptimizerSettings, learningRate: number): string {
  const { rule } = updateOf(settings);
  const products: string[] = [];
  const { lines, of } = ruleLines(rule, products, language);
  const name = className(settings.kind);
  const { title, summary } = optimizerOf(settings.kind).text;
  return `import torch


class ${name}(torch.optim.Optimizer):
    """${title.en}: ${summary.en} As the page has it, which is not as PyTorch has it."""

    def __init__(self, parameters, lr):
        super().__init__(parameters, {"lr": lr, "steps": 0})
        for group in self.param_groups:
            group["products"] = [1.0] * ${products.length}

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
