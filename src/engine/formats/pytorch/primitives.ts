import type { Op, OpAttributes, OpKind, OpOf, UnaryFn, ValueId, Window2D } from '../../../core/program/types.ts';
import { assertNever, at, invariant } from '../../../core/util/assert-never.ts';
import type { Helper } from '../code/helper.ts';
import { type AnyBatch, codeNumber } from '../code/lowered.ts';
import { scaleGradient } from './helpers/gradients.ts';
import { avgPool, fold, maxPool, unfold } from './helpers/windows.ts';
import { pyTuple } from './python.ts';

/** How a primitive is written: its operands as code, and what it says of itself. */
interface Writing<K extends OpKind> {
  readonly op: OpOf<K>;
  readonly attributes: OpAttributes[K];
  readonly inputs: readonly string[];
  readonly program: AnyBatch;
  /** The shape of the result. */
  readonly shape: readonly string[];
  readonly use: (helper: Helper) => string;
}

type Written = string | null;

export const unaries: Readonly<Record<UnaryFn, (x: string) => string>> = {
  neg: (x) => `-${x}`,
  abs: (x) => `${x}.abs()`,
  sign: (x) => `${x}.sign()`,
  step: (x) => `(${x} > 0).float()`,
  square: (x) => `${x}.square()`,
  sqrt: (x) => `${x}.sqrt()`,
  rsqrt: (x) => `${x}.rsqrt()`,
  reciprocal: (x) => `${x}.reciprocal()`,
  exp: (x) => `${x}.exp()`,
  log: (x) => `${x}.log()`,
  sin: (x) => `${x}.sin()`,
  cos: (x) => `${x}.cos()`,
  tanh: (x) => `${x}.tanh()`,
  sigmoid: (x) => `${x}.sigmoid()`,
  softplus: (x) => `F.softplus(${x})`,
  relu: (x) => `F.relu(${x})`,
  floor: (x) => `${x}.floor()`,
};

const isNumber = (code: string): boolean => /^\(?-?\d/.test(code) && !/[a-z]\w*[.(]/.test(code);

export function writeBinary(fn: OpAttributes['binary']['fn'], a: string, b: string): string {
  switch (fn) {
    case 'add':
      return `${a} + ${b}`;
    case 'sub':
      return `${a} - ${b}`;
    case 'mul':
      return `${a} * ${b}`;
    case 'div':
      return `${a} / ${b}`;
    case 'greater':
      return `(${a} > ${b}).float()`;
    case 'greaterEqual':
      return `(${a} >= ${b}).float()`;
    case 'equal':
      return `(${a} == ${b}).float()`;
    case 'max':
    case 'min': {
      const bound = fn === 'max' ? 'min' : 'max';
      if (isNumber(b)) return `${a}.clamp(${bound}=${b})`;
      if (isNumber(a)) return `${b}.clamp(${bound}=${a})`;
      return `torch.${fn}imum(${a}, ${b})`;
    }
    default:
      return assertNever(fn);
  }
}

const windowArguments = ({ kernel, stride, pad, dilation }: Window2D): string =>
  [kernel, stride, pad, dilation].map(pyTuple).join(', ');

const notForward = (): never => {
  invariant(false, 'only gradients ask for it, and torch makes its own');
};

/** Every primitive as an expression of torch; null: the operand as it is. */
const writers: { readonly [K in OpKind]: (writing: Writing<K>) => Written } = {
  unary: ({ attributes, inputs }) => unaries[attributes.fn](at(inputs, 0)),
  binary: ({ attributes, inputs }) => writeBinary(attributes.fn, at(inputs, 0), at(inputs, 1)),
  select: ({ inputs: [condition, a, b] }) => `torch.where(${condition} != 0, ${a}, ${b})`,
  toFloat: ({ inputs: [x] }) => `${x}.float()`,
  reshape: ({ inputs: [x], shape }) => `${x}.reshape(${pyTuple(shape)})`,
  transpose: ({ inputs: [x], attributes }) => `${x}.permute(${pyTuple(attributes.permutation)})`,
  slice({ op, inputs: [x], program, shape }) {
    const from = program.shape(at(op.inputs, 0));
    const begin = program.numbers(op, (one) => (one.kind === 'slice' ? one.attributes.begin : []));
    const axes = from.map((extent, axis) => {
      if (extent === at(shape, axis)) return ':';
      const first = at(begin, axis);
      return first === '0' ? `:${at(shape, axis)}` : `${first}:${first} + ${at(shape, axis)}`;
    });
    while (axes.at(-1) === ':') axes.pop();
    return `${x}[${axes.join(', ')}]`;
  },
  concat: ({ inputs, attributes }) => `torch.cat(${pyTuple(inputs)}, ${attributes.axis})`,
  pad({ op, inputs: [x], program }) {
    const [before, after] = (['before', 'after'] as const).map((side) =>
      program.numbers(op, (one) => (one.kind === 'pad' ? one.attributes[side] : [])),
    );
    const sides = (before ?? []).flatMap((first, axis) => [[first, at(after ?? [], axis)]]).reverse();
    return `F.pad(${x}, ${pyTuple(sides.flat())})`;
  },
  broadcast: ({ inputs: [x], shape }) => `${x}.expand(${pyTuple(shape)})`,
  reduce: ({ inputs: [x], attributes: { fn, axes } }) => `${x}.${fn === 'sum' ? 'sum' : 'amax'}(${pyTuple(axes)}, keepdim=True)`,
  matmul({ inputs: [a, b], attributes: { transposeA, transposeB } }) {
    const turned = (code: string | undefined, turn: boolean): string => (turn ? `${code}.transpose(-1, -2)` : `${code}`);
    return `${turned(a, transposeA)} @ ${turned(b, transposeB)}`;
  },
  gather: ({ inputs: [table, ids] }) => `${table}[${ids}]`,
  scatterAdd: ({ inputs: [ids, updates], shape }) =>
    `torch.zeros(${pyTuple(shape)}, device=${ids}.device).index_add(0, ${ids}.reshape(-1), ${updates}.reshape(-1, ${pyTuple(shape.slice(1)).replace(/^\(|,?\)$/g, '')}))`,
  oneHot: ({ inputs: [ids], attributes: { depth } }) =>
    `(${ids}.unsqueeze(-1) == torch.arange(${depth}, device=${ids}.device)).float()`,
  unfold: ({ inputs: [x], attributes: { window }, shape, use }) =>
    `${use(unfold)}(${x}, ${windowArguments(window)}, ${pyTuple(shape.slice(1, 3))})`,
  fold: ({ inputs: [x], attributes: { window, height, width }, use }) =>
    `${use(fold)}(${x}, ${windowArguments(window)}, ${pyTuple([height, width])})`,
  maxPool: ({ inputs: [x], attributes: { window }, use }) =>
    `${use(maxPool)}(${x}, ${[window.kernel, window.stride, window.pad].map(pyTuple).join(', ')})`,
  maxPoolGrad: notForward,
  avgPool: ({ inputs: [x], attributes: { window }, use }) =>
    `${use(avgPool)}(${x}, ${[window.kernel, window.stride, window.pad].map(pyTuple).join(', ')})`,
  avgPoolGrad: notForward,
  softmax: ({ inputs: [x] }) => `${x}.softmax(-1)`,
  logSoftmax: ({ inputs: [x] }) => `${x}.log_softmax(-1)`,
  softmaxCrossEntropy: ({ inputs: [logits, targets] }) => `-(${targets} * ${logits}.log_softmax(-1)).sum(-1)`,
  random: ({ shape }) => `torch.rand(${pyTuple(shape)}, device=device)`,
  scaleGradient: ({ inputs: [x], attributes: { factor }, use }) =>
    factor === 0 ? `${x}.detach()` : `${use(scaleGradient)}.apply(${x}, ${codeNumber(factor)})`,
  fill({ op, program, shape }) {
    const [value] = program.numbers(op, (one) => (one.kind === 'fill' ? [one.attributes.value] : []));
    return shape.length === 0 ? `${value}` : `torch.full(${pyTuple(shape)}, float(${value}), device=device)`;
  },
};

const write = <K extends OpKind>(writing: Writing<K>): Written => writers[writing.op.kind as K](writing);

/** Where the values come from that no operation makes, as code. */
export interface Sources {
  readonly feed: (name: string) => string;
  readonly held: (kind: 'parameter' | 'state', index: number) => string;
}

/** A program as lines of Python, in which `n` is the batch size and `device` where things are. */
export interface PythonLines {
  readonly lines: readonly string[];
  readonly output: (name: string) => string;
  readonly stateWrites: readonly { readonly state: number; readonly code: string }[];
  readonly helpers: readonly Helper[];
}

/** Needs brackets where it is an operand. */
const isCompound = (code: string): boolean => / |^-/.test(code);

export function pythonLines(program: AnyBatch, sources: Sources): PythonLines {
  const names = new Map<ValueId, string>();
  const helpers = new Set<Helper>();
  const lines: string[] = [];
  const use = (helper: Helper): string => {
    helpers.add(helper);
    return helper.name;
  };
  const sourceCode = (id: ValueId): string => {
    const { source, shape, dtype } = program.value(id);
    switch (source.kind) {
      case 'feed':
        return sources.feed(source.name);
      case 'parameter':
      case 'state':
        return sources.held(source.kind, source.index);
      case 'constant': {
        const numbers = program.constant(id);
        if (numbers === null) return 'torch.arange(n, device=device).float()';
        const listed = `torch.tensor([${numbers.map(codeNumber).join(', ')}]${dtype === 'f32' ? ', dtype=torch.float32' : ''}, device=device)`;
        return shape.length === 1 ? listed : `${listed}.reshape(${pyTuple(shape)})`;
      }
      default:
        invariant(false, `nothing else is read: ${source.kind}`);
    }
  };
  const operand = (id: ValueId): string => {
    const known = names.get(id);
    if (known !== undefined) return known;
    const code = sourceCode(id);
    if (program.value(id).source.kind !== 'constant') {
      names.set(id, code);
      return code;
    }
    return named(id, code);
  };
  const named = (id: ValueId, code: string): string => {
    const name = `x${names.size}`;
    names.set(id, name);
    lines.push(`${name} = ${code}  # [${program.shape(id).join(', ')}]`);
    return name;
  };
  for (const op of program.ops) {
    const inputs = op.inputs.map(operand);
    const shape = program.shape(op.output);
    const code = writeOp({ op, inputs, program, shape, use });
    // Numbers stand where they are used.
    if (op.kind === 'fill' && shape.length === 0) names.set(op.output, isCompound(code) ? `(${code})` : code);
    else named(op.output, code);
  }
  return {
    lines,
    output(name) {
      const id = program.outputs[name];
      invariant(id !== undefined, `the program puts out ${name}`);
      return operand(id);
    },
    stateWrites: program.stateWrites.map(({ state, value }) => ({ state, code: operand(value) })),
    helpers: [...helpers],
  };
}

function writeOp(one: Omit<Writing<OpKind>, 'attributes' | 'op'> & { readonly op: Op }): string {
  const { op } = one;
  const code = write({ ...one, attributes: op.attributes } as Writing<OpKind>);
  return code ?? at(one.inputs, 0);
}
