import type { SampleBatch } from '../../../core/runs/protocol.ts';
import { at } from '../../../core/util/assert-never.ts';
import { ownValue } from '../../../core/util/own-value.ts';
import type { PlanePoints } from './plane-map.tsx';

/** Samples of the plane with their labels for one task; null where they are none. */
export function pointsOf(samples: SampleBatch | null, task: string): PlanePoints | null {
  const truth = ownValue(samples?.truth ?? {}, task);
  const labelled = ownValue(samples?.labelled ?? {}, task);
  const [places] = samples ? Object.values(samples.inputs) : [];
  return places instanceof Float32Array && samples && truth && labelled
    ? { places, truth, labelled, count: samples.count }
    : null;
}

/** The first number of every output row: the probability of «yes», or the value. */
export function firstColumn(outputs: Float32Array, count: number): Float32Array {
  const width = outputs.length / count;
  return width === 1 ? outputs : Float32Array.from({ length: count }, (_, row) => at(outputs, row * width));
}
