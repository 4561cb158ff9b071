import type { Handed, Measured } from '../../../core/lessons/sheet/sheet.ts';

/** The first metric of every task. */
export const headlines = ({ metrics }: Handed): readonly Measured[] =>
  metrics.filter(({ task }, place) => metrics.findIndex((one) => one.task === task) === place);
