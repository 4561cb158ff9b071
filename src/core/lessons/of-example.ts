import type { Claim } from '../presets/claims/claim.ts';
import { claimsOf } from '../presets/claims/summary.ts';
import { presets } from '../presets/registry.ts';
import { at, invariant } from '../util/assert-never.ts';

/** A claim of an example's own sentence, by its place. */
export function ofExample(id: string, place: number): Claim {
  const preset = presets.find((item) => item.id === id);
  invariant(preset, `${id} is an example`);
  return at(claimsOf(preset), place);
}
