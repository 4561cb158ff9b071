import { resolveBalancing } from '../../core/project/balancing.ts';
import type { Balancing } from '../../core/project/schema.ts';
import { publishedHeads } from '../../core/project/switches.ts';
import type { Marker } from '../../core/runs/marker.ts';

type Setting = string | number | boolean;

const isSetting = (value: unknown): value is Setting => ['string', 'number', 'boolean'].includes(typeof value);

/** All that is said of how tasks are balanced, parameters first, with what is left out; empty where the method cannot be used. */
function settingsOf(balancing: Balancing): Map<string, Setting> {
  const resolved = resolveBalancing(balancing);
  if (!resolved.ok) return new Map();
  const { method, parameters, choosing } = resolved.value;
  const all = { ...parameters, ...choosing, heads: (choosing.heads ?? publishedHeads(method)) === 'weights' };
  return new Map(Object.entries(all).flatMap(([name, value]) => (isSetting(value) ? [[name, value] as const] : [])));
}

/**
 * From this step on tasks are balanced in another way. Of a method that stays it says what is otherwise, of another one how its weights are chosen
 * where that is not the published way. null: all is as before.
 */
export function balancingMarker(step: number, before: Balancing, now: Balancing): Marker | null {
  const { method, parameters } = now;
  const stays = before.method === method;
  const known = settingsOf(stays ? before : { method, parameters });
  const changed = [...settingsOf(now)].filter(([name, value]) => known.get(name) !== value);
  if (changed.length > 0) return { kind: 'balancing', step, method, changed: Object.fromEntries(changed) };
  return stays ? null : { kind: 'balancing', step, method };
}
