import { describe, expect, it } from 'vitest';
import { lessons } from '../../core/lessons/registry.ts';
import { lessonResults, summariseLessons } from '../../core/lessons/results.ts';
import type { Claim } from '../../core/presets/claims/claim.ts';
import { results } from '../../core/presets/claims/results.ts';
import { alikeWithin, isOutlier, verdictOf } from '../../core/presets/claims/statistics.ts';
import { claimsOf, differencesOf, summarise } from '../../core/presets/claims/summary.ts';
import { presets } from '../../core/presets/registry.ts';
import type { Project } from '../../core/project/schema.ts';
import { invariant } from '../../core/util/assert-never.ts';
import { mean, spread } from '../../core/util/statistics.ts';
import { keyOfRun } from './testing/claims/run-key.ts';
import { staleRuns } from './testing/claims/stale-runs.ts';
import { readOutcomes } from './testing/outcomes/ledger.ts';
import { runsOnDisk } from './testing/outcomes/runs-file.ts';

/*
 * What the page says of the examples is what `npm run claims` wrote down. Whether it was measured with the program of the day is checked
 * where that is known: see `staleRuns`.
 */

const runs = runsOnDisk();
const measured = presets.filter(({ id }) => results[id]);

it('shows what the runs give, and nothing else', () => {
  expect(results).toEqual(summarise(presets, runs));
  expect(lessonResults).toEqual(summariseLessons(lessons, runs));
});

it('rests on 8 seeds or more', () => {
  for (const { id, outcome } of measured) {
    const seeds = runs.filter(({ run }) => run === id).map(({ seed }) => seed);
    expect(new Set(seeds).size, id).toBe(outcome.seeds ?? 8);
  }
});

it('claims nothing that was not measured', () => {
  const unknown = presets.filter((preset) => claimsOf(preset).some((_, i) => !results[preset.id]?.claims[i]));
  expect(unknown.map(({ id }) => id)).toEqual([]);
});

/** What the runs say, where that is not what is claimed. */
function refuted(claim: Claim): readonly string[] {
  const differences = differencesOf(runs, claim);
  const { a, is } = claim;
  const verdict = verdictOf(differences);
  const holds = typeof is === 'object' ? alikeWithin(differences, is.alike) : verdict === (is === 'open' ? 'cannot tell' : is);
  return holds ? [] : [`${a.variant.edit?.id ?? 'as it is'}: ${a.metric} of ${a.task} after ${a.epochs} is ${verdict}`];
}

it.each(lessons.map((lesson) => [lesson.id, lesson] as const))(
  'the lesson %s says what was measured, from 8 seeds or more',
  (id, lesson) => {
    expect(lesson.claims.flatMap(refuted)).toEqual([]);
    const results = lessonResults[id] ?? [];
    for (const result of results) expect(result?.pairs).toBeGreaterThanOrEqual(8);
    const ofEverySeed = lesson.steps.flatMap((step) =>
      step.type === 'outcome' && /from every seed/.test(step.text.en) ? step.claims.map((place) => results[place]) : [],
    );
    for (const result of ofEverySeed) expect([0, result?.pairs]).toContain(result?.higher);
  },
);

describe.each(measured.map((preset) => [preset.id, preset] as const))('%s', (id, preset) => {
  it('claims what was measured', () => {
    expect(claimsOf(preset).flatMap(refuted)).toEqual([]);
  });

  it('is not shipped with a seed that fails, or is an outlier', () => {
    const { seed } = preset.project();
    for (const [task, { metric }] of Object.entries(preset.outcome.tasks)) {
      const all = runs.filter(({ run }) => run === id);
      const values = all.map(({ after }) => after[preset.outcome.epochs]?.[task]?.[metric] ?? Number.NaN);
      const own = values[all.findIndex((run) => run.seed === seed)] ?? Number.NaN;
      expect(isOutlier(own, values), `${task}: ${own} among ${values.join(' ')}`).toBe(false);
    }
  });
});

it('on the toy of two scales, σ = (1, 10), GradNorm and methods that scales do not touch beat equal weights beyond the spread', () => {
  const preset = presets.find(({ id }) => id === 'two-scales');
  invariant(preset, 'the toy is an example');
  const repairs = claimsOf(preset).filter(({ a }) => a.variant.edit?.id.startsWith('both weights 1, '));
  expect(repairs.map(({ a }) => a.variant.edit?.id.split(', ')[1])).toEqual(['gradnorm', 'si', 'uw', 'nash-mtl']);
  for (const repair of repairs) {
    const ahead = differencesOf(runs, repair);
    expect(ahead.length).toBeGreaterThanOrEqual(5);
    expect(Math.min(...ahead)).toBeGreaterThan(0);
    expect(mean(ahead)).toBeGreaterThan(spread(ahead));
  }
});

it('knows the runs that were measured with another program', () => {
  const preset = presets.find(({ id }) => id === 'toy-conflicting');
  const outcome = readOutcomes()['toy-conflicting']?.metrics;
  invariant(preset && outcome, 'the toy is known');
  expect(staleRuns(preset, outcome)).toEqual([]);
  const otherwise = { ...outcome, planeA: { ...outcome.planeA, accuracy: 0.123 } };
  expect(staleRuns(preset, otherwise)).toEqual([
    'toy-conflicting',
    'toy-conflicting: half-plane A times 3',
    'toy-conflicting: answer split',
    'toy-conflicting: everything split',
  ]);
  const longer = (project: Project): Project => ({ ...project, training: { ...project.training, learningRate: 0.5 } });
  expect(keyOfRun(outcome, preset.project(), longer(preset.project()))).not.toBe(
    keyOfRun(outcome, preset.project(), preset.project()),
  );
});

it('has no figure in a sentence: figures stand beside it, as they were measured', () => {
  for (const { text } of presets) {
    for (const sentence of [text.watch.en, text.watch['zh-CN']]) expect(sentence).not.toMatch(/\d\.\d|\d ?%/);
  }
});
