import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readRuns, type SeedRun } from '../../../../core/presets/claims/runs.ts';

/** Every run that was measured, one a line; a line is added when its run ends, so that a measurement can be resumed. */
const file = new URL('../../../../core/presets/claims/runs.jsonl', import.meta.url);

export const runsOnDisk = (): readonly SeedRun[] => (existsSync(file) ? readRuns(readFileSync(file, 'utf8')) : []);

const lineOf = (run: SeedRun): string => `${JSON.stringify(run)}\n`;

export const addRun = (run: SeedRun): void => appendFileSync(file, lineOf(run));

/** Replaces all, ordered by name and seed. */
export function writeRuns(runs: readonly SeedRun[]): void {
  const sorted = [...runs].sort((a, b) => (a.run === b.run ? a.seed - b.seed : a.run < b.run ? -1 : 1));
  writeFileSync(file, sorted.map(lineOf).join(''));
}
