import type { BinaryFn, ControlLayout, UnaryFn, UpdateRule, UpdateValue } from '../../../core/program/types.ts';
import { uniformValues } from '../../../core/program/update/rule.ts';
import { assertNever } from '../../../core/util/assert-never.ts';
import { type Bytes, code, valueType, writeModule } from './module-writer.ts';
import { unaryNumbers } from './plan/tape-functions.ts';

/** Below the smallest normal number of single precision. */
const smallestNormal = 1.17549435e-38;

/** Local variables: the parameter, then numbers, then vectors. */
const argumentsAt = 0;
const offset = 1;
const end = 2;
const count = 3;
const controls = 4;
const parameters = 5;
const gradient = 6;
const firstSlot = 7;

const { f32x4, v128, i32, get, set } = code;
const zero = v128.splat(0);
const one = v128.splat(1);
const asNumber: Bytes = [...one, ...v128.and];

/** 1 or 0 for a comparison with 0. */
const against = (x: Bytes, comparison: Bytes): Bytes => [...x, ...zero, ...comparison, ...asNumber];

/** The same bits as assembly/tape.ts gives. */
function unaryCode(fn: UnaryFn, x: Bytes): Bytes {
  switch (fn) {
    case 'neg':
      return [...x, ...f32x4.negate];
    case 'abs':
      return [...x, ...f32x4.abs];
    case 'sign':
      return [...against(x, f32x4.greater), ...against(x, f32x4.less), ...f32x4.sub];
    case 'step':
      return against(x, f32x4.greater);
    case 'square':
      return [...x, ...x, ...f32x4.mul];
    case 'sqrt':
      return [...x, ...f32x4.sqrt];
    case 'rsqrt':
      return [...one, ...x, ...f32x4.sqrt, ...f32x4.div];
    case 'reciprocal':
      return [...one, ...x, ...f32x4.div];
    case 'relu':
      return [...x, ...zero, ...f32x4.max];
    case 'floor':
      return [...x, ...f32x4.floor];
    case 'exp':
    case 'log':
    case 'sin':
    case 'cos':
    case 'tanh':
    case 'sigmoid':
    case 'softplus':
      return [...i32.constant(unaryNumbers[fn]), ...x, ...code.call(0)];
    default:
      return assertNever(fn);
  }
}

const binaryCodes: Readonly<Record<BinaryFn, Bytes>> = {
  add: f32x4.add,
  sub: f32x4.sub,
  mul: f32x4.mul,
  div: f32x4.div,
  max: f32x4.max,
  min: f32x4.min,
  greater: [...f32x4.greater, ...asNumber],
  greaterEqual: [...f32x4.greaterOrEqual, ...asNumber],
  equal: [...f32x4.equal, ...asNumber],
};

/**
 * An update rule as a WebAssembly module: one pass over the flat buffers that keeps all that is between in registers. It exports
 * `update(p)`, whose arguments stand in memory from the byte `p` on: the addresses of parameters and gradient, how many numbers there are,
 * the address of the controls, their bytes, and the address of each slot. What is left over from whole vectors is done number by number,
 * which gives the same bits.
 */
export function updateKernel(
  rule: UpdateRule,
  layout: Pick<ControlLayout, 'learningRate' | 'stepScalars'>,
  shared: boolean,
): Uint8Array<ArrayBuffer> {
  const uniform = uniformValues(rule);
  const kept = new Set(rule.slots.map(({ next }) => next));
  const slotAddress = (slot: number): number => firstSlot + slot;
  const smallest = firstSlot + rule.slots.length;
  const local = (place: number): number => smallest + 1 + place;
  const value = (place: number): Bytes => get(local(place));
  const place = (base: number): Bytes => [...get(base), ...get(offset), ...i32.add];
  const control = (index: number): Bytes => [...get(controls), ...v128.loadSplat(4 * index)];

  function computed(from: UpdateValue, load: Bytes): Bytes {
    switch (from.kind) {
      case 'parameter':
        return [...place(parameters), ...load];
      case 'gradient':
        return [...place(gradient), ...load];
      case 'slot':
        return [...place(slotAddress(from.slot)), ...load];
      case 'learningRate':
        return control(layout.learningRate);
      case 'stepScalar':
        return control(layout.stepScalars + from.index);
      case 'constant':
        return v128.splat(from.value);
      case 'unary':
        return unaryCode(from.fn, value(from.inputs[0]));
      case 'binary':
        return [...value(from.inputs[0]), ...value(from.inputs[1]), ...binaryCodes[from.fn]];
      case 'select': {
        const [condition, a, b] = from.inputs;
        return [...value(b), ...value(a), ...value(condition), ...zero, ...f32x4.equal, ...v128.bitselect];
      }
      default:
        return assertNever(from);
    }
  }

  /**
   * What is too small for a normal number is kept as 0: moments of units that no longer learn fade for ever, and on many processors
   * arithmetic on such numbers is a hundred times slower.
   */
  const normal = (x: number): Bytes => [
    ...value(x),
    ...value(x),
    ...f32x4.abs,
    ...get(smallest),
    ...f32x4.greaterOrEqual,
    ...v128.and,
    ...set(local(x)),
  ];

  const compute = (isUniform: boolean, load: Bytes): Bytes =>
    rule.values.flatMap((from, index) =>
      uniform[index] === isUniform
        ? [...computed(from, load), ...set(local(index)), ...(kept.has(index) ? normal(index) : [])]
        : [],
    );

  /** From `offset` to `end`, so many bytes at a time. */
  const loop = (bytes: number, load: Bytes, store: Bytes): Bytes => [
    ...code.block,
    ...[...get(offset), ...get(end), ...i32.greaterOrEqualUnsigned, ...code.branchIf(0)],
    ...code.loop,
    ...compute(false, load),
    ...rule.slots.flatMap(({ next }, slot) => [...place(slotAddress(slot)), ...value(next), ...store]),
    ...[...place(parameters), ...value(rule.parameter), ...store],
    ...[...get(offset), ...i32.constant(bytes), ...i32.add, ...set(offset)],
    ...[...get(offset), ...get(end), ...i32.lessUnsigned, ...code.branchIf(0)],
    ...code.end,
    ...code.end,
  ];

  const argument = (index: number, to: number): Bytes => [...get(argumentsAt), ...i32.load(4 * index), ...set(to)];
  const inBytes = (mask: number): Bytes => [
    ...[...get(count), ...i32.constant(mask), ...i32.and],
    ...[...i32.constant(2), ...i32.shiftLeft, ...set(end)],
  ];
  const body = [
    ...argument(0, parameters),
    ...argument(1, gradient),
    ...argument(2, count),
    ...argument(3, controls),
    ...rule.slots.flatMap((_, slot) => argument(5 + slot, slotAddress(slot))),
    ...[...v128.splat(smallestNormal), ...set(smallest)],
    ...compute(true, []),
    ...inBytes(~3),
    ...loop(16, v128.load, v128.store),
    ...inBytes(~0),
    ...loop(4, v128.loadOne, v128.storeOne),
  ];
  const numbers = smallest - 1;
  return writeModule({
    imports: [
      {
        module: 'kernels',
        name: 'elementary',
        parameters: [valueType.i32, valueType.v128],
        results: [valueType.v128],
      },
    ],
    exported: {
      name: 'update',
      parameters: [valueType.i32],
      results: [],
      locals: [
        ...new Array<number>(numbers).fill(valueType.i32),
        ...new Array<number>(1 + rule.values.length).fill(valueType.v128),
      ],
      body,
    },
    shared,
  });
}
