import { writeFileSync } from 'node:fs';
import { lessons } from '../src/core/lessons/registry.ts';
import { summariseLessons } from '../src/core/lessons/results.ts';
import { variantName } from '../src/core/presets/claims/claim.ts';
import { documentOf, type Figures, type SeedRun, type WantedRun, wantedRuns } from '../src/core/presets/claims/runs.ts';
import { summarise } from '../src/core/presets/claims/summary.ts';
import { presets } from '../src/core/presets/registry.ts';
import { invariant } from '../src/core/util/assert-never.ts';
import { keyOfRun } from '../src/engine/training/testing/claims/run-key.ts';
import { measured, testMetrics } from '../src/engine/training/testing/on-wasm.ts';
import { addRun, runsOnDisk, writeRuns } from '../src/engine/training/testing/outcomes/runs-file.ts';

/**
 * `npm run claims`: trains every example, and what their sentences and the lessons compare it with, from every seed, and writes down what the
 * page says of them. What is known by the same key is not trained again. Names of examples or runs that follow: only these, in that order.
 */
const resultsFile = new URL('../src/core/presets/claims/results.json', import.meta.url);
const lessonsFile = new URL('../src/core/lessons/results.json', import.meta.url);
const only = process.argv.slice(2);
/** When a run's turn comes; below 0 where it is not asked for. Every example as it is comes before what it is compared with. */
function turnOf({ variant }: WantedRun): number {
  const places = [only.indexOf(variant.of), only.indexOf(variantName(variant))].filter((place) => place >= 0);
  if (only.length > 0 && places.length === 0) return -1;
  return Math.min(...places, only.length) + (variant.edit ? 1 + only.length : 0);
}

/** More digits than any figure shows. */
const rounded = (figures: Figures): Figures =>
  JSON.parse(JSON.stringify(figures, (_, value) => (typeof value === 'number' ? Number(value.toPrecision(6)) : value)));

const outcomes = new Map<string, Promise<Figures>>();
function outcomeOf(id: string): Promise<Figures> {
  const preset = presets.find((item) => item.id === id);
  invariant(preset, `${id} is an example`);
  const outcome = outcomes.get(id) ?? testMetrics(id, preset.project(), preset.outcome.epochs);
  outcomes.set(id, outcome);
  return outcome;
}

const isRun = (run: SeedRun, name: string, seed: number, key: string, epochs: readonly number[]): boolean =>
  run.run === name && run.seed === seed && run.key === key && epochs.every((epoch) => run.after[epoch]);

const wanted = wantedRuns(
  presets,
  lessons.flatMap(({ claims }) => claims),
)
  .filter((run) => turnOf(run) >= 0)
  .sort((a, b) => turnOf(a) - turnOf(b));
const current: SeedRun[] = [];
for (const { variant, epochs, seeds } of wanted) {
  const name = variantName(variant);
  const document = documentOf(presets, variant);
  const example = documentOf(presets, { ...variant, edit: null });
  const key = keyOfRun(await outcomeOf(variant.of), example, document);
  for (let seed = 1; seed <= seeds; seed++) {
    const known = runsOnDisk().find((run) => isRun(run, name, seed, key, epochs));
    if (known) {
      current.push(known);
      continue;
    }
    const started = process.cpuUsage();
    const { after, guess } = await measured({ ...document, seed }, epochs);
    const run: SeedRun = {
      run: name,
      seed,
      key,
      after: Object.fromEntries(Object.entries(after).map(([epoch, figures]) => [epoch, rounded(figures)])),
      ...(variant.edit ? {} : { guess: rounded(guess) }),
    };
    addRun(run);
    current.push(run);
    console.log(`${name}, seed ${seed}: ${(process.cpuUsage(started).user / 1e6).toFixed(1)} s`);
  }
}
const names = new Set(wanted.map(({ variant }) => variantName(variant)));
const others = only.length === 0 ? [] : runsOnDisk().filter(({ run }) => !names.has(run));
writeRuns([...others, ...current]);
writeFileSync(resultsFile, `${JSON.stringify(summarise(presets, runsOnDisk()), null, 2)}\n`);
writeFileSync(lessonsFile, `${JSON.stringify(summariseLessons(lessons, runsOnDisk()), null, 2)}\n`);
process.exit(0);
