import type { Point } from './toy.ts';

/** Where trajectories begin in Nash-MTL (ICML 2022) and FAMO (NeurIPS 2023). */
export const publishedStarts: readonly Point[] = [
  { x: -8.5, y: 7.5 },
  { x: 0, y: 0 },
  { x: 9, y: 9 },
  { x: -7.5, y: -0.5 },
  { x: 9, y: -1 },
];
