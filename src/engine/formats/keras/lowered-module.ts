import type { Helper } from '../code/helper.ts';
import { loweredParts } from '../code/lowered-parts.ts';
import type { NetworkLayer, Stream } from '../code/network.ts';
import { type Arriving, listed, type Place, type Twin } from '../code/twin.ts';
import { pyTuple } from '../pytorch/python.ts';
import { kerasPrimitives } from './primitives.ts';
import { reservedNames } from './reserved.ts';

const language = { ...kerasPrimitives, naming: 'snake', self: 'self', reserved: reservedNames } as const;

/** A layer that stands for none of Keras', as a class of the primitives that it is lowered to. */
export function loweredTwin(
  layer: NetworkLayer,
  ports: Readonly<Record<string, readonly Arriving[]>>,
  streams: ReadonlyMap<string, Stream>,
  self: string,
  className: string,
): Twin {
  const parts = loweredParts(layer, ports, streams, language);
  const { held, learning, judging, same, penalized, masked } = parts;
  const body = ({ lines, out, mask, penalty, writes }: typeof learning, indent: string): string[] =>
    [
      ...lines,
      ...writes.map(({ name, code }) => `${name}.assign(${code})`),
      ...(penalty === null ? [] : [`self.penalty = ${penalty}`]),
      `return ${mask === null ? out : `${out}, ${mask}`}`,
    ].map((line) => `${indent}${line}`);
  const all = [...learning.lines, ...judging.lines].map((line) => line.replace(/ {2}# .*$/, ''));
  const first = parts.arguments[0]?.name ?? 'self';
  const weight = (name: string, shape: readonly number[], more: string): string => {
    const own = held.get(name) ?? name;
    return `        self.${own} = self.add_weight(shape=${pyTuple(shape)}, initializer="zeros"${more}, name="${own}")`;
  };
  const source = [
    `class ${className}(keras.layers.Layer):`,
    `    """${layer.kind.text.title.en}, as the primitives that the page computes it with."""`,
    '',
    '    def __init__(self):',
    '        super().__init__()',
    ...layer.parameters.map(({ name, shape }) => weight(name, shape, '')),
    ...layer.states.map(({ name, shape }) => weight(name, shape, ', trainable=False')),
    ...(all.some((line) => line.includes('self.seed_generator'))
      ? ['        self.seed_generator = keras.random.SeedGenerator()']
      : []),
    ...(penalized ? ['        self.penalty = 0.0'] : []),
    '',
    `    def call(${listed('self', ...parts.arguments.map(({ name }) => name), !same && 'training=False')}):`,
    ...(all.some((line) => /\bn\b/.test(line)) ? [`        n = ops.shape(${first})[0]`] : []),
    ...(same ? [] : ['        if training:', ...body(learning, '            ')]),
    ...body(judging, '        '),
    '',
  ].join('\n');
  const helper: Helper = { name: className, source, needs: parts.helpers };
  return {
    module: `${className}()`,
    helpers: [helper],
    result: `${self}(${listed(...parts.arguments.map(({ code }) => code), !same && 'training=training')})`,
    ...(masked ? { withMask: true } : { mask: null }),
    places: Object.fromEntries([...held].map(([name, own]): [string, Place] => [name, { name: own }])),
    penalties: penalized ? [`${self}.penalty`] : [],
  };
}
