import type { Helper } from '../code/helper.ts';
import { Identifiers } from '../code/identifiers.ts';
import { type LoweredLayer, loweredLayer } from '../code/lowered.ts';
import type { NetworkLayer, Stream } from '../code/network.ts';
import type { ProgramLines } from '../code/program-lines.ts';
import { type Arriving, listed, type Place, portsOf, type Twin } from '../code/twin.ts';
import { pythonLines } from './primitives.ts';
import { pyTuple } from './python.ts';

const indented = (lines: readonly string[], by: number): string[] => lines.map((line) => ' '.repeat(by) + line);

/**
 * A layer that nobody wrote by hand, as a module of the primitives that it is lowered to. `ports` is what arrives; `className` that of the module.
 */
export function loweredTwin(
  layer: NetworkLayer,
  ports: Readonly<Record<string, readonly Arriving[]>>,
  streams: ReadonlyMap<string, Stream>,
  self: string,
  className: string,
): Twin {
  const names = new Identifiers([
    'self',
    'n',
    'device',
    'x',
    'mask',
    'training',
    'forward',
    'penalty',
    'bias_',
    'torch',
    'nn',
    'F',
  ]);
  const held = new Map(
    [...layer.parameters, ...layer.states].map(({ name }) => [name, names.snake(name.replace(/([A-Z])/g, ' $1'), 'weight')]),
  );
  const heldName = (kind: 'parameter' | 'state', index: number): string => {
    const name = (kind === 'parameter' ? layer.parameters : layer.states)[index]?.name ?? '';
    return `self.${held.get(name) ?? name}`;
  };
  const { at } = portsOf(ports);
  const arguments_ = Object.keys(layer.sources).flatMap((port) =>
    at(port).map((arriving, index) => ({
      port,
      index,
      arriving,
      name: names.snake(`${port} ${index + 1}`, 'x'),
      mask: arriving.mask ? names.snake(`${port} ${index + 1} mask`, 'mask') : null,
    })),
  );
  const feed = (name: string): string => {
    const found = arguments_.find(({ port, index }) => name === `${port} ${index}` || name === `mask ${port} ${index}`);
    return (name.startsWith('mask ') ? found?.mask : found?.name) ?? name;
  };
  const written = (training: boolean) => {
    const lowered = loweredLayer(layer, streams, training);
    return { lowered, code: pythonLines(lowered.program, { feed, held: heldName }) };
  };
  const body = ({ lowered, code }: { lowered: LoweredLayer; code: ProgramLines }): string[] => {
    // Operands may add lines of their own.
    const kept = code.stateWrites.map(({ state, code: value }) => `${heldName('state', state)}.copy_(${value}.detach())`);
    const penalty = lowered.program.outputs.penalty === undefined ? [] : [`self.penalty = ${code.output('penalty')}`];
    const out = lowered.masked ? `${code.output('out')}, ${code.output('mask')} > 0` : code.output('out');
    return [...code.lines, ...kept, ...penalty, `return ${out}`];
  };
  const [learning, judging] = [written(true), written(false)];
  const [whileTraining, afterwards] = [body(learning), body(judging)];
  const same = whileTraining.join('\n') === afterwards.join('\n');
  const parameters = listed('self', ...arguments_.flatMap(({ name, mask }) => [name, mask]));
  const first = arguments_[0]?.name ?? 'self';
  const source = [
    `class ${className}(nn.Module):`,
    `    """${layer.kind.text.title.en}, as the primitives that the page computes it with."""`,
    '',
    '    def __init__(self):',
    '        super().__init__()',
    ...layer.parameters.map(({ name, shape }) => `        self.${held.get(name)} = nn.Parameter(torch.zeros(${pyTuple(shape)}))`),
    ...layer.states.map(({ name, shape }) => `        self.register_buffer("${held.get(name)}", torch.zeros(${pyTuple(shape)}))`),
    ...(learning.lowered.penalized ? ['        self.penalty = 0.0'] : []),
    '',
    `    def forward(${parameters}):`,
    `        n, device = ${first}.shape[0], ${first}.device`,
    ...arguments_.flatMap(({ mask }) => (mask ? [`        ${mask} = ${mask}.float()`] : [])),
    ...(same
      ? indented(afterwards, 8)
      : ['        if self.training:', ...indented(whileTraining, 12), ...indented(afterwards, 8)]),
    '',
  ].join('\n');
  const helper: Helper = { name: className, source, needs: [...learning.code.helpers, ...judging.code.helpers] };
  const places = Object.fromEntries([...held].map(([name, own]): [string, Place] => [name, { name: own }]));
  const call = `${self}(${listed(...arguments_.flatMap(({ arriving: { code, mask } }) => [code, mask]))})`;
  return {
    module: `${className}()`,
    helpers: [helper],
    result: call,
    ...(learning.lowered.masked ? { withMask: true } : { mask: null }),
    places,
    penalties: learning.lowered.penalized ? [`${self}.penalty`] : [],
  };
}
