/** The few parts of WebAssembly's binary format (core specification 2.0, chapter 5) that a kernel written at run time needs. */

export type Bytes = readonly number[];

/** Unsigned LEB128. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const more = rest >= 128;
    bytes.push((rest % 128) + (more ? 128 : 0));
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return bytes;
}

/** Signed LEB128 of a 32-bit number. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value | 0; ; ) {
    const low = rest & 0x7f;
    rest >>= 7;
    const isLast = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
    bytes.push(isLast ? low : low | 0x80);
    if (isLast) return bytes;
  }
}

const float = new DataView(new ArrayBuffer(4));

function floatBytes(value: number): number[] {
  float.setFloat32(0, value, true);
  return [0, 1, 2, 3].map((byte) => float.getUint8(byte));
}

const vector = (items: readonly Bytes[]): number[] => [...unsigned(items.length), ...items.flat()];
const text = (words: string): number[] => vector([...words].map((letter) => [letter.charCodeAt(0)]));
const simd = (opcode: number): number[] => [0xfd, ...unsigned(opcode)];
/** An address is aligned as 2ⁿ bytes, which is a hint, and `offset` is added to it. */
const memory = (alignment: number, offset: number): number[] => [alignment, ...unsigned(offset)];

/** Instructions; operands stand on the stack. */
export const code = {
  block: [0x02, 0x40],
  loop: [0x03, 0x40],
  end: [0x0b],
  branchIf: (depth: number): Bytes => [0x0d, ...unsigned(depth)],
  call: (fn: number): Bytes => [0x10, ...unsigned(fn)],
  get: (local: number): Bytes => [0x20, ...unsigned(local)],
  set: (local: number): Bytes => [0x21, ...unsigned(local)],
  i32: {
    constant: (value: number): Bytes => [0x41, ...signed(value)],
    load: (offset: number): Bytes => [0x28, ...memory(2, offset)],
    lessUnsigned: [0x49],
    greaterOrEqualUnsigned: [0x4f],
    add: [0x6a],
    and: [0x71],
    shiftLeft: [0x74],
  },
  v128: {
    load: [...simd(0), ...memory(2, 0)],
    store: [...simd(11), ...memory(2, 0)],
    /** Four times the same number. */
    loadSplat: (offset: number): Bytes => [...simd(9), ...memory(2, offset)],
    /** One number and three zeros. */
    loadOne: [...simd(92), ...memory(2, 0)],
    /** The first of four numbers. */
    storeOne: [...simd(90), ...memory(2, 0), 0],
    splat: (value: number): Bytes => [...simd(12), ...Array.from({ length: 4 }, () => floatBytes(value)).flat()],
    and: simd(78),
    bitselect: simd(82),
  },
  f32x4: {
    equal: simd(65),
    less: simd(67),
    greater: simd(68),
    greaterOrEqual: simd(70),
    floor: simd(104),
    abs: simd(224),
    negate: simd(225),
    sqrt: simd(227),
    add: simd(228),
    sub: simd(229),
    mul: simd(230),
    div: simd(231),
    min: simd(232),
    max: simd(233),
  },
} as const;

export const valueType = { i32: 0x7f, v128: 0x7b } as const;

interface FunctionType {
  readonly parameters: Bytes;
  readonly results: Bytes;
}

/** A module of one function over an imported memory `env.memory`. Imported functions have the first numbers, the own one follows. */
export interface SmallModule {
  readonly imports: readonly (FunctionType & { readonly module: string; readonly name: string })[];
  readonly exported: FunctionType & {
    readonly name: string;
    /** Types of the locals behind the parameters. */
    readonly locals: Bytes;
    readonly body: Bytes;
  };
  /** The memory is shared by several threads. */
  readonly shared: boolean;
}

/** The most pages that a memory can have, which are 4 GiB. */
const mostPages = 65_536;

export function writeModule({ imports, exported, shared }: SmallModule): Uint8Array<ArrayBuffer> {
  const section = (id: number, content: Bytes): number[] => [id, ...unsigned(content.length), ...content];
  const type = ({ parameters, results }: FunctionType): number[] => [
    0x60,
    ...vector(parameters.map((it) => [it])),
    ...vector(results.map((it) => [it])),
  ];
  const limits = shared ? [0x03, ...unsigned(1), ...unsigned(mostPages)] : [0x00, ...unsigned(1)];
  const imported = [
    [...text('env'), ...text('memory'), 0x02, ...limits],
    ...imports.map(({ module, name }, index) => [...text(module), ...text(name), 0x00, ...unsigned(index)]),
  ];
  const body = [...vector(exported.locals.map((it) => [1, it])), ...exported.body, ...code.end];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, vector([...imports, exported].map(type))),
    ...section(2, vector(imported)),
    ...section(3, vector([unsigned(imports.length)])),
    ...section(7, vector([[...text(exported.name), 0x00, ...unsigned(imports.length)]])),
    ...section(10, vector([[...unsigned(body.length), ...body]])),
  ]);
}
