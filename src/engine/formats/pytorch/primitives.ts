import type { OpAttributes, UnaryFn, Window2D } from '../../../core/program/types.ts';
import { assertNever, at, invariant } from '../../../core/util/assert-never.ts';
import { type AnyBatch, codeNumber } from '../code/lowered.ts';
import {
  type PrimitiveLanguage,
  type PrimitiveWriters,
  type ProgramLines,
  programLines,
  type Sources,
} from '../code/program-lines.ts';
import { scaleGradient } from './helpers/gradients.ts';
import { avgPool, fold, maxPool, unfold } from './helpers/windows.ts';
import { pyTuple } from './python.ts';

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

/** Every primitive as an expression of torch. */
const writers: PrimitiveWriters = {
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

const language: PrimitiveLanguage = {
  writers,
  constant(numbers, shape, integers) {
    if (numbers === null) return 'torch.arange(n, device=device).float()';
    const listed = `torch.tensor([${numbers.map(codeNumber).join(', ')}]${integers ? '' : ', dtype=torch.float32'}, device=device)`;
    return shape.length === 1 ? listed : `${listed}.reshape(${pyTuple(shape)})`;
  },
  named: (name, code, shape) => `${name} = ${code}  # [${shape.join(', ')}]`,
};

/** A program as lines of Python, in which `n` is the batch size and `device` where things are. */
export const pythonLines = (program: AnyBatch, sources: Sources): ProgramLines => programLines(program, sources, language);
