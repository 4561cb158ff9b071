import { hashIntegers, hashString } from '../util/random.ts';

/**
 * Counter-based random numbers: element i of a tensor is a keyed bijection of the counter i, a balanced Feistel network on two halves of
 * 12 bits (as Philox of Salmon et al., 2011, is one on machine words). Nothing is drawn in sequence, so every device computes any
 * element by itself.
 *
 * Every intermediate is an integer below 2²⁴ and every division is by a power of two, so arithmetic in f32 (tfjs on any backend), f64
 * (here) and u32 (WGSL) gives the same bits. One round, with the halves L and R and the round's key k:
 *
 *     t = (R + k) mod 4096;   (L, R) ← (R, (L + ⌊t²/32⌋ + t) mod 4096)
 *
 * Eight rounds. The added t matters: the square alone still shows, after eight rounds, that two keys differ by one.
 */
export const randomKeyLength = 8;

/** Size of a half, 2¹². */
const half = 4096;
const period = half * half;

/** The key of a named random stream at a step: `randomKeyLength` integers in 0 … 4095. */
export function randomKeys(seed: number, stream: string, step: number): number[] {
  const name = hashString(stream);
  return Array.from({ length: randomKeyLength }, (_, round) => hashIntegers(seed, name, step, round) % half);
}

/** The uniform number in [0, 1) at `index` (taken modulo 2²⁴): a multiple of 2⁻²⁴, exact in f32. */
export function counterUniform(index: number, keys: ArrayLike<number>): number {
  const counter = index % period;
  let right = counter % half;
  let left = (counter - right) / half;
  for (let round = 0; round < randomKeyLength; round++) {
    const t = (right + (keys[round] ?? 0)) % half;
    const mixed = (left + Math.floor((t * t) / 32) + t) % half;
    left = right;
    right = mixed;
  }
  return (left * half + right) / period;
}
