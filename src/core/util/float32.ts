/** The largest number that float32 holds. Whatever trains computes in float32, where larger ones are infinite. */
export const largestNumber = (2 - 2 ** -23) * 2 ** 127;

/** The smallest positive number that float32 holds in full; executors take smaller ones for 0. */
export const smallestPositive = 2 ** -126;
