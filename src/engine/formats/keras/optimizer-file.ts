import { type OptimizerSettings, optimizerOf } from '../../../core/program/optimizers/registry.ts';
import { updateOf } from '../../../core/program/optimizers/update-of.ts';
import type { TrainingSettings } from '../../../core/project/schema.ts';
import { assertNever } from '../../../core/util/assert-never.ts';
import { type RuleLanguage, ruleLines } from '../code/update-lines.ts';
import { binary, unary } from './primitives.ts';

const language: RuleLanguage = {
  parameter: 'w',
  gradient: 'g',
  slot: (index) => `slots[${index}]`,
  unary,
  binary: (fn, a, b) => `(${binary(fn, a, b)})`,
  select: (condition, a, b) => `ops.where(${condition} != 0, ${a}, ${b})`,
  named: (name, code) => `${name} = ${code}`,
};

/** The optimiser as its rule. */
function ruleClass(settings: OptimizerSettings): { readonly name: string; readonly source: string } {
  const { rule } = updateOf(settings);
  const { title, summary } = optimizerOf(settings.kind).text;
  const products: string[] = [];
  const { lines, of } = ruleLines(rule, products, language);
  const name = `Page${settings.kind.charAt(0).toUpperCase()}${settings.kind.slice(1)}`;
  const starts = rule.slots.map(({ start }) => start);
  const writes = [
    ...rule.slots.map(({ next }, i) => `            (slots[${i}], ${of(next)}),`),
    `            (variable, ${of(rule.parameter)}),`,
  ];
  const source = `class ${name}(keras.optimizers.Optimizer):
    """${title.en}: ${summary.en} As the page has it; Keras' own differs in where epsilon stands, in its defaults or in its momentum."""

    def build(self, variables):
        if self.built:
            return
        super().build(variables)
        starts = [${starts.join(', ')}]
        self.slots = [[self.add_variable_from_reference(v, name=f"slot_{i}") for i in range(len(starts))] for v in variables]
        for slots in self.slots:
            for slot, start in zip(slots, starts):
                slot.assign(ops.full(slot.shape, start, dtype=slot.dtype))
${
  products.length > 0
    ? `        self.products = [
            [self.add_variable(shape=(), initializer="ones", name=f"product_{i}") for i in range(${products.length})] for _ in variables
        ]
`
    : ''
}
    def update_step(self, gradient, variable, learning_rate):
        index = self._get_variable_index(variable)
        slots = self.slots[index]
        w, g = ops.convert_to_tensor(variable), ops.cast(gradient, variable.dtype)
        rate = ops.cast(learning_rate, variable.dtype)
        step = ops.cast(self.iterations + 1, variable.dtype)
${products.length > 0 ? '        products = self.products[index]\n' : ''}${products.map((factor, i) => `        products[${i}].assign(products[${i}] * ${factor})\n`).join('')}${lines.map((line) => `        ${line}\n`).join('')}        # All is computed before anything is written.
        for held, value in [
${writes.join('\n')}
        ]:
            held.assign(value)
`;
  return { name, source };
}

/** The learning rate, as a schedule of Keras where it is not constant. */
function schedule({ schedule: own, learningRate, epochs }: TrainingSettings): { readonly source: string; readonly made: string } {
  const body = (lines: readonly string[]): string => `class Schedule(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, steps_per_epoch):
        self.steps_per_epoch = steps_per_epoch

    def __call__(self, step):
        """Of a step, counted from 0."""
        step = ops.cast(step, "float32") + 1
${lines.map((line) => `        ${line}`).join('\n')}
`;
  switch (own.kind) {
    case 'constant':
      return { source: '', made: String(learningRate) };
    case 'step':
      return {
        made: 'Schedule(steps_per_epoch)',
        source: body([
          `epoch = ops.minimum(${epochs} - 1, ops.floor((step - 1) / self.steps_per_epoch))`,
          `return ${learningRate} * ${own.factor} ** ops.floor(epoch / ${own.everyEpochs})`,
        ]),
      };
    case 'cosine':
      return {
        made: 'Schedule(steps_per_epoch)',
        source: body([
          `warm, last = ${own.warmupSteps}, ${epochs} * self.steps_per_epoch`,
          'peak = max(1, warm)',
          'progress = ops.minimum(1.0, (step - peak) / max(1, last - peak))',
          `falling = ${own.floor} + (1 - ${own.floor}) * (1 + ops.cos(3.141592653589793 * progress)) / 2`,
          `return ${learningRate} * ops.where(step < warm, step / peak, falling)`,
        ]),
      };
    default:
      return assertNever(own);
  }
}

/** optimizer.py */
export function optimizerFile(training: TrainingSettings): string {
  const rate = schedule(training);
  const stock = training.optimizer.kind === 'sgd';
  const own = stock ? { name: 'keras.optimizers.SGD', source: '' } : ruleClass(training.optimizer);
  const clip = training.clipNorm === null ? '' : `, global_clipnorm=${training.clipNorm}`;
  const parts = [
    'import keras\nfrom keras import ops\n',
    own.source,
    rate.source,
    `def make_optimizer(steps_per_epoch):\n    return ${own.name}(learning_rate=${rate.made}${clip})\n`,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}
