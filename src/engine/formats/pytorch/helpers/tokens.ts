/** Of token ids [N, L] the mask: id 0 is padding. */
export const tokenMask = (ids: string, shape: readonly number[]): string | null => (shape.length === 1 ? `${ids} != 0` : null);
