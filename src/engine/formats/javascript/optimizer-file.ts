import { type OptimizerSettings, optimizerOf } from '../../../core/program/optimizers/registry.ts';
import { updateOf } from '../../../core/program/optimizers/update-of.ts';
import { optimizerSchema } from '../../../core/project/schema.ts';
import { type RuleLanguage, ruleLines } from '../code/update-lines.ts';

const binary = { add: 'add', sub: 'sub', mul: 'mul', div: 'div', max: 'maximum', min: 'minimum' } as const;

const language: RuleLanguage = {
  parameter: 'w',
  gradient: 'g',
  slot: (index) => `slots[${index}]`,
  unary: (fn, x) => `tf.${fn}(${x})`,
  binary: (fn, a, b) =>
    fn === 'greater' || fn === 'greaterEqual' || fn === 'equal'
      ? `tf.cast(tf.${fn}(${a}, ${b}), 'float32')`
      : `tf.${binary[fn]}(${a}, ${b})`,
  select: (condition, a, b) => `tf.where(tf.notEqual(${condition}, 0), ${a}, ${b})`,
  named: (name, code) => `const ${name} = ${code};`,
};

/** What TensorFlow.js has just as the page: null where it does otherwise. */
function stock(given: OptimizerSettings): string | null {
  const settings = optimizerSchema.parse(given);
  switch (settings.kind) {
    case 'sgd':
      return 'tf.train.sgd(rate)';
    case 'momentum':
      return `tf.train.momentum(rate, ${settings.momentum}, ${settings.nesterov})`;
    case 'adam':
      return `tf.train.adam(rate, ${settings.beta1}, ${settings.beta2}, ${settings.epsilon})`;
    default:
      return null;
  }
}

/** An optimiser as its rule, whatever it is. */
function ruleClass(settings: OptimizerSettings): string {
  const { rule } = updateOf(settings);
  const { title, summary } = optimizerOf(settings.kind).text;
  const products: string[] = [];
  const { lines, of } = ruleLines(rule, products, language);
  const indented = (indent: number, all: readonly string[]): string =>
    all.map((line) => `${' '.repeat(indent)}${line}\n`).join('');
  return `import * as tf from '@tensorflow/tfjs';

/** ${title.en}: ${summary.en} As the page has it; stock TensorFlow.js does otherwise, or has none. */
class Optimizer {
  constructor(rate) {
    this.learningRate = rate;
    this.steps = 0;
    this.products = [${products.map(() => '1').join(', ')}];
    this.slots = new Map();
  }

  /** By the names of variables. */
  applyGradients(gradients) {
    this.steps++;
    const { learningRate: rate, steps: step, products } = this;
${indented(
  4,
  products.map((factor, i) => `products[${i}] *= ${factor};`),
)}    for (const [name, g] of Object.entries(gradients)) {
      const w = tf.engine().registeredVariables[name];
      if (!this.slots.has(name)) this.slots.set(name, [${rule.slots.map(({ start }) => `tf.variable(tf.fill(w.shape, ${start}))`).join(', ')}]);
      tf.tidy(() => {
        const slots = this.slots.get(name);
${indented(8, lines)}        const next = [${[...rule.slots.map(({ next }) => of(next)), of(rule.parameter)].join(', ')}];
        for (const [i, slot] of slots.entries()) slot.assign(tf.clone(next[i]));
        w.assign(tf.clone(next.at(-1)));
      });
    }
  }
}

export const makeOptimizer = (rate) => new Optimizer(rate);
`;
}

/** optimizer.js */
export function optimizerFile(settings: OptimizerSettings): string {
  const made = stock(settings);
  return made === null
    ? ruleClass(settings)
    : `import * as tf from '@tensorflow/tfjs';\n\nexport const makeOptimizer = (rate) => ${made};\n`;
}
