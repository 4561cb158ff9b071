import { assertNever, at, invariant } from '../../util/assert-never.ts';
import { finalValues } from '../liveness.ts';
import { sizeOf } from '../shapes.ts';
import type { Op, OpKind, OpOf, Program, ValueId, ValueInfo } from '../types.ts';
import type { Value } from './kernel.ts';
import { kernels } from './kernels.ts';

type Numbers = ArrayLike<number>;

/** What a program reads, row-major; only what it does read need be there. */
export interface Environment {
  /** By index of the parameter or state: the numbers of its view, not the whole buffer. */
  readonly parameters?: readonly Numbers[];
  readonly states?: readonly Numbers[];
  readonly data?: Readonly<Record<string, Numbers>>;
  readonly rows?: Numbers;
  readonly feeds?: Readonly<Record<string, Numbers>>;
  /** One control row. */
  readonly controls?: Numbers;
}

function part(numbers: Numbers = [], offset: number, size: number): Float64Array {
  const out = new Float64Array(size);
  for (let i = 0; i < size; i++) out[i] = at(numbers, offset + i);
  return out;
}

function sourceNumbers({ source, shape }: ValueInfo, environment: Environment): Numbers | undefined {
  switch (source.kind) {
    case 'parameter':
      return environment.parameters?.[source.index];
    case 'state':
      return environment.states?.[source.index];
    case 'data':
      return environment.data?.[source.name];
    case 'rows':
      return part(environment.rows, source.offset ?? 0, sizeOf(shape));
    case 'feed':
      return environment.feeds?.[source.name];
    case 'control':
      return part(environment.controls, source.offset, sizeOf(shape));
    case 'constant':
      return source.data;
    case 'op':
      return undefined;
    default:
      return assertNever(source);
  }
}

function readSource(info: ValueInfo, environment: Environment): Value {
  const { shape, source } = info;
  const numbers = sourceNumbers(info, environment);
  invariant(numbers?.length === sizeOf(shape), `a source of kind ${source.kind} holds ${sizeOf(shape)} numbers`);
  return { shape, data: numbers instanceof Float64Array ? numbers : new Float64Array(numbers) };
}

/** Computes one operation on values. */
export const evaluateOp = <K extends OpKind>(op: OpOf<K>, inputs: readonly Value[], shape: Value['shape']): Float64Array =>
  kernels[op.kind]({ attributes: op.attributes, inputs, shape });

/** Is told of every operation before it is computed, with what it reads. */
export type Watch = (op: Op, inputs: readonly Value[]) => void;

/**
 * Runs a program in float64, operation by operation, and returns every value that it made or read, by id. Arrays may be shared between
 * values and with the environment: read them only. `kept` are values wanted besides the outputs that may be sources which no operation
 * reads.
 */
export function interpret(
  program: Program,
  environment: Environment,
  kept: readonly ValueId[] = [],
  watch?: Watch,
): ReadonlyMap<ValueId, Float64Array> {
  const values: Value[] = [];
  const read = (id: ValueId): Value => {
    const known = values[id];
    if (known !== undefined) return known;
    const info = at(program.values, id);
    invariant(info.source.kind !== 'op', 'a value is computed before it is used');
    const value = readSource(info, environment);
    values[id] = value;
    return value;
  };
  for (const op of program.ops) {
    const { shape } = at(program.values, op.output);
    const inputs = op.inputs.map(read);
    watch?.(op, inputs);
    const data = evaluateOp(op, inputs, shape);
    invariant(data.length === sizeOf(shape), `${op.kind} fills its shape`);
    values[op.output] = { shape, data };
  }
  finalValues(program, kept).forEach(read);
  const numbers = new Map<ValueId, Float64Array>();
  values.forEach(({ data }, id) => {
    numbers.set(id, data);
  });
  return numbers;
}
