import type { Helper } from './helper.ts';
import { Identifiers } from './identifiers.ts';
import { loweredLayer } from './lowered.ts';
import type { NetworkLayer, Stream } from './network.ts';
import { type PrimitiveLanguage, type ProgramLines, programLines } from './program-lines.ts';
import { type Arriving, portsOf } from './twin.ts';

/** A layer as its primitives, from which a language makes a class. */
export interface LoweredParts {
  /** What arrives, in order: its name in the class, and what is handed in there. A mask stands behind its tensor. */
  readonly arguments: readonly { readonly name: string; readonly code: string }[];
  /** By the page's name: what a weight is called in the class. */
  readonly held: ReadonlyMap<string, string>;
  readonly learning: LoweredBody;
  readonly judging: LoweredBody;
  /** Both do the same. */
  readonly same: boolean;
  /** It gives its output and a mask. */
  readonly masked: boolean;
  readonly penalized: boolean;
  readonly helpers: readonly Helper[];
}

interface LoweredBody {
  readonly lines: readonly string[];
  readonly out: string;
  readonly mask: string | null;
  readonly penalty: string | null;
  readonly writes: readonly { readonly name: string; readonly code: string }[];
}

/** `self` is what an object is called inside its class; `reserved` what nothing may be called there. */
export function loweredParts(
  layer: NetworkLayer,
  ports: Readonly<Record<string, readonly Arriving[]>>,
  streams: ReadonlyMap<string, Stream>,
  language: PrimitiveLanguage & {
    readonly naming: 'snake' | 'camel';
    readonly self: string;
    readonly reserved: readonly string[];
  },
): LoweredParts {
  const { naming, self, reserved } = language;
  const names = new Identifiers(reserved);
  const held = new Map(
    [...layer.parameters, ...layer.states].map(({ name }) => [name, names[naming](name.replace(/([A-Z])/g, ' $1'), 'weight')]),
  );
  const heldName = (kind: 'parameter' | 'state', index: number): string => {
    const name = (kind === 'parameter' ? layer.parameters : layer.states)[index]?.name ?? '';
    return `${self}.${held.get(name) ?? name}`;
  };
  const { at } = portsOf(ports);
  const feeds = new Map<string, string>();
  const given = Object.keys(layer.sources).flatMap((port) =>
    at(port).flatMap(({ code, mask }, index) => {
      const name = names[naming](`${port} ${index + 1}`, 'x');
      feeds.set(`${port} ${index}`, name);
      if (!mask) return [{ name, code }];
      const ofMask = names[naming](`${port} ${index + 1} mask`, 'mask');
      feeds.set(`mask ${port} ${index}`, ofMask);
      return [
        { name, code },
        { name: ofMask, code: mask },
      ];
    }),
  );
  const written = (training: boolean) => {
    const lowered = loweredLayer(layer, streams, training);
    const sources = { feed: (name: string) => feeds.get(name) ?? name, held: heldName };
    return { lowered, code: programLines(lowered.program, sources, language) };
  };
  const body = ({ lowered, code }: ReturnType<typeof written>): LoweredBody => {
    // Operands may add lines of their own: they are asked for before the lines are read.
    const writes = code.stateWrites.map((write) => ({ name: heldName('state', write.state), code: write.code }));
    const penalty = lowered.penalized ? code.output('penalty') : null;
    const [out, mask] = [code.output('out'), lowered.masked ? code.output('mask') : null];
    return { lines: code.lines, out, mask, penalty, writes };
  };
  const [whileTraining, afterwards] = [written(true), written(false)];
  const [learning, judging] = [body(whileTraining), body(afterwards)];
  const all: readonly ProgramLines[] = [whileTraining.code, afterwards.code];
  return {
    arguments: given,
    held,
    learning,
    judging,
    same: JSON.stringify(learning) === JSON.stringify(judging),
    masked: judging.mask !== null,
    penalized: learning.penalty !== null,
    helpers: all.flatMap(({ helpers }) => helpers),
  };
}
