/** Puts the focus on the network, where the keys that train are nobody else's. */
export const focusCanvas = (): void => document.getElementById('canvas')?.focus({ preventScroll: true });
