import type { Recorded } from './recorded.ts';
import { AppendList } from './series.ts';

const known = new WeakMap<Recorded, Map<number, Recorded>>();

/**
 * The same run with its steps `factor` times as far apart, to lie beside another by epoch or by time: columns are shared, only where their rows
 * stand is another matter. Equal requests give the same object.
 */
export function rescaled(recorded: Recorded, factor: number): Recorded {
  if (factor === 1 || recorded.count === 0) return recorded;
  const byFactor = known.get(recorded) ?? new Map<number, Recorded>();
  known.set(recorded, byFactor);
  const before = byFactor.get(factor);
  if (before) return before;
  const { firstStep, count, kept, validation, markers, appliedAt } = recorded;
  const made: Recorded = {
    ...recorded,
    firstStep: firstStep * factor,
    // The last step is where it belongs: `firstStep + count − 1`.
    count: (count - 1) * factor + 1,
    kept: kept.map(({ from, every, count: rows }) => ({ from: from * factor, every: every * factor, count: rows })),
    validation: AppendList.of(...validation.toArray().map((point) => ({ ...point, step: point.step * factor }))),
    markers: AppendList.of(...markers.toArray().map((marker) => ({ ...marker, step: marker.step * factor }))),
    appliedAt: appliedAt < 0 ? appliedAt : appliedAt * factor,
  };
  byFactor.set(factor, made);
  return made;
}
