/**
 * Seeded random numbers. Every random choice of an experiment comes from the document's seed through a named sub-stream, so that
 * adding a layer (a new stream) does not change how the data is shuffled (another stream).
 */
export interface Random {
  /** Uniform in [0, 1), with 32 bits. */
  next(): number;
  /** Uniform integer in [0, n). */
  int(n: number): number;
  /** Standard normal (Box and Muller). */
  normal(): number;
}

/** One round of the murmur3 finaliser: a bijection of 32-bit integers that mixes every bit into every other. */
export function mix32(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

/** FNV-1a over UTF-16 code units, finalised: a name as 32 bits. */
export function hashString(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return mix32(hash);
}

/** Folds integers into one 32-bit hash; the order matters. */
export function hashIntegers(...values: readonly number[]): number {
  let hash = 0x9e3779b9;
  for (const value of values) hash = mix32((hash ^ mix32((value | 0) + 0x7f4a7c15)) + 0x9e3779b9);
  return hash;
}

/** The named sub-stream of a seed (generator: sfc32, by Chris Doty-Humphrey, public domain). */
export function randomStream(seed: number, ...names: readonly (string | number)[]): Random {
  const key = hashIntegers(seed, ...names.map((name) => (typeof name === 'number' ? name : hashString(name))));
  let a = mix32(key ^ 0x243f6a88) | 0;
  let b = mix32(key ^ 0x85a308d3) | 0;
  let c = mix32(key ^ 0x13198a2e) | 0;
  let counter = 1;
  const next32 = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i++) next32();
  let spare: number | undefined;
  const next = (): number => next32() / 4294967296;
  return {
    next,
    int: (n) => Math.floor(next() * n),
    normal() {
      if (spare !== undefined) {
        const value = spare;
        spare = undefined;
        return value;
      }
      const radius = Math.sqrt(-2 * Math.log(1 - next()));
      const angle = 2 * Math.PI * next();
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
  };
}

/** The integers 0 … n−1 in random order (Fisher and Yates). */
export function permutation(n: number, random: Random): Int32Array {
  const order = new Int32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  for (let i = n - 1; i > 0; i--) {
    const j = random.int(i + 1);
    const held = order[i] ?? 0;
    order[i] = order[j] ?? 0;
    order[j] = held;
  }
  return order;
}
