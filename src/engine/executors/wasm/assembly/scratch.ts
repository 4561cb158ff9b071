/* Memory that kernels need for a moment, a part of its own for each thread: `kernelBytes` of ids.ts in this order. */

let start: usize = 0;

/** From now on this thread's kernels use the bytes from here. */
export function useScratch(address: usize): void {
  start = address;
}

/** Eight columns of a factor, 512 deep: 16384 bytes. */
@inline
export function panelOfFactor(): usize {
  return start;
}

/** Bias of a panel's columns with room behind it: 32 bytes. */
@inline
export function biasOfPanel(): usize {
  return start + 16384;
}

/** A register tile that does not fit its place: 128 bytes. */
@inline
export function spareTile(): usize {
  return start + 16416;
}

/** The geometry of a convolution made from another: 56 bytes. */
@inline
export function turnedGeometry(): usize {
  return start + 16544;
}
