/** GFLOP/s of one thread of this JavaScript engine in nothing but multiplications and additions of vectors, in registers. */
export interface VectorPeak {
  /** With the instructions that every browser has: a product is rounded before it is added. */
  readonly plain: number;
  /** With relaxed SIMD, whose multiply-add rounds once or twice, as the processor likes it; null where the engine does not take it. */
  readonly relaxed: number | null;
}

/** Independent sums: enough of them to hide what one takes, and few enough for the registers. */
const sums = 12;
const steps = 1_000_000;
const turns = 100;
const lanes = 4;

const source = (step: (sum: string) => string): string => {
  const all = Array.from({ length: sums }, (_, i) => `s${i}`);
  return `export function run(n: i32, x: f32, y: f32): f32 {
    const a = f32x4.splat(x);
    const b = f32x4.splat(y);
    ${all.map((sum, i) => `let ${sum} = f32x4.splat(${i});`).join('\n')}
    for (let i = 0; i < n; i++) {
      ${all.map((sum) => `${sum} = ${step(sum)};`).join('\n')}
    }
    return f32x4.extract_lane(${all.reduce((left, right) => `f32x4.add(${left}, ${right})`)}, 0);
  }`;
};

async function fastest(step: (sum: string) => string, enable: string[]): Promise<number | null> {
  // Its 14 MB are read only where they are asked for.
  const { default: asc } = await import('assemblyscript/asc');
  const { error, binary } = await asc.compileString(source(step), { optimizeLevel: 3, runtime: 'stub', noAssert: true, enable });
  if (error || !binary) throw error ?? new Error('nothing was compiled');
  const bytes = Uint8Array.from(binary);
  if (!WebAssembly.validate(bytes)) return null;
  const { run } = (await WebAssembly.instantiate(bytes)).instance.exports;
  if (typeof run !== 'function') throw new Error('there is nothing to run');
  let best = 0;
  for (let turn = 0; turn < turns; turn++) {
    const began = performance.now();
    run(steps, 0.999, 1e-7);
    best = Math.max(best, (steps * sums * lanes * 2) / (performance.now() - began) / 1e6);
  }
  return best;
}

export async function vectorPeak(): Promise<VectorPeak> {
  const plain = await fastest((sum) => `f32x4.add(f32x4.mul(a, ${sum}), b)`, ['simd']);
  if (plain === null) throw new Error('this engine has no vectors');
  return { plain, relaxed: await fastest((sum) => `f32x4.relaxed_madd(a, b, ${sum})`, ['simd', 'relaxed-simd']) };
}
