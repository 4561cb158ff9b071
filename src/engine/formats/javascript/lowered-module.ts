import type { Helper } from '../code/helper.ts';
import { loweredParts } from '../code/lowered-parts.ts';
import type { NetworkLayer, Stream } from '../code/network.ts';
import { type Arriving, listed, type Place, type Twin } from '../code/twin.ts';
import { javascriptPrimitives } from './primitives.ts';
import { reservedNames } from './reserved.ts';
import { jsList } from './source.ts';

const language = {
  ...javascriptPrimitives,
  naming: 'camel',
  self: 'this',
  reserved: [...reservedNames, 'x', 'mask', 'apply'],
} as const;

/** A layer that stands for no stock layer, as a class of the primitives that it is lowered to. */
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
      ...writes.map(({ name, code }) => `${name}.assign(${code});`),
      ...(penalty === null ? [] : [`this.penalty = ${penalty};`]),
      `return ${mask === null ? out : jsList([out, mask])};`,
    ].map((line) => `${indent}${line}`);
  const weights = [...layer.parameters, ...layer.states];
  const usesBatch = [...learning.lines, ...judging.lines].some((line) => /\bn\b/.test(line.replace(/ \/\/ .*$/, '')));
  const first = parts.arguments[0]?.name ?? 'this';
  const source = [
    `/** ${layer.kind.text.title.en}, as the primitives that the page computes it with. */`,
    `class ${className} {`,
    ...(weights.length > 0 || penalized
      ? [
          '  constructor() {',
          ...weights.map(({ name, shape }) => `    this.${held.get(name)} = tf.variable(tf.zeros(${jsList(shape)}));`),
          ...(penalized ? ['    this.penalty = tf.scalar(0);'] : []),
          '  }',
          '',
        ]
      : []),
    `  apply(${listed(...parts.arguments.map(({ name }) => name), !same && 'training')}) {`,
    ...(usesBatch ? [`    const n = ${first}.shape[0];`] : []),
    ...(same ? [] : ['    if (training) {', ...body(learning, '      '), '    }']),
    ...body(judging, '    '),
    '  }',
    '}',
    '',
  ].join('\n');
  const helper: Helper = { name: className, source, needs: parts.helpers };
  return {
    module: `new ${className}()`,
    helpers: [helper],
    result: `${self}.apply(${listed(...parts.arguments.map(({ code }) => code), !same && 'training')})`,
    ...(masked ? { withMask: true } : { mask: null }),
    places: Object.fromEntries([...held].map(([name, own]): [string, Place] => [name, { name: own }])),
    penalties: penalized ? [`${self}.penalty`] : [],
  };
}
