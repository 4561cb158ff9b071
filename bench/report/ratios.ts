import type { Place } from '../contenders/contender.ts';
import type { Row } from '../measure/row.ts';
import { ratioOf } from '../measure/statistics.ts';
import type { Results } from './results.ts';

const hasFigures = (row: Row | undefined): row is Row => row !== undefined && row.stepsPerSecond.length > 0;

export function findRow({ rows }: Pick<Results, 'rows'>, model: string, contender: string, place: Place): Row | null {
  const found = rows.find((row) => row.model === model && row.contender === contender && row.place === place);
  return hasFigures(found) ? found : null;
}

/** Ours on as many threads as a native contender has: several are there in an isolated page. */
const nativeRival = (results: Pick<Results, 'rows'>, { model, contender }: Row): Row | null =>
  contender === 'torch-1'
    ? findRow(results, model, 'wasm', 'Node')
    : findRow(results, model, 'wasm-threads', 'Chromium, isolated');

/** Our executor that a row is compared with: on the same kind of hardware, in the same browser or in Node. */
export const rivalOf = (results: Pick<Results, 'rows'>, row: Row): Row | null =>
  row.backend === 'native'
    ? nativeRival(results, row)
    : findRow(results, row.model, row.backend === 'webgpu' ? 'webgpu' : 'wasm', row.place === 'Node' ? 'Node' : 'Chromium');

export const speedUp = (ours: Row, theirs: Row): number => ratioOf(ours.stepsPerSecond, theirs.stepsPerSecond);

/** How many times as fast our executor is in a place as the fastest of some contenders in some places; words where one is missing. */
export function speedUpOver(
  results: Results,
  model: string,
  ours: string,
  theirs: readonly string[],
  places: readonly Place[],
  own: Place = 'Chromium',
): number | string {
  const row = findRow(results, model, ours, own);
  if (!row) return `no figures for ${ours}`;
  const rivals = theirs.flatMap((id) => places.flatMap((place) => findRow(results, model, id, place) ?? []));
  if (rivals.length === 0) return `no figures for ${theirs.join(', ')}`;
  return Math.min(...rivals.map((rival) => speedUp(row, rival)));
}
