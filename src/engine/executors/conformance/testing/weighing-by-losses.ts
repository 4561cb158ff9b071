import type { Weigh } from '../../executor.ts';

/** Weights that follow smoothly from the losses alone: 1 / (½ + L). */
export const byLosses: Weigh = (losses) => Array.from(losses, (loss) => 1 / (0.5 + loss));
